"""Pages that everybody can use: axe finds nothing on any page, in light, in the dark, and from right to left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dunwell.faces.workbench.access import ROUTES
from e2e import places
from e2e.conftest import Window
from e2e.test_stories import PASSWORD, first_start, owner_of
from source_tree import ROOT

# Pages are asked for on both databases in tests/integration/workbench; what a browser makes of them is one.
pytestmark = [pytest.mark.e2e, pytest.mark.sqlite_only]
AXE = ROOT / "styles" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "from the right": {"color_scheme": "light", "locale": "fa-IR"},
    "telephone": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
}
Found = tuple[str, str, str]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(chromium: Any, house: str, tmp_path: Path, look: str) -> None:
    stranger = Window(chromium, house, **LOOKS[look])
    found = list(_before_the_first_account(stranger))
    plain = Window(chromium, house)
    slug = first_start(plain, tmp_path).url.split("/")[3]
    numbers = _in_the_midst_of_work(plain.page)
    window = Window(chromium, house, storage_state=plain.context.storage_state(), **LOOKS[look])
    for place in places.COMPANY:
        found += _amiss_at(window, place, places.link_of(place, slug, numbers))
    for name, (place, step) in places.STEPS.items():
        if look != "telephone" or name != "worklist, paused":  # rows are marked where there is room for it
            window.page.goto(places.link_of(place, slug, numbers))
            step(window.page)
            found += _amiss(window, name)
    found += _outside(window, stranger, owner_of(plain.page))
    assert not found, "\n".join(map(str, found))
    for each in (stranger, window, plain):
        assert each.amiss == []
        each.context.close()


def _before_the_first_account(stranger: Window) -> Iterator[Found]:
    from dunwell.config.first_token import first_token

    for place in places.FIRST:
        yield from _amiss_at(stranger, place, place.format(token=first_token()))


def _in_the_midst_of_work(page: Any) -> dict[str, Any]:
    """Let something wait in each place; gives the numbers of whom and what to look at."""
    from dunwell.data.models import Customer, Decision, Entry, Message, Run
    from dunwell.usecases.approve_run import approve_run
    from dunwell.usecases.post_payment import post_payment
    from dunwell.usecases.run_collections import run_collections

    post_payment(owner_of(page), customer="C1", amount_minor=1_000, currency="EUR")
    waiting = Run.objects.filter(state="planned").order_by("-pk").first()
    if waiting is None:
        run_collections(owner_of(page), as_of=owner_of(page).today, allow_stale=True, approved=True)
    else:
        approve_run(owner_of(page), run=waiting.pk)
    return {
        "one": Customer.objects.order_by("pk")[0].pk,
        "money": Entry.objects.get().pk,
        "message": Message.objects.order_by("pk")[0].pk,
        "notice": Decision.objects.filter(channel="email").order_by("pk")[0].pk,
    }


def _outside(window: Window, stranger: Window, caller: Any) -> Iterator[Found]:
    """Look at the pages of no company, and at the doors."""
    from dunwell.queries.accounts import account_by_mail

    owner: Any = account_by_mail("ana@example.org")
    places.second_company(caller, owner)
    links = places.open_links(caller, owner)
    for place in places.OUTSIDE:
        yield from _amiss_at(window, place, place)
    for place in places.DOORS:
        yield from _amiss_at(stranger, place, place.format(**links), status=None)
    places.owe_a_code(stranger.page, PASSWORD, caller.at)
    yield from _amiss(stranger, places.CODE)


def _amiss_at(window: Window, place: str, address: str, status: int | None = 200) -> Iterator[Found]:
    """Go to a page and tell what axe finds there."""
    answer = window.page.goto(address)
    assert answer is not None
    assert status in (None, answer.status), place
    yield from _amiss(window, place)


def _amiss(window: Window, place: str) -> Iterator[Found]:
    """Tell what axe finds on the page that is open, and whether it is wider than its window."""
    page = window.page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    yield from ((place, each["id"], each["nodes"][0]["html"][:160]) for each in told["violations"])
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        yield place, "wider than the window", f"{wider} px"


def test_every_page_is_looked_at() -> None:
    seen = places.names_seen()  # which opens the routes
    assert {name for name, route in ROUTES.items() if "GET" in route.methods} == seen | places.NO_PAGES
