"""Pages that everybody can use: axe finds nothing on any page, in light, in the dark, and from right to left."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve

from dunwell.faces.workbench.access import ROUTES
from e2e.conftest import Window
from e2e.test_stories import first_start, owner_of
from source_tree import ROOT

# Pages are asked for on both databases in tests/integration/workbench; what a browser makes of them is one.
pytestmark = [pytest.mark.e2e, pytest.mark.sqlite_only]
AXE = ROOT / "styles" / "node_modules" / "axe-core" / "axe.min.js"
PLACES = (
    *(
        "today",
        "worklist",
        "aging",
        "unallocated",
        "promises",
        "plans",
        "disputes",
        "holds",
        "handed-over",
        "approvals",
    ),
    *("tasks", "messages", "insight", "policy", "policy/edit", "files", "settings", "settings/journal", "search"),
    *(
        "customers/{one}",
        "customers/{one}/why",
        "customers/{one}/do/promise",
        "customers/{one}/do/plan",
        "customers/{one}/sheet",
    ),
    *(
        "customers/{one}/do/heard",
        "customers/{one}/do/figure",
        "credits",
        "rewards",
        "kinds",
        "check-ins",
        "reviews",
        "texts",
    ),
    *("texts/polite-inquiry", "settings/set/letterhead", "settings/set/email", "settings/set/hook", "settings/people"),
    *("letters", "policy/edit/?as=file", "files", "reviews", "customers/{one}/do/assign", "money/{money}"),
    *("messages/{message}", "decided/{notice}"),
)
OUTSIDE = ("/account/", "/begin/")  # of no company
DOORS = ("/sign-in/", "/sign-in/forgotten/", "/join/1-1-x/", "/sign-in/new-password/1-1-x/")
# Files and papers, a way to another page, and a door that opens in the midst of signing in alone.
NO_PAGES = {
    *("week-file", "measures-file", "aging-file", "message-file", "preview-paper", "policy-paper"),
    *("home", "first", "second-factor"),
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "from the right": {"color_scheme": "light", "locale": "fa-IR"},
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(chromium: Any, house: str, tmp_path: Path, look: str) -> None:
    from dunwell.data.models import Customer, Decision, Entry, Message, Run
    from dunwell.usecases.approve_run import approve_run
    from dunwell.usecases.post_payment import post_payment
    from dunwell.usecases.run_collections import run_collections

    plain = Window(chromium, house)
    slug = first_start(plain, tmp_path).url.split("/")[3]
    window = Window(chromium, house, storage_state=plain.context.storage_state(), **LOOKS[look])
    one = Customer.objects.order_by("pk")[0].pk
    post_payment(owner_of(plain.page), customer="C1", amount_minor=1_000, currency="EUR")
    money = Entry.objects.get().pk
    waiting = Run.objects.filter(state="planned").order_by("-pk").first()
    if waiting is None:
        run_collections(owner_of(plain.page), as_of=owner_of(plain.page).today, allow_stale=True, approved=True)
    else:
        approve_run(owner_of(plain.page), run=waiting.pk)
    numbers = {
        "one": one,
        "money": money,
        "message": Message.objects.order_by("pk")[0].pk,
        "notice": Decision.objects.filter(channel="email").order_by("pk")[0].pk,
    }
    script = AXE.read_text(encoding="utf-8")
    found = []
    for place in PLACES:
        path, _, query = place.format(**numbers).partition("?")
        address = f"/{slug}/{path.rstrip('/')}/?{'q=Acme' if place == 'search' else query}"
        found += _found(window, script, place, address)
    for place in OUTSIDE:
        found += _found(window, script, place, place)
    stranger = Window(chromium, house, **LOOKS[look])
    for place in DOORS:
        found += _found(stranger, script, place, place, status=None)
    assert found == []
    assert stranger.amiss == []
    stranger.context.close()
    assert window.amiss == []
    window.context.close()
    plain.context.close()


def _found(
    window: Window, script: str, place: str, address: str, status: int | None = 200
) -> list[tuple[str, str, str]]:
    """Go to a page and tell what axe finds there."""
    answer = window.page.goto(address)
    assert answer is not None
    assert status in (None, answer.status), place
    window.page.evaluate(script)
    told = window.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(place, each["id"], each["nodes"][0]["html"][:160]) for each in told["violations"]]


def test_every_page_is_looked_at() -> None:
    paths = [f"/acme/{place.format_map(defaultdict(lambda: 1)).partition('?')[0].rstrip('/')}/" for place in PLACES]
    seen = {resolve(path).url_name for path in (*paths, *OUTSIDE, *DOORS)}
    assert {name for name, route in ROUTES.items() if "GET" in route.methods} == seen | NO_PAGES
