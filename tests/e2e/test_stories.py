"""Whole jobs in a real browser, as a person does them: from first start to letters sent, a call, a dispute, a plan."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

# Pages are asked for on both databases in tests/integration/workbench; what a browser makes of them is one.
pytestmark = [pytest.mark.e2e, pytest.mark.sqlite_only]
PASSWORD = "four words nobody guesses"
LEDGER = """Customer,Name,Email,Invoice,Invoice date,Due date,Amount,Currency
C1,Acme Ltd,ap@acme.example,INV-1,2026-01-05,2026-02-04,1200.00,EUR
C2,Birch B.V.,geld@birch.example,INV-2,2026-01-20,2026-02-19,350.50,EUR
C3,Cedar GmbH,rechnung@cedar.example,INV-3,2026-02-20,2026-04-20,80.00,EUR
"""


def first_start(window: Any, tmp_path: Path) -> Any:
    """Make the owner's account, open the books, and bring in a list; gives the page, at the answer to the list."""
    from dunwell.config.first_token import first_token

    page = window.page
    page.goto(f"/first/?token={first_token()}")
    page.get_by_label("Your name").fill("Ana Petrović")
    page.get_by_label("Mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Company's name").fill("Zuider Gereedschap B.V.")
    page.get_by_label("Country").select_option("NL")
    page.get_by_label("IBAN").fill("NL91ABNA0417164300")
    page.get_by_role("button", name="Open the books").click()
    ledger = tmp_path / "open.csv"
    ledger.write_text(LEDGER, encoding="utf-8")
    page.get_by_label("Files").set_input_files(ledger)
    page.get_by_role("button", name="Take in").click()
    page.get_by_text("To Today: decide the day").wait_for()
    return page


def send_what_waits(page: Any) -> None:
    """Do what the worker beside the pages does: make what waits, and hand it over."""
    from dunwell import wiring
    from dunwell.usecases.dispatch_notices import dispatch_notices

    caller = owner_of(page)
    dispatch_notices(caller, wiring.post(), wiring.papers(caller.company))


def owner_of(page: Any) -> Any:
    """Give the owner of the company on whose page one is."""
    from dunwell import wiring
    from dunwell.domain.roles import Role
    from dunwell.usecases.work import Caller

    return Caller(page.url.split("/")[3], "Ana Petrović", Role.OWNER, wiring.now(), wiring.today("UTC"))


def open_customer(page: Any, name: str) -> None:
    """Open a customer from the worklist, and wait until the page listens to keys."""
    page.get_by_role("link", name="Worklist").click()
    page.get_by_role("link", name=name).click()
    at_customer(page, name)


def at_customer(page: Any, name: str) -> None:
    """Wait until a customer's page is there and listens to keys."""
    page.get_by_role("heading", name=name).wait_for()
    page.wait_for_load_state("load")


def test_from_first_start_to_the_first_letters(window: Any, tmp_path: Path) -> None:
    from dunwell.data.models import Message

    page = first_start(window, tmp_path)
    page.get_by_role("link", name="To Today: decide the day").click()
    page.get_by_label("even if cash is old").check()
    page.get_by_role("button", name="Decide the day").click()
    page.get_by_text("Would go out").wait_for()
    assert page.get_by_role("link", name="Acme Ltd").count() == 1
    assert Message.objects.count() == 0, "a first run waits for a yes"
    page.locator("tbody tr", has_text="Acme Ltd").get_by_role("link").nth(1).click()
    page.get_by_text("INV-1").first.wait_for()
    page.go_back()
    page.get_by_role("button", name="Approve all of it").click()
    page.get_by_text("It is approved").wait_for()
    assert Message.objects.count() == 2
    page.get_by_role("link", name="Messages", exact=True).click()
    assert page.locator("tbody tr").count() == 2
    send_what_waits(page)
    page.reload()
    page.get_by_role("cell", name="on its way").first.wait_for()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_a_call_with_a_promise_a_dispute_and_a_plan(window: Any, tmp_path: Path) -> None:
    from dunwell.data.models import Commitment, Dispute

    page = first_start(window, tmp_path)
    open_customer(page, "Acme Ltd")
    page.keyboard.press("p")
    page.get_by_label("Amount").fill("500")
    page.get_by_label("Paid by").fill("2026-03-11")
    page.get_by_role("button", name="Record a promise").click()
    page.get_by_text("The promise is on record").wait_for()
    assert Commitment.objects.get().amount_minor == 50_000
    page.wait_for_load_state("load")
    page.keyboard.press("n")
    at_customer(page, "Birch B.V.")
    page.keyboard.press("d")
    page.get_by_label("What is wrong").fill("Two of the ten were broken")
    page.get_by_label("Amount").fill("70.10")
    page.get_by_role("button", name="Record a dispute").click()
    page.get_by_text("The dispute is on record").wait_for()
    assert Dispute.objects.get().amount_minor == 7_010
    page.wait_for_load_state("load")
    page.keyboard.press("l")
    page.get_by_label("INV-2").check()
    page.get_by_label("Each instalment").fill("93.46")
    page.get_by_label("First on").fill("2026-03-20")
    page.get_by_role("button", name="Agree on a plan").click()
    page.get_by_text("The plan is agreed").wait_for()
    assert Commitment.objects.filter(kind="plan").count() == 1


def test_money_is_allocated_by_hand(window: Any, tmp_path: Path) -> None:
    from dunwell.data.models import Entry, Item

    page = first_start(window, tmp_path)
    open_customer(page, "Acme Ltd")
    page.keyboard.press("m")
    page.get_by_label("Amount").fill("2000")
    page.get_by_role("button", name="Post a payment").click()
    page.get_by_text("The payment is posted").wait_for()
    assert Entry.objects.get().unallocated_minor == 200_000, "what fits no invoice waits for a person"
    page.get_by_role("link", name="To allocate").click()
    page.get_by_role("link", name="Allocate", exact=True).click()
    page.get_by_label("Amount for INV-1").fill("1.300,00")
    page.get_by_role("button", name="Allocate").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Amount for INV-1").fill("1.200,00")
    page.get_by_role("button", name="Allocate").click()
    page.get_by_text("Allocated.").wait_for()
    assert Item.objects.get(number="INV-1").residual_minor == 0
    assert Entry.objects.get().unallocated_minor == 80_000


def test_money_is_drawn_onto_an_invoice(window: Any, tmp_path: Path) -> None:
    from dunwell.data.models import Entry, Item
    from dunwell.usecases.post_payment import post_payment

    page = first_start(window, tmp_path)
    post_payment(owner_of(page), customer="C1", amount_minor=200_000, currency="EUR")
    page.goto(f"/{page.url.split('/')[3]}/money/{Entry.objects.get().pk}/")
    page.wait_for_load_state("load")
    page.locator("[data-money]").drag_to(page.locator("tbody tr", has_text="INV-1"))
    assert page.get_by_label("Amount for INV-1").input_value() == "1200.00"
    page.get_by_label("Amount for INV-1").fill("")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert page.get_by_label("Amount for INV-1").input_value() == "1200.00"
    page.get_by_role("button", name="Allocate").click()
    page.get_by_text("Allocated.").wait_for()
    assert Item.objects.get(number="INV-1").residual_minor == 0


def test_a_hold_is_released_by_another_person(chromium: Any, window: Any, house: str, tmp_path: Path) -> None:
    from dunwell import wiring
    from dunwell.data.models import Hold
    from dunwell.domain.roles import Role
    from dunwell.usecases.add_person import add_person
    from dunwell.usecases.open_account import give_account, open_account
    from dunwell.usecases.work import Caller
    from e2e.conftest import Window

    page = first_start(window, tmp_path)
    slug = page.url.split("/")[3]
    caller = Caller(slug, "Ana Petrović", Role.OWNER, wiring.now(), wiring.today("UTC"))
    opened = open_account(email="bo@example.org", name="Bo", password=PASSWORD, at=wiring.now())
    add_person(caller, name="Bo", email="bo@example.org", roles=["collections"])
    give_account(caller, name="Bo", account=opened["account"])
    open_customer(page, "Acme Ltd")
    page.get_by_role("link", name="Place a hold").click()
    page.get_by_role("button", name="Place a hold").click()
    page.get_by_text("The account is on hold").wait_for()
    address = page.url
    other = Window(chromium, house)
    other.page.goto(address)
    other.page.get_by_label("Mail address").fill("bo@example.org")
    other.page.get_by_label("Password").fill(PASSWORD)
    other.page.get_by_role("button", name="Sign in").click()
    other.page.get_by_role("link", name="Release the hold").click()
    other.page.get_by_label("Why").fill("They pay on Friday")
    other.page.get_by_role("button", name="Release the hold").click()
    other.page.get_by_text("waits for the approval of another person").wait_for()
    assert Hold.objects.get().ended_on is None
    page.get_by_role("link", name="Approvals").click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("It is approved, and done").wait_for()
    assert Hold.objects.get().ended_on is not None
    assert other.amiss == []
    other.context.close()


def test_a_call_is_made_in_a_few_keys(window: Any, tmp_path: Path) -> None:
    from dunwell import wiring
    from dunwell.data.models import Call, Commitment, Message
    from dunwell.domain.roles import Role
    from dunwell.usecases.mark_sent import mark_sent
    from dunwell.usecases.run_collections import run_collections
    from dunwell.usecases.work import Caller

    page = first_start(window, tmp_path)
    slug = page.url.split("/")[3]
    for days in (0, 7):
        day = wiring.today("UTC") + timedelta(days=days)
        wiring.live_on(day)
        caller = Caller(slug, "Ana Petrović", Role.OWNER, wiring.now(), day)
        run_collections(caller, as_of=day, allow_stale=True, approved=True)
        mark_sent(caller, messages=list(Message.objects.filter(state="planned").values_list("pk", flat=True)))
    assert Call.objects.count() > 0
    page.goto(f"/{slug}/tasks/")
    page.get_by_role("link", name="Call sheet").first.click()
    page.get_by_role("heading", name="What came of it").wait_for()
    page.wait_for_load_state("load")
    page.keyboard.press("2")
    page.locator("#panel").get_by_label("Amount").fill("300")
    assert page.get_by_label("Call back at").is_hidden(), "a promise asks for what it needs, and for nothing else"
    page.get_by_label("Paid by").fill("2026-03-20")
    page.keyboard.press("Enter")
    page.get_by_text("The call is on record").wait_for()
    assert Commitment.objects.get().amount_minor == 30_000
    assert Call.objects.filter(result="promise").count() == 1


def test_the_keyboard_alone_leads_from_the_day_to_a_promise(window: Any, tmp_path: Path) -> None:
    from dunwell.data.models import Commitment

    page = first_start(window, tmp_path)
    page.wait_for_load_state("load")
    for key in ("g", "w"):
        page.keyboard.press(key)
    page.get_by_role("heading", name="Worklist").wait_for()
    page.wait_for_load_state("load")
    for key in ("j", "j", "k", "Enter"):
        page.keyboard.press(key)
    at_customer(page, "Acme Ltd")
    page.keyboard.press("?")
    page.get_by_role("heading", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.get_by_label("Amount").wait_for()
    page.keyboard.type("1200")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_label("Paid by").fill("2026-03-20")
    page.keyboard.press("Enter")
    page.get_by_text("The promise is on record").wait_for()
    assert Commitment.objects.get().amount_minor == 120_000
    page.keyboard.press("/")
    page.keyboard.type("INV-2")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Birch B.V.").wait_for()


def test_in_persian_everything_runs_from_the_right(window: Any, tmp_path: Path) -> None:
    page = first_start(window, tmp_path)
    page.get_by_label("Language, colours, account").click()
    page.get_by_role("button", name="فارسی").click()
    page.wait_for_function("document.documentElement?.dir === 'rtl'")
    page.goto(page.url.replace("/files/", "/worklist/"))
    box = page.locator("nav").first.bounding_box()
    assert box is not None
    assert box["x"] > 800, "the navigation stands on the right"
    assert "۱٬۲۰۰" in page.locator("tbody").inner_text()


def test_on_a_phone_nothing_runs_over_the_edge(chromium: Any, house: str, tmp_path: Path) -> None:
    from dunwell.data.models import Customer
    from e2e.conftest import Window

    phone = Window(chromium, house, viewport={"width": 360, "height": 720}, has_touch=True)
    page = first_start(phone, tmp_path)
    slug = page.url.split("/")[3]
    one = f"customers/{Customer.objects.order_by('pk')[0].pk}"
    places = (
        "today",
        "worklist",
        "aging",
        "promises",
        "insight",
        "policy",
        "files",
        "settings",
        "texts",
        "credits",
        "letters",
    )
    more = ("policy/edit", "settings/journal", "settings/people", "reviews")
    for place in (*places, *more, one, f"{one}/sheet", f"{one}/do/promise"):
        page.goto(f"/{slug}/{place}/")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360 + 1, (place, wide)
    assert phone.amiss == []
    phone.context.close()


def test_days_pass_in_the_company_where_it_is() -> None:
    """The first invoice of the list fell due 28 days before the Wednesday on which these stories happen."""
    from e2e.conftest import A_WEDNESDAY

    assert (A_WEDNESDAY - timedelta(days=28)).isoformat() == "2026-02-04"
