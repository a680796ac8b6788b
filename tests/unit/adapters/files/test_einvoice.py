"""Electronic invoices: one record whatever the syntax, of which BT-115 is owed; hostile documents are refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dunwell.adapters.files.einvoice import tree
from dunwell.adapters.files.einvoice.terms import read_discounts, read_due
from dunwell.ports import Discount
from unit.adapters.files.lists import codes
from unit.adapters.files.papers import CII, UBL, credit_note, pdf, read_paper

ISSUED = date(2026, 1, 13)


@pytest.mark.parametrize("content", [UBL, CII, pdf({"factur-x.xml": CII.encode()}), UBL.encode("utf-8-sig")])
def test_what_is_owed_is_the_amount_due_and_not_the_total(tmp_path: Path, content: str | bytes) -> None:
    reading = read_paper(tmp_path, content)
    (row,), (document,), (customer,) = reading.rows, reading.documents, reading.customers
    assert (reading.what, reading.problems) == ("e_invoice", ())
    assert (row.number, row.customer_ref, row.customer_name) == ("R-1", "K-7", "Ada d.o.o.")
    assert (row.kind, row.amount_minor, row.open_minor, row.currency) == ("invoice", 10000, None, "EUR")
    assert (row.item_date, row.due_date, row.email) == (ISSUED, date(2026, 2, 12), "ada@ada.example")
    assert (document.total_minor, document.prepaid_minor, document.seller.name) == (12100, 2100, "We BV")
    assert (customer.ref, customer.emails) == ("K-7", ("ada@ada.example",))


def test_the_same_invoice_in_another_syntax_has_the_same_digest(tmp_path: Path) -> None:
    assert read_paper(tmp_path, UBL).rows[0].digest == read_paper(tmp_path, CII).rows[0].digest


@pytest.mark.parametrize(
    ("ubl", "kind", "warned"),
    [
        (UBL, "invoice", []),
        (credit_note(UBL), "credit", []),
        (UBL.replace(">380<", ">381<"), "credit", []),
        (UBL.replace(">380<", ">384<"), "invoice", []),
        (
            UBL.replace(">121.", ">-121.").replace(">21.", ">-21.").replace(">100.", ">-100."),
            "credit",
            ["negative_invoice"],
        ),
    ],
)
def test_credit_notes_and_negative_invoices_are_credits(tmp_path: Path, ubl: str, kind: str, warned: list[str]) -> None:
    reading = read_paper(tmp_path, ubl)
    assert (reading.rows[0].kind, reading.rows[0].amount_minor, codes(reading, "warning")) == (kind, 10000, warned)


def test_without_a_due_date_the_terms_give_it_or_nothing_does(tmp_path: Path) -> None:
    bare = UBL.replace("<cbc:DueDate>2026-02-12</cbc:DueDate>", "")
    by_terms = read_paper(tmp_path, bare)
    assert (by_terms.rows[0].due_date, by_terms.documents[0].due_why) == (date(2026, 2, 12), "the terms (BT-20)")
    open_end = read_paper(tmp_path, bare.replace("net 30", "as agreed"))
    assert (open_end.rows[0].due_date, open_end.rows[0].terms) == (None, "as agreed")


def test_discounts_are_kept_as_tiers(tmp_path: Path) -> None:
    terms = "#SKONTO#TAGE=7#PROZENT=3.00#\n#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=50.00#\nnet 30"
    document = read_paper(tmp_path, UBL.replace("net 30", terms)).documents[0]
    assert document.discounts == (Discount(Decimal("3.00"), 7), Discount(Decimal("2.00"), 14, 5000))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("net 30", date(2026, 2, 12)),
        ("Zahlbar sofort ohne Abzug.", ISSUED),
        ("Due on receipt", ISSUED),
        ("Zahlbar innerhalb 30 Tagen netto bis 12.02.2026, 3% Skonto innerhalb 10 Tagen", date(2026, 2, 12)),
        ("PAIEMENT 30 JOURS NET", date(2026, 2, 12)),
        ("Betalingstermijn: 14 dagen netto", date(2026, 1, 27)),
        ("Rok plaćanja 15 dana", date(2026, 1, 28)),
        ("Рок плаћања 15 дана", date(2026, 1, 28)),
        ("Оплата в течение 10 дней", date(2026, 1, 23)),
        ("Plata în 20 zile", date(2026, 2, 2)),
        ("پرداخت ظرف 30 روز", date(2026, 2, 12)),
        ("#SKONTO#TAGE=14#PROZENT=2.00#\nZahlbar in 30 Tagen", date(2026, 2, 12)),
        ("Payment within 10 days, 2% discount", None),
        ("30 days end of month", None),
        ("30 days or 60 days", None),
        ("30 jours fin de mois", None),
        ("see contract", None),
        ("", None),
        ("999 days", None),
    ],
)
def test_terms_give_a_due_date_where_they_give_one_alone(text: str, due: date | None) -> None:
    assert read_due(text, ISSUED) == due


def test_discounts_in_words_are_read_and_impossible_ones_are_not() -> None:
    assert read_discounts("3% Skonto innerhalb 10 Tagen; 30 Tage netto", "EUR") == (Discount(Decimal(3), 10),)
    assert read_discounts("#SKONTO#TAGE=14#PROZENT=100.00#", "EUR") == ()
    assert read_discounts("2% or 5 days", "EUR") == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<cbc:ID>R-1</cbc:ID>", "", "blank"),
        ("<cbc:IssueDate>2026-01-13</cbc:IssueDate>", "", "blank"),
        ("2026-01-13", "2026-02-30", "date_no_such_day"),
        ("2026-01-13", "13.01.2026", "date_unreadable"),
        ("2026-02-12", "soon", "date_unreadable"),
        (">EUR<", ">XXQ<", "currency_unknown"),
        (">EUR<", ">USD<", "amount_currency_differs"),
        (">100.00<", ">100.001<", "amount_too_precise"),
        (">100.00<", ">1e5<", "amount_unreadable"),
        (">100.00<", ">0.00<", "nothing_owed"),
        (">100.00<", ">99999999999999999999<", "amount_too_large"),
        ('<cbc:PayableAmount currencyID="EUR">100.00</cbc:PayableAmount>', "", "blank"),
    ],
)
def test_a_document_that_cannot_be_read_whole_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in UBL
    reading = read_paper(tmp_path, UBL.replace(old, new))
    assert code in codes(reading)
    assert (reading.is_refused, reading.rows, reading.documents, reading.rows_refused) == (True, (), (), 1)
    assert all(problem.line and problem.way_out for problem in reading.problems)


def test_a_document_without_a_buyer_is_refused(tmp_path: Path) -> None:
    start, end = UBL.index("<cac:AccountingCustomerParty>"), UBL.index("<cac:PaymentTerms>")
    assert codes(read_paper(tmp_path, UBL[:start] + UBL[end:])) == ["customer_blank"]


def test_amounts_that_do_not_add_up_are_taken_as_stated_and_told(tmp_path: Path) -> None:
    reading = read_paper(tmp_path, UBL.replace(">121.00<", ">125.00<"))
    assert (codes(reading, "warning"), reading.rows[0].amount_minor) == (["payable_differs"], 10000)


def test_of_several_due_dates_the_last_is_taken_and_told(tmp_path: Path) -> None:
    terms = CII[CII.index("<ram:SpecifiedTradePaymentTerms>") : CII.index("<ram:SpecifiedTradeSettlementHeader")]
    reading = read_paper(tmp_path, CII.replace(terms, terms + terms.replace("20260212", "20260312")))
    assert (reading.rows[0].due_date, codes(reading, "warning")) == (date(2026, 3, 12), ["due_dates_several"])


def test_a_discount_of_the_extended_profile_is_kept(tmp_path: Path) -> None:
    group = """<ram:ApplicableTradePaymentDiscountTerms>
    <ram:BasisPeriodMeasure unitCode="DAY">8</ram:BasisPeriodMeasure>
    <ram:CalculationPercent>2.5</ram:CalculationPercent></ram:ApplicableTradePaymentDiscountTerms>"""
    content = CII.replace("</ram:SpecifiedTradePaymentTerms>", f"{group}</ram:SpecifiedTradePaymentTerms>")
    assert read_paper(tmp_path, content).documents[0].discounts == (Discount(Decimal("2.5"), 8),)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (
            UBL.replace("?>", '?><!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:etc/passwd">]>').replace("R-1", "&x;"),
            "xml_doctype",
        ),
        (UBL.replace("?>", '?><!DOCTYPE Invoice SYSTEM "http://example.invalid/x.dtd">'), "xml_doctype"),
        (UBL[:400], "xml_broken"),
        (UBL.replace("R-1", "R&x;1"), "xml_broken"),
        ("<a>" * 5000 + "</a>" * 5000, "xml_broken"),
        ("<html><body>Invoice</body></html>", "file_web_page"),
        (UBL.replace("Invoice-2", "Reminder-2"), "xml_not_invoice"),
        (pdf({}), "pdf_without_invoice"),
        (pdf({"notes.txt": b"hello"}), "pdf_without_invoice"),
        (pdf({"factur-x.xml": b"<broken"}), "xml_broken"),
        (pdf({"factur-x.xml": CII.encode()}, password="secret"), "pdf_locked"),
        (pdf({"factur-x.xml": CII.encode()})[:300], "pdf_broken"),
    ],
)
def test_hostile_and_broken_documents_are_refused(tmp_path: Path, content: str | bytes, code: str) -> None:
    reading = read_paper(tmp_path, content)
    assert (codes(reading), reading.is_refused, reading.rows) == ([code], True, ())
    assert reading.problems[0].way_out


def test_entities_that_unfold_are_never_unfolded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    bomb = UBL.replace("?>", f'?><!DOCTYPE Invoice [<!ENTITY e0 "ha">{entities}]>').replace("R-1", "&e12;")
    assert codes(read_paper(tmp_path, bomb))[0] in ("xml_doctype", "xml_broken")


def test_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_XML_BYTES", 100)
    assert codes(read_paper(tmp_path, UBL)) == ["xml_too_large"]


def test_an_invoice_in_utf16_is_read(tmp_path: Path) -> None:
    content = UBL.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert read_paper(tmp_path, content).rows[0].number == "R-1"
