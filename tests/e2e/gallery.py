"""The gallery: a picture of every page, in light, in the dark, on a telephone and in Persian, of invented people.

`make gallery` writes build/gallery with an index.html, and the small pictures of docs/jobs. It is no test, and ships
with nothing; but what goes amiss in the browser fails it.
"""

import re
from datetime import date, timedelta
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from e2e import places
from e2e.conftest import Window
from source_tree import ROOT

pytestmark = pytest.mark.e2e
OUT, JOBS = ROOT / "build" / "gallery", ROOT / "docs" / "jobs" / "pictures"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
    "persian": {"color_scheme": "light", "locale": "fa-IR"},
}
SMALL = {
    "today": "today",
    "worklist": "worklist",
    "customers/{one}": "customer",
    "customers/{one}/sheet": "call-sheet",
    "customers/{one}/do/dispute": "dispute",
    "policy": "ladder",
    "insight": "month-end",
    "handed-over": "handed-over",
}
WIDE, MOST = 960, 60_000
Drawn = tuple[str, str, str]
NAMES = (
    *("Linden Bakery", "Acme Ltd", "Birch B.V.", "Cedar GmbH", "Dunes Surf Shop", "Elm & Daughters", "Fjord Textiles"),
    *("Garnet Tools", "Heron Print", "Iris Flowers", "Juniper Hotel", "Kestrel Cycles", "Larch Timber", "Moss Gardens"),
)


def test_the_gallery(chromium: Any, house: str) -> None:
    """Draw every page in every look."""
    OUT.mkdir(parents=True, exist_ok=True)
    JOBS.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    drawn = [each for look in LOOKS for each in of_the_first_start(chromium, house, look)]
    slug, named = an_office()
    plain = signed_in(chromium, house)
    state = plain.context.storage_state()
    for look, chosen in LOOKS.items():
        window = Window(chromium, house, storage_state=state, **chosen)
        for place in places.COMPANY:
            window.page.goto(places.link_of(place, slug, named))
            drawn.append(picture(window, look, place))
            if look == "light" and place in SMALL:
                small(window, JOBS / f"{SMALL[place]}.png")
        for name, (place, step) in places.STEPS.items():
            if look != "phone" or name != "worklist, paused":
                window.page.goto(places.link_of(place, slug, named))
                step(window.page)
                drawn.append(picture(window, look, name, whole=name not in places.ABOVE))
        assert window.amiss == []
        window.context.close()
    drawn += of_the_doors(chromium, house, state)
    plain.context.close()
    (OUT / "index.html").write_text(index(drawn), encoding="utf-8")


def of_the_first_start(chromium: Any, house: str, look: str) -> list[Drawn]:
    """Draw what a new installation shows."""
    from dunwell.config.first_token import first_token

    window, drawn = Window(chromium, house, **LOOKS[look]), []
    for place in places.FIRST:
        window.page.goto(place.format(token=first_token()))
        drawn.append(picture(window, look, f"new {place}"))
    window.context.close()
    return drawn


def of_the_doors(chromium: Any, house: str, state: Any) -> list[Drawn]:
    """Draw the pages of no company, and those of strangers."""
    from dunwell import wiring
    from dunwell.queries.accounts import account_by_mail

    owner: Any = account_by_mail("ana@example.org")
    places.second_company(owner_now(), owner)
    links, drawn = places.open_links(owner_now(), owner), []
    for look, chosen in LOOKS.items():
        window, stranger = Window(chromium, house, storage_state=state, **chosen), Window(chromium, house, **chosen)
        for place in places.OUTSIDE:
            window.page.goto(place)
            drawn.append(picture(window, look, f"outside {place}"))
        for place in places.DOORS:
            stranger.page.goto(place.format(**links))
            drawn.append(picture(stranger, look, f"outside {place}"))
        places.owe_a_code(stranger.page, PASSWORD, wiring.now())
        drawn.append(picture(stranger, look, f"outside {places.CODE}"))
        window.context.close()
        stranger.context.close()
    return drawn


def picture(window: Window, look: str, place: str, *, whole: bool = True) -> Drawn:
    """Draw the page that is open, the whole of it or what a window shows."""
    name = f"{look}-{plain_name(place)}.png"
    window.page.screenshot(path=OUT / name, full_page=whole)
    return look, place, name


def plain_name(place: str) -> str:
    """Name the picture of a place."""
    return re.sub(r"[^\w-]+", "-", re.sub(r"\{\w+\}", "one", place)).strip("-") or "home"


def small(window: Window, out: Path) -> None:
    """Write a picture small enough for the docs: fewer pixels, then fewer colours."""
    with Image.open(BytesIO(window.page.screenshot())) as whole:
        narrow = whole.convert("RGB").resize((WIDE, whole.height * WIDE // whole.width), Image.Resampling.LANCZOS)
    for colours in (128, 64, 32, 16, 8):
        narrow.quantize(colours, dither=Image.Dither.NONE).save(out, optimize=True)
        if out.stat().st_size <= MOST:
            return
    raise AssertionError(f"{out.name} does not become small")


def index(drawn: list[tuple[str, str, str]]) -> str:
    """Lay the pictures out on a page, look by look."""
    parts = ["<!doctype html><html lang=en><meta charset=utf-8><title>Gallery</title>"]
    parts += [
        "<style>body{font:14px sans-serif}figure{display:inline-block;width:30%;margin:1%}img{width:100%}</style>"
    ]
    for look in LOOKS:
        parts.append(f"<h2>{look}</h2>")
        parts += [
            f"<figure><a href={name}><img loading=lazy src={name} alt={name}></a>"
            f"<figcaption>{escape(place)}</figcaption></figure>"
            for each, place, name in drawn
            if each == look
        ]
    return "\n".join(parts)


def signed_in(chromium: Any, house: str) -> Window:
    """Give a window in which the owner has signed in."""
    window = Window(chromium, house)
    page = window.page
    page.goto("/sign-in/")
    page.get_by_label("Mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Today").wait_for()
    return window


PASSWORD = "four words nobody guesses"


def owner_now(role: str = "owner") -> Any:
    """Give the owner, or whoever else, at this moment."""
    from dunwell import wiring
    from dunwell.domain.roles import Role
    from dunwell.usecases.work import Caller

    return Caller("zuider", "Ana Petrović", Role(role), wiring.now(), wiring.today("UTC"))


def an_office() -> tuple[str, dict[str, int]]:
    """Make an invented company in the midst of its work; gives its short name, and whom and what to look at."""
    from dunwell import wiring
    from dunwell.data.models import Customer, Decision, Entry, Message
    from dunwell.usecases.add_person import add_person
    from dunwell.usecases.dispatch_notices import dispatch_notices
    from dunwell.usecases.mark_sent import mark_sent
    from dunwell.usecases.open_account import give_account, open_account, set_preferences
    from dunwell.usecases.open_company import open_company
    from dunwell.usecases.run_collections import run_collections
    from dunwell.usecases.set_letterhead import set_letterhead

    today = wiring.today("UTC")
    open_company(owner_now(), slug="zuider", name="Zuider Gereedschap B.V.", country="NL", currency="EUR")
    opened = open_account(email="ana@example.org", name="Ana Petrović", password=PASSWORD, at=wiring.now())
    set_preferences(account=opened["account"], guide_seen=True)
    for name, role in (("Ana Petrović", "owner"), ("Bo de Wit", "collections"), ("Cem Aydın", "finance")):
        add_person(owner_now(), name=name, email=f"{name.split()[0].lower()}@example.org", roles=[role])
    give_account(owner_now(), name="Ana Petrović", account=opened["account"])
    letterhead = {"name": "Zuider Gereedschap B.V.", "address": ["Keizersgracht 1", "1015 CN Amsterdam"]}
    set_letterhead(
        owner_now(), company=letterhead, payment=[{"iban": "NL91ABNA0417164300"}], sender={"name": "Bo de Wit"}
    )
    the_customers(owner_now(), today)
    customers = {row.ref: row.pk for row in Customer.objects.all()}
    run_collections(owner_now(), as_of=today, allow_stale=True, approved=True)
    dispatch_notices(owner_now(), wiring.post(), wiring.papers("zuider"), limit=1, channels=["email"])
    mark_sent(owner_now(), messages=list(Message.objects.filter(state="planned").values_list("pk", flat=True)))
    wiring.live_on(today + timedelta(days=7))
    later = wiring.today("UTC")
    what_people_do(later)
    run_collections(owner_now(), as_of=later, allow_stale=True, approved=True)
    return "zuider", {
        "one": customers["C4"],
        "money": Entry.objects.filter(unallocated_minor__gt=0)[0].pk,
        "message": Message.objects.filter(state="sent").order_by("pk")[0].pk,
        "notice": Decision.objects.filter(channel="email", customer=customers["C4"]).order_by("-pk")[0].pk,
    }


def what_people_do(today: date) -> None:
    """Let each list hold something."""
    from dunwell.usecases.agree_plan import agree_plan
    from dunwell.usecases.confirm_kind import confirm_kind
    from dunwell.usecases.hand_over import hand_over
    from dunwell.usecases.place_hold import place_hold
    from dunwell.usecases.post_payment import post_payment
    from dunwell.usecases.raise_dispute import raise_dispute
    from dunwell.usecases.record_heard import record_heard
    from dunwell.usecases.record_promise import record_promise
    from dunwell.usecases.set_limit import set_limit
    from dunwell.usecases.write_off import write_off

    record_promise(owner_now(), customer="C2", amount_minor=40_000, currency="EUR", on=today + timedelta(days=5))
    record_promise(owner_now(), customer="C5", amount_minor=90_000, currency="EUR", on=today + timedelta(days=9))
    raise_dispute(owner_now(), item="INV-1040", code="quality", reason="Two of the ten were broken")
    raise_dispute(
        owner_now(), item="INV-1070", amount_minor=20_000, currency="EUR", code="price", reason="Agreed: 10 % less"
    )
    post_payment(owner_now(), customer="C3", amount_minor=7_777, currency="EUR", reference="thank you")
    record_heard(owner_now(), customer="C4", text="Mr Bos is back on Monday; he signs all payments.", heard_in="call")
    set_limit(owner_now(), customer="C4", amount_minor=500_000, currency="EUR")
    set_limit(owner_now(), customer="C7", amount_minor=250_000, currency="EUR")
    confirm_kind(owner_now(), customer="C8", kind="delays")
    write_off(owner_now("finance"), item="INV-1010", reason="too small to go on")
    numbers = ["INV-1110", "INV-1111", "INV-1112"]
    plan: dict[str, Any] = {"count": 3, "amount_minor": 393_020, "currency": "EUR", "every": "monthly"}
    agree_plan(owner_now(), customer="C12", items=numbers, first_on=today + timedelta(days=14), **plan)
    place_hold(owner_now(), customer="C9", reason="Nothing came since January")
    hand_over(owner_now(), customer="C14", to="counsel", reason="No answer for six weeks")


def the_customers(caller: Any, today: date) -> None:
    """Add the customers with what they owe; some have no mail address, and some a person who sees to them."""
    from dunwell.usecases.add_customer import add_customer
    from dunwell.usecases.assign_customer import assign_customer
    from dunwell.usecases.post_invoice import post_invoice

    for place, name in enumerate(NAMES):
        ref, due = f"C{place + 1}", today - timedelta(days=(place * 9) % 75 - 6)
        reached: Any = {"email": f"ap@{ref.lower()}.example"} if place % 7 else {"address": "Kade 1\n1015 CN Amsterdam"}
        add_customer(caller, ref=ref, name=name, country="NL", **reached)
        if place % 2:
            assign_customer(caller, customer=ref, to="Bo de Wit")
        for number in range(1 + place % 3):
            post_invoice(
                caller,
                customer=ref,
                number=f"INV-{100 + place}{number}",
                amount_minor=(place + 1) * 31_750 + number * 12_020,
                currency="EUR",
                item_date=due - timedelta(days=30),
                due_date=due + timedelta(days=number * 7),
            )
