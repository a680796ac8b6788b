"""References on papers: made once, kept, no two alike, and known again when the money comes."""

from typing import Any

import pytest

from dunwell.domain.references import ReferenceKind, for_reading
from dunwell.queries.payment_references import references_of_customers, references_of_items
from dunwell.queries.statement_facts import statement_facts
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.set_letterhead import set_letterhead
from integration.outbox.office import Office
from integration.usecases.desk import day


def references(office: Office) -> dict[str, list[str]]:
    rows = office.books.payment_references.order_by("pk").select_related("item", "customer")
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.item.number if row.item else row.customer.ref, []).append(f"{row.kind} {row.value}")
    return found


def sent(office: Office) -> None:
    office.decide(day(1))
    office.dispatch()


def test_a_paper_names_a_reference_that_is_kept(office: Office) -> None:
    office.customers("BIRCH")
    sent(office)
    kept = references(office)
    assert [each[:5] for each in kept["BIRCH-1"]] == ["rf RF"]
    assert kept["BIRCH-1"][0].endswith("BIRCH1")
    assert all(row.recorded_seq for row in office.books.payment_references)
    office.decide(day(8))
    office.dispatch()
    assert references(office) == kept


def test_the_reference_stands_in_the_mail_and_on_the_statement(office: Office) -> None:
    office.customers("BIRCH")
    sent(office)
    item = office.books.items.get(number="BIRCH-1")
    [reference] = references_of_items(office.books, [item.pk])[item.pk]
    [mail] = [path.read_text() for path in (office.folder / "email").rglob("*BIRCH*.eml")] or [""]
    assert for_reading(reference) in mail.replace("=\n", "")
    facts = statement_facts(office.company, {item.customer_id: "en"}, day(1))[item.customer_id]
    assert facts.accounts[0].items[0].references == (reference,)
    assert facts.references == references_of_customers(office.books, [item.customer_id])[item.customer_id]


def test_money_that_carries_the_reference_finds_its_invoice(office: Office) -> None:
    office.customers("BIRCH")
    office.invoice("BIRCH-2", 50_000, customer="BIRCH")
    sent(office)
    item = office.books.items.get(number="BIRCH-2")
    [reference] = references_of_items(office.books, [item.pk])[item.pk]
    paid: Any = office.do(
        post_payment,
        day(2),
        customer="BIRCH",
        amount_minor=20_000,
        currency="EUR",
        reference=f"TRANSFER {for_reading(reference)} THANK YOU",
    )
    assert paid["basis"] == "by_reference"
    assert [(each["item"], each["amount_minor"]) for each in paid["allocations"]] == [("BIRCH-2", 20_000)]


@pytest.mark.parametrize(
    ("payment", "kind"),
    [
        ({"iban": "BE71096123456769"}, ReferenceKind.OGM),
        ({"iban": "CH4431999123000889012"}, ReferenceKind.QRR),
        ({"account": "123456", "bank": "Example"}, None),
    ],
    ids=["belgium", "qr-iban", "no-iban"],
)
def test_the_kind_is_what_the_account_takes(
    office: Office, payment: dict[str, str], kind: ReferenceKind | None
) -> None:
    office.customers("BIRCH")
    office.do(set_letterhead, day(-50), company={"email": "ar@ours.example"}, payment=[payment])
    sent(office)
    kinds = {row.kind for row in office.books.payment_references}
    assert kinds == ({kind.value} if kind else set())
