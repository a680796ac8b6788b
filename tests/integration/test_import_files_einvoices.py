"""Real electronic invoices that nobody here wrote: amounts, dates, references and parties, written down by hand.

They lie beside the repository and are not part of it; without them these tests are skipped.
"""

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from dunwell.adapters.files import read_file
from dunwell.ports import Discount, FileReading

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
INVOICES = DATA / "einvoice"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real documents are not here")


class Said(NamedTuple):
    """What a person reads in a document."""

    number: str
    kind: str
    issued: str
    due: str | None
    owed: int
    total: int | None
    currency: str
    buyer: str
    ref: str
    email: str
    references: tuple[str, ...]


BY_HAND = {
    "01.01a-INVOICE_ubl.xml": Said(
        "123456XX", "invoice", "2016-04-04", "2016-04-04", 33690, 33690, "EUR",
        "[Buyer name]", "[Buyer identifier]", "", (),
    ),
    "01.01a-INVOICE_uncefact.xml": Said(
        "123456XX", "invoice", "2016-04-04", "2016-04-04", 33690, 33690, "EUR",
        "[Buyer name]", "[Buyer identifier]", "", (),
    ),
    "CII_example1.xml": Said(
        "12115118", "invoice", "2015-01-09", "2015-01-09", 25033, 25033, "EUR",
        "ODIN 59", "10202", "", ("Deb. 10202 / Fact. 12115118",),
    ),
    "Facture_FR_BASICWL.pdf": Said(
        "FA-2017-0010", "invoice", "2017-11-13", "2017-12-13", 47015, 67115, "EUR",
        "Ma jolie boutique", "78787878400035", "", ("FA-2017-0010",),
    ),
    "UBL-Invoice-2.1-Example-Trivial.xml": Said(
        "123", "invoice", "2011-09-22", None, 10000, None, "CAD",
        "North American Veeblefetzer", "North American Veeblefetzer", "", (),
    ),
    "base-creditnote-correction.xml": Said(
        "Snippet1", "credit", "2017-11-13", None, 165625, 165625, "EUR",
        "Buyer Official Name", "FR23342", "lj@buyer.se", ("Snippet1",),
    ),
    "base-example.xml": Said(
        "Snippet1", "invoice", "2017-11-13", "2017-12-01", 165625, 165625, "EUR",
        "Buyer Official Name", "FR23342", "lj@buyer.se", ("Snippet1",),
    ),
    "base-negative-inv-correction.xml": Said(
        "Correction1", "credit", "2017-11-13", "2017-12-01", 165625, -165625, "EUR",
        "Buyer Official Name", "FR23342", "lj@buyer.se", ("Snippet1",),
    ),
    "invoice_EN16931.pdf": Said(
        "F20260023", "invoice", "2026-01-31", "2026-03-02", 10490, 10490, "EUR",
        "LE CLIENT", "3654789851", "buyer@buyer.com", ("F20260023BUYER",),
    ),
    "ubl-tc434-creditnote1.xml": Said(
        "018304 / 28865", "credit", "2019-09-23", None, 10011, 10011, "EUR",
        "My Customer Company", "0000000295", "pete.smith@mycustomercompany.be", ("010676609538",),
    ),
    "ubl-tc434-example1.xml": Said(
        "12115118", "invoice", "2015-01-09", "2015-01-09", 25033, 25033, "EUR",
        "ODIN 59", "10202", "", ("Deb. 10202 / Fact. 12115118",),
    ),
    "zugferd_2p0_EN16931_Einfach.pdf": Said(
        "471102", "invoice", "2018-03-05", "2018-04-04", 52987, 52987, "EUR",
        "Kunden AG Mitte", "GE2020211", "", (),
    ),
}  # fmt: skip

REFUSED = {
    "fail1.pdf": {("date_format_unknown", "item_date"), ("blank", "currency")},
    "UBL-Reminder-2.1-Example.xml": {("xml_not_invoice", "")},
    "UBL-Statement-2.0-Example.xml": {("xml_not_invoice", "")},
}


def read(name: str) -> FileReading:
    """Read a real document."""
    return read_file(INVOICES / name)


def test_every_document_is_expected_to_go_in_or_to_be_refused() -> None:
    assert {path.name for path in INVOICES.iterdir()} == BY_HAND.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_a_document_says_what_a_person_reads_in_it(name: str) -> None:
    reading = read(name)
    (row,), (document,) = reading.rows, reading.documents
    due = row.due_date.isoformat() if row.due_date else None
    assert not [problem for problem in reading.problems if problem.severity == "refused"]
    assert BY_HAND[name] == Said(
        row.number, row.kind, row.item_date.isoformat(), due, row.amount_minor, document.total_minor, row.currency,
        row.customer_name, row.customer_ref, row.email, document.payment_references,
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_document_is_refused_for_the_right_reason(name: str) -> None:
    reading = read(name)
    assert {(problem.code, problem.field) for problem in reading.problems} == REFUSED[name]
    assert (reading.rows, reading.documents, reading.customers) == ((), (), ())


def test_the_zugferd_invoice_is_due_by_its_terms_and_has_a_discount() -> None:
    document = read("zugferd_2p0_EN16931_Einfach.pdf").documents[0]
    assert (document.due_why, document.discounts) == ("the terms (BT-20)", (Discount(Decimal(3), 10),))


def test_prepayments_are_kept_apart_from_what_is_owed() -> None:
    document = read("Facture_FR_BASICWL.pdf").documents[0]
    assert (document.owed_minor, document.prepaid_minor, document.order_reference) == (47015, 20100, "PO445")
    assert document.profile == "urn:factur-x.eu:1p0:basicwl"


def test_references_of_the_buyer_and_to_earlier_invoices_are_kept() -> None:
    peppol, french = read("base-negative-inv-correction.xml").documents[0], read("invoice_EN16931.pdf").documents[0]
    assert (peppol.buyer_reference, peppol.preceding) == ("0150abc", ("Snippet1",))
    assert (french.buyer_reference, french.order_reference, french.preceding) == (
        "SERVEXEC",
        "PO201925478",
        ("F20260003",),
    )


def test_the_buyer_is_kept_with_numbers_address_and_contact() -> None:
    reading = read("base-example.xml")
    buyer, customer = reading.documents[0].buyer, reading.customers[0]
    assert (buyer.trading_name, buyer.vat, buyer.legal_id) == ("BuyerTradingName AS", "SE4598375937", "39937423947")
    assert (buyer.ids, buyer.endpoint) == ((("0002", "FR23342"),), ("0002", "FR23342"))
    assert (customer.contacts[0].name, customer.contacts[0].phone, customer.country) == (
        "Lisa Johnson",
        "23434234",
        "SE",
    )
    assert customer.address is not None
    assert customer.address.lines == ("Hovedgatan 32", "Po box 878")


def test_a_mail_endpoint_is_an_address_of_the_customer() -> None:
    assert read("01.01a-INVOICE_ubl.xml").customers[0].emails == ("buyer@info.de",)


def test_one_invoice_in_two_syntaxes_is_one_item() -> None:
    pairs = [("01.01a-INVOICE_ubl.xml", "01.01a-INVOICE_uncefact.xml"), ("ubl-tc434-example1.xml", "CII_example1.xml")]
    for ubl, cii in pairs:
        assert read(ubl).rows[0].digest == read(cii).rows[0].digest


def test_the_open_ledger_is_told_from_the_closed_one() -> None:
    opened = read_file(DATA / "receivables" / "highradius_open_invoices.csv")
    closed = read_file(DATA / "receivables" / "highradius_closed_invoices.csv")
    assert (opened.what, len(opened.rows)) == ("open_items", 9700)
    assert (closed.what, closed.is_refused) == ("invoices", False)
