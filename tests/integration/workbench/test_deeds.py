"""What is done on the customer's page: once for each form, by those who may, and told to whoever comes second."""

from typing import Any

import pytest
from django.test import Client

from dunwell.data.models import Commitment, Customer, Dispute, Hold, Pause, PersonalRead
from dunwell.faces.workbench.deeds import DEEDS
from integration.workbench.office import Office


def send(client: Client, customer: Customer, deed: str, **typed: Any) -> Any:
    """Send the form of a deed, as the page has just shown it."""
    customer.refresh_from_db()
    form = {"key": f"key-{deed}", "seen": str(customer.version), **typed}
    return client.post(f"/ours/customers/{customer.pk}/do/{deed}/", form)


def test_a_promise_in_a_call(office: Office) -> None:
    customer, browser = office.customer(), office.browser("collections")
    page = browser.get(f"/ours/customers/{customer.pk}/do/promise/")
    assert b"It covers the oldest invoices first" in page.content
    answer = send(browser, customer, "promise", amount_minor="1.200,00", currency="EUR", on=f"{office.today}")
    assert answer.url == f"/ours/customers/{customer.pk}/"
    assert Commitment.objects.get().amount_minor == 120_000
    assert b"The promise is on record" in browser.get(answer.url).content
    assert b"The promise is on record" not in browser.get(answer.url).content, "said once"


def test_the_same_form_sent_twice_does_it_once(office: Office) -> None:
    customer, browser = office.customer(), office.browser("collections")
    version = str(customer.version)
    form = {"key": "k", "seen": version, "amount_minor": "100", "currency": "EUR", "on": f"{office.today}"}
    address = f"/ours/customers/{customer.pk}/do/promise/"
    browser.post(address, form)
    customer.refresh_from_db()
    browser.post(address, form | {"seen": str(customer.version)})
    assert Commitment.objects.count() == 1


def test_who_comes_second_is_told(office: Office) -> None:
    customer, browser = office.customer(), office.browser("collections")
    old = str(customer.version)
    send(office.browser("owner"), customer, "pause", until=f"{office.today}")
    answer = browser.post(
        f"/ours/customers/{customer.pk}/do/dispute/",
        {"key": "k", "seen": old, "item": "INV-ours-C1", "currency": "EUR"},
    )
    assert answer.status_code == 409
    assert b"Somebody wrote to this customer" in answer.content
    assert not Dispute.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount_minor": "abc", "currency": "EUR", "on": "2026-01-01"}, "amount_minor"),
        ({"amount_minor": "10", "currency": "EUR", "on": "31 May"}, "on"),
        ({"amount_minor": "10", "currency": "EUR"}, "on"),
        ({"amount_minor": "10", "currency": "CHF", "on": "2030-01-01"}, "currency"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_what_was_typed_stays(
    office: Office, typed: dict[str, str], said: str
) -> None:
    customer, browser = office.customer(), office.browser("collections")
    answer = send(browser, customer, "promise", **typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="f-{said}-fault"' in page
    assert f'value="{typed["amount_minor"]}"' in page
    assert not Commitment.objects.exists()


def test_persian_digits_are_read(office: Office) -> None:
    customer, browser = office.customer(), office.browser("collections")
    send(browser, customer, "promise", amount_minor="۱۰۰٫۵۰", currency="EUR", on=f"{office.today}")
    assert Commitment.objects.get().amount_minor == 10_050


def test_an_invoice_of_another_customer_is_not_taken(office: Office) -> None:
    customer, other = office.customer("C1"), office.customer("C2")
    answer = send(office.browser("owner"), customer, "dispute", item=f"INV-ours-{other.ref}", currency="EUR")
    assert answer.status_code == 422
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("deed", [deed.name for deed in DEEDS])
def test_a_role_without_the_verb_is_refused_and_not_offered_it(office: Office, deed: str) -> None:
    customer, browser = office.customer(), office.browser("auditor")
    assert browser.get(f"/ours/customers/{customer.pk}/do/{deed}/").status_code == 403
    assert send(browser, customer, deed).status_code == 403
    assert f"/do/{deed}/".encode() not in browser.get(f"/ours/customers/{customer.pk}/").content


def test_a_hold_is_released_by_another_person(office: Office) -> None:
    customer = office.customer()
    send(office.browser("owner"), customer, "hold", reason="late")
    collector = office.browser("collections")
    asked = send(collector, customer, "release", reason="they promised")
    assert b"waits for the approval of another person" in collector.get(asked.url).content
    assert Hold.objects.get().ended_on is None
    page = office.browser("owner").get("/ours/approvals/").content.decode()
    number = page.split('name="approval" value="')[1].split('"')[0]
    form = {"what": "release-hold", "ref": "C1", "approval": number, "answer": "yes", "key": "k2"}
    office.browser("owner").post("/ours/approvals/answer/", form)
    assert Hold.objects.get().ended_on is not None


def test_several_are_paused_after_they_were_seen(office: Office) -> None:
    rows = [office.customer(ref) for ref in ("C1", "C2", "C3")]
    browser = office.browser("collections")
    marked = {"deed": "pause", "customer": [row.pk for row in rows[:2]]}
    seen = browser.post("/ours/worklist/several/", marked)
    assert b"C1 Trading" in seen.content
    assert not Pause.objects.exists()
    browser.post("/ours/worklist/several/", {**marked, "sure": "1", "until": f"{office.today}", "key": "b"})
    assert Pause.objects.count() == 2


def test_who_looked_at_whom_is_noted(office: Office) -> None:
    customer = office.customer()
    office.browser("sales").get(f"/ours/customers/{customer.pk}/")
    noted = PersonalRead.objects.get()
    assert (noted.customer_id, noted.account.email) == (customer.pk, "sales@example.org")


def test_names_are_shown_as_text_whatever_they_hold(office: Office) -> None:
    customer = office.customer()
    Customer.objects.filter(pk=customer.pk).update(name='<script>alert("x")</script>')
    for place in (f"/ours/customers/{customer.pk}/", "/ours/worklist/", "/ours/search/?q=alert"):
        page = office.browser("owner").get(place, follow=True).content.decode()
        assert '<script>alert("x")' not in page
