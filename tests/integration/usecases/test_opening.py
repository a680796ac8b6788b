"""Books are opened, customers and invoices put on them: what is taken, what follows, what is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dunwell.policy.file import default_policy, policy_hash, shipped_text
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.change_address import change_address
from dunwell.usecases.open_company import open_company
from dunwell.usecases.post_invoice import post_invoice
from integration.usecases.desk import Desk, day


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def test_a_company_opens_with_its_policy_and_again_changes_nothing(desk: Desk) -> None:
    first = desk.books.policy_versions.get()
    assert (first.name, first.digest) == ("default", policy_hash(default_policy()))
    again = open_company(desk.caller, slug="ours", name="Ours BV", country="NL", calendar="none")
    assert (again["created"], desk.books.policy_versions.count()) == (False, 1)


def test_a_policy_of_ones_own_is_the_companys(db: None) -> None:
    text = shipped_text("default.yaml").replace("name: default", "name: house")
    assert Desk(text).company.policy_name == "house"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"name": "Others BV"}, "already_exists"),
        ({"slug": "Ours!"}, "bad_slug"),
        ({"country": "Netherlands"}, "bad_country"),
        ({"calendar": "nl"}, "bad_country"),
        ({"currency": "EURO"}, "unknown_currency"),
        ({"name": " "}, "missing"),
        ({"policy": shipped_text("default.yaml").replace("max_contacts: 16", "max_contacts: 9")}, "already_exists"),
    ],
)
def test_what_is_no_company_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    given = {"slug": "ours", "name": "Ours BV", "country": "NL", "calendar": "none", **asked}
    assert desk.refused(open_company, day(0), **given) == code


def test_only_an_owner_opens_books_and_dry_opens_none(desk: Desk) -> None:
    assert desk.by("finance").refused(open_company, day(0), slug="new", name="New") == "not_allowed"
    assert open_company(replace(desk.caller, dry=True), slug="new", name="New")["created"]
    assert open_company(desk.caller, slug="new", name="New")["created"]


def test_a_customer_is_reached_in_general_and_by_its_people(desk: Desk) -> None:
    people = [{"role": "management", "name": "Ana", "email": "ana@beta.example"}]
    desk.do(add_customer, day(0), ref="BETA", name="Beta", phone="+31 20 1", address="A 1\nB", contacts=people)
    customer = desk.books.customers.named("BETA")
    reached = desk.books.addresses.of_customer(customer).order_by("channel").values_list("channel", "contact__role")
    assert list(reached) == [("email", "management"), ("letter", None), ("sms", None)]


def test_a_customer_may_be_placed_on_a_stage(desk: Desk) -> None:
    desk.do(add_customer, day(0), ref="BETA", name="Beta", stage="delinquent", reason="known to pay late")
    assert desk.books.placements.get().stage == 3


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"ref": "ACME"}, "already_exists"),
        ({"kind": "friend"}, "unknown_kind"),
        ({"terms": "soon"}, "unknown_terms"),
        ({"policy": "gentle"}, "unknown_policy"),
        ({"stage": "heaven"}, "unknown_stage"),
        ({"law": "Dutch"}, "bad_country"),
        ({"limit_minor": 5, "limit_currency": ""}, "unknown_currency"),
        ({"limit_minor": -5, "limit_currency": "EUR"}, "not_positive"),
        ({"name": ""}, "missing"),
        ({"ref": "R" * 101}, "too_long"),
    ],
)
def test_what_is_no_customer_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    assert desk.refused(add_customer, day(0), **{"ref": "BETA", "name": "Beta", **asked}) == code
    assert desk.books.customers.count() == 1


def test_a_new_address_takes_the_place_of_the_old_one_of_its_channel(desk: Desk) -> None:
    before = desk.books.addresses.get()
    desk.do(change_address, day(1), customer="ACME", channel="email", text="new@acme.example")
    desk.do(change_address, day(1), customer="ACME", channel="sms", text="+31 20 2")
    before.refresh_from_db()
    working = desk.books.addresses.working().order_by("id").values_list("text", flat=True)
    assert (before.ended_on, list(working)) == (day(1), ["new@acme.example", "+31 20 2"])
    assert desk.refused(change_address, day(1), customer="ACME", channel="fax", text="1") == "unknown_channel"
    asked = {"customer": "ACME", "channel": "email", "text": "a@b.example", "role": "legal"}
    assert desk.refused(change_address, day(1), **asked) == "unknown_contact"
    assert desk.refused(change_address, day(1), **{**asked, "text": "a.b.example"}) == "bad_email"


@pytest.mark.parametrize(
    ("terms", "due"), [("", date(2026, 5, 10)), ("net 14", date(2026, 4, 24)), ("eom", date(2026, 4, 30))]
)
def test_an_invoice_without_a_due_date_falls_due_by_terms(desk: Desk, terms: str, due: date) -> None:
    desk.do(add_customer, day(0), ref="BETA", name="Beta", terms=terms)
    asked = {"number": "B-1", "customer": "BETA", "amount_minor": 5, "currency": "JPY"}
    assert desk.do(post_invoice, date(2026, 4, 10), **asked)["due_date"] == due.isoformat()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"number": "INV-1"}, "already_exists"),
        ({"amount_minor": 0}, "not_positive"),
        ({"currency": "eur"}, "unknown_currency"),
        ({"customer": "NOBODY"}, "unknown_customer"),
        ({"kind": "fee"}, "unknown_kind"),
        ({"number": ""}, "missing"),
    ],
)
def test_what_is_no_invoice_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    given = {"number": "INV-2", "customer": "ACME", "amount_minor": 5, "currency": "EUR", **asked}
    assert desk.refused(post_invoice, day(0), **given) == code
    assert desk.books.items.count() == 1
