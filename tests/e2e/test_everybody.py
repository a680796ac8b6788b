"""Pages that everybody can use: axe finds nothing on any page, in light, in the dark, and from right to left."""

from pathlib import Path
from typing import Any

import pytest

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
)
DOORS = ("/sign-in/", "/sign-in/forgotten/", "/join/1-1-x/", "/sign-in/new-password/1-1-x/")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "from the right": {"color_scheme": "light", "locale": "fa-IR"},
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(chromium: Any, house: str, tmp_path: Path, look: str) -> None:
    from dunwell.data.models import Customer, Entry
    from dunwell.usecases.post_payment import post_payment

    plain = Window(chromium, house)
    slug = first_start(plain, tmp_path).url.split("/")[3]
    window = Window(chromium, house, storage_state=plain.context.storage_state(), **LOOKS[look])
    one = Customer.objects.order_by("pk")[0].pk
    post_payment(owner_of(plain.page), customer="C1", amount_minor=1_000, currency="EUR")
    money = Entry.objects.get().pk
    script = AXE.read_text(encoding="utf-8")
    found = []
    for place in PLACES:
        path, _, query = place.format(one=one, money=money).partition("?")
        answer = window.page.goto(f"/{slug}/{path.rstrip('/')}/?{'q=Acme' if place == 'search' else query}")
        assert answer is not None
        assert answer.status == 200, place
        window.page.evaluate(script)
        told = window.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(place, each["id"], each["nodes"][0]["html"][:160]) for each in told["violations"]]
    stranger = Window(chromium, house, **LOOKS[look])
    for place in DOORS:
        stranger.page.goto(place)
        stranger.page.evaluate(script)
        told = stranger.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(place, each["id"], each["nodes"][0]["html"][:160]) for each in told["violations"]]
    assert found == []
    assert stranger.amiss == []
    stranger.context.close()
    assert window.amiss == []
    window.context.close()
    plain.context.close()
