"""Each deed does what its use case does: by its form, offered when it makes sense, and not before."""

from typing import Any

import pytest

from dunwell.data.models import (
    Address,
    Call,
    Commitment,
    Customer,
    Dispute,
    Enclosure,
    Entry,
    Heard,
    Item,
    Message,
    PlanOffer,
)
from integration.workbench.office import Office
from integration.workbench.test_deeds import send

EUR = {"currency": "EUR"}
ITEM = "INV-ours-C1"


def offered(office: Office, customer: Customer, who: str = "owner") -> str:
    """Give the customer's page."""
    return str(office.browser(who).get(f"/ours/customers/{customer.pk}/").content.decode())


@pytest.mark.parametrize(
    ("deed", "typed"),
    [
        ("under-way", {"item": ITEM, "amount_minor": "100", **EUR}),
        ("credit-note", {"number": "CN-1", "amount_minor": "10", **EUR, "item": ITEM}),
        ("heard", {"text": "They move in May", "heard_in": "visit", "trouble": "1"}),
        ("address", {"channel": "sms", "text": "+31 20 624 1111"}),
        ("bounced", {"channel": "email"}),
        ("terms", {"policy": "default", "how": "signed", "by": "Ms Ana"}),
        ("limit", {"amount_minor": "5000", **EUR, "reason": "three good years"}),
        ("freeze", {"reason": "new owners"}),
        ("kind", {"kind": "delays"}),
        ("figure", {"name": "equity", "number": "120000", **EUR, "as_of": "2026-01-01", "source": "its accounts"}),
        ("order", {"number": "O-1", "amount_minor": "700", **EUR}),
        ("place", {"stage": "late", "reason": "we know them"}),
        ("recover", {"amount_minor": "10", **EUR}),
        ("write-off", {"item": ITEM}),
        ("dispute", {"item": ITEM, **EUR, "code": "quality", "reason": "broken"}),
        (
            "promise",
            {"amount_minor": "10", **EUR, "on": "2026-03-10", "method": "cheque", "number": "7", "in_hand": "1"},
        ),
    ],
)
def test_a_deed_is_done_by_its_form(office: Office, deed: str, typed: dict[str, str]) -> None:
    customer = office.customer()
    answer = send(office.browser("owner"), customer, deed, **typed)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    before = customer.version
    customer.refresh_from_db()
    assert customer.version > before


@pytest.mark.parametrize(
    ("first", "typed", "then", "more"),
    [
        ("dispute", {"item": ITEM, **EUR, "code": "price"}, "resolve", {"item": ITEM, "verdict": "upheld", **EUR}),
        ("promise", {"amount_minor": "10", **EUR, "on": "2026-03-10"}, "withdraw", {"commitment": "FIRST"}),
        (
            "promise",
            {"amount_minor": "10", **EUR, "on": "2026-03-10", "method": "cheque", "number": "77"},
            "cheque-bounced",
            {"number": "77"},
        ),
        ("under-way", {"item": ITEM, "amount_minor": "100", **EUR}, "payment-failed", {"item": ITEM}),
        ("write-off", {"item": ITEM}, "open-again", {"item": ITEM}),
        ("freeze", {}, "unfreeze", {}),
        ("limit", {"amount_minor": "5000", **EUR}, "credit-review", {}),
        ("reply", {"text": "We pay"}, "read", {}),
        ("hand-over", {"to": "counsel"}, "matter", {"status": "in_work", "matter": "A-7"}),
        ("hand-over", {"to": "counsel"}, "recall", {}),
    ],
)
def test_what_answers_another_is_offered_after_it(
    office: Office, first: str, typed: dict[str, str], then: str, more: dict[str, str]
) -> None:
    customer, browser = office.customer(), office.browser("owner")
    assert f"/do/{then}/" not in offered(office, customer)
    assert send(browser, customer, first, **typed).status_code == 302
    assert f"/do/{then}/" in offered(office, customer)
    if more.get("commitment"):
        more = {"commitment": str(Commitment.objects.get().pk)}
    answer = send(browser, customer, then, **more)
    assert answer.status_code == 302, answer.content.decode()[:3000]


def test_a_dispute_is_right_for_a_part(office: Office) -> None:
    customer, browser = office.customer(), office.browser("owner")
    send(browser, customer, "dispute", item=ITEM, **EUR, code="quantity", amount_minor="200")
    send(browser, customer, "resolve", item=ITEM, verdict="upheld", amount_minor="50", **EUR)
    assert Dispute.objects.filter(state="upheld").get().amount_minor == 5_000


def test_a_plan_is_proposed_and_accepted(office: Office) -> None:
    customer, browser = office.customer(), office.browser("owner")
    asked = {"items": [ITEM], "every": "monthly", "first_on": "2026-04-01", "asked_by": "customer"}
    send(browser, customer, "propose", **asked)
    assert PlanOffer.objects.get().asked_by == "customer"
    assert "/do/accept-plan/" in offered(office, customer)
    send(browser, customer, "accept-plan", how="signed", by="Ms Ana")
    assert PlanOffer.objects.get().state == "accepted"


def test_a_reply_that_asks_to_pay_in_parts_is_read_so(office: Office) -> None:
    customer, browser = office.customer(), office.browser("owner")
    send(browser, customer, "reply", text="May we pay 100 a month?")
    page = browser.get(f"/ours/customers/{customer.pk}/do/read/").content.decode()
    assert 'data-when="asks=plan"' in page
    answer = send(browser, customer, "read", asks="plan", every="monthly", wish_minor="100", **EUR)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    offer = PlanOffer.objects.get()
    assert (offer.asked_by, offer.instalment_minor, offer.basis["wish_minor"]) == ("customer", 10_000, 10_000)


def test_a_reply_that_asks_for_nothing_brings_no_plan(office: Office) -> None:
    customer, browser = office.customer(), office.browser("owner")
    send(browser, customer, "reply", text="We pay on Friday")
    send(browser, customer, "read", asks="", every="monthly", **EUR)
    assert not PlanOffer.objects.exists()


def test_a_file_is_kept_once_it_has_something_to_belong_to(office: Office) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    customer, browser = office.customer(), office.browser("owner")
    assert "/do/enclose/" not in offered(office, customer)
    send(browser, customer, "dispute", item=ITEM, **EUR, code="quality")
    photo = SimpleUploadedFile("../photo.jpg", b"a picture")
    answer = send(browser, customer, "enclose", to="dispute", file=photo)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert Enclosure.objects.get().name == "photo.jpg"


@pytest.mark.parametrize(
    ("name", "size"), [("program.exe", 10), ("page.html", 10), ("large.pdf", 10 * 1024 * 1024 + 1)]
)
def test_a_file_of_another_kind_or_too_large_is_not_kept(office: Office, name: str, size: int) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    customer, browser = office.customer(), office.browser("owner")
    send(browser, customer, "dispute", item=ITEM, **EUR, code="quality")
    answer = send(browser, customer, "enclose", to="dispute", file=SimpleUploadedFile(name, b"x" * size))
    assert answer.status_code == 422
    assert b'id="f-file-fault"' in answer.content
    assert not Enclosure.objects.exists()


def called(office: Office) -> tuple[Customer, Call]:
    """Give a customer who was written to, did not pay, and is to be called today."""
    from dunwell.usecases.mark_sent import mark_sent
    from dunwell.usecases.run_collections import run_collections

    customer = office.customer(days=22)
    run_collections(office.caller(), as_of=office.today, allow_stale=True, approved=True)
    mark_sent(office.caller(), messages=[Message.objects.get().pk])
    office.days_pass(7)
    run_collections(office.caller(), as_of=office.today, allow_stale=True, approved=True)
    return customer, Call.objects.get()


@pytest.mark.parametrize(
    ("result", "typed"),
    [
        ("reached", {}),
        ("promise", {"amount_minor": "1200", **EUR, "on": "2026-03-20"}),
        ("dispute", {"item": ITEM, **EUR}),
        ("not-reached", {}),
        ("callback", {"callback_at": "2026-03-12T10:30"}),
        ("refused", {}),
        ("wrong-number", {}),
    ],
)
def test_what_came_of_a_call(office: Office, result: str, typed: dict[str, Any]) -> None:
    customer, call = called(office)
    sheet = office.browser("collections").get(f"/ours/customers/{customer.pk}/sheet/").content.decode()
    assert f"call={call.pk}&amp;result={result}" in sheet
    form = {"call": str(call.pk), "result": result, "outcome": "said so", "spoke_with": "Mr Bo", "back": "sheet"}
    answer = send(office.browser("collections"), customer, "call-done", **form, **typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert answer.url == "/ours/tasks/", "nobody else is to be called"
    call.refresh_from_db()
    assert (call.result, call.state) == (result, "done")


def test_a_result_that_lacks_what_it_needs_says_so_at_the_field(office: Office) -> None:
    customer, call = called(office)
    answer = send(office.browser("collections"), customer, "call-done", call=str(call.pk), result="callback")
    assert answer.status_code == 422
    assert b'id="f-callback_at-fault"' in answer.content


def test_what_was_made_is_on_record(office: Office) -> None:
    """One glance at rows behind a few of the forms above, so that a form which only redirects does not pass."""
    customer, browser = office.customer(), office.browser("owner")
    send(browser, customer, "heard", text="They move in May", heard_in="visit")
    send(browser, customer, "address", channel="sms", text="+31 20 624 1111")
    send(browser, customer, "credit-note", number="CN-1", amount_minor="10", item=ITEM, **EUR)
    assert Heard.objects.get().text == "They move in May"
    assert Address.objects.filter(channel="sms").get().text == "+31 20 624 1111"
    assert Entry.objects.get().kind == "credit"
    assert Item.objects.get().residual_minor == 119_000
