"""Exports of known programs are recognised by what stands in them, and taken for what they mean there."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dunwell.adapters.files import read_file
from dunwell.ports import FileReading
from unit.adapters.files import programs


def read(folder: Path, content: str | bytes, **options: Any) -> FileReading:
    """Write an export under a name that tells nothing, and read it."""
    path = folder / "export.dat"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_file(path, **options)


def told(reading: FileReading) -> list[tuple[str, str, str, int, int | None]]:
    """Give of each item its number, customer, kind, amount and open amount."""
    return [(row.number, row.customer_ref, row.kind, row.amount_minor, row.open_minor) for row in reading.rows]


def problems(reading: FileReading) -> list[tuple[str, int | None]]:
    """Give the code and line of each problem."""
    return [(problem.code, problem.line) for problem in reading.problems]


def adds_up(reading: FileReading) -> bool:
    """Tell whether every row seen is accounted for."""
    taken = len(reading.rows) + len(reading.payments)
    return reading.rows_seen == taken + reading.rows_refused + reading.rows_repeated + reading.rows_passed


def test_xero_sales_invoices_are_one_item_for_all_their_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.XERO_INVOICES)
    assert (reading.what, reading.taken_for.layout) == ("invoices", "Xero, sales invoices")
    assert told(reading) == [
        ("INV-1", "Marlow Ltd", "invoice", 18000, 18000),
        ("CN-1", "Marlow Ltd", "credit", 6000, 6000),
        ("INV-2", "Orme & Sons", "invoice", 24000, 0),
    ]
    assert (reading.rows[0].item_date, reading.rows[0].due_date) == (date(2026, 1, 13), date(2026, 2, 12))
    assert (reading.rows[0].reference, reading.rows[0].country, reading.rows[0].email) == (
        "PO 77",
        "GB",
        "pay@marlow.example",
    )
    assert adds_up(reading)


def test_xero_drafts_submitted_and_voided_are_no_debt(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.XERO_INVOICES)
    assert problems(reading) == [("status_no_debt", 6), ("status_no_debt", 7), ("status_no_debt", 8)]
    assert (reading.rows_refused, reading.rows_passed) == (0, 4)


def test_xero_keeps_the_addresses_of_customers(tmp_path: Path) -> None:
    marlow, orme = read(tmp_path, programs.XERO_INVOICES).customers
    assert (marlow.ref, marlow.emails, marlow.country) == ("Marlow Ltd", ("pay@marlow.example",), "GB")
    assert marlow.address is not None
    assert (marlow.address.lines, marlow.address.city, marlow.address.postcode) == (
        ("12 High Street",),
        "Bath",
        "BA1 1AA",
    )
    assert (orme.name, orme.emails) == ("Orme & Sons", ("office@orme.example",))


def test_xero_lines_without_the_invoices_own_cells_belong_to_it(tmp_path: Path) -> None:
    lines = programs.XERO_INVOICES.splitlines()
    cells = lines[2].split(",")
    for at in (12, 13, 14, 15, 16, 17, 31, 32, 34):
        cells[at] = ""
    reading = read(tmp_path, "\n".join([*lines[:2], ",".join(cells), *lines[3:], ""]))
    assert told(reading)[0] == ("INV-1", "Marlow Ltd", "invoice", 18000, 18000)
    assert reading.rows_refused == 0


def test_xero_aged_receivables_take_customers_from_the_titles_of_groups(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.XERO_AGED, currency="GBP")
    assert (reading.what, reading.taken_for.layout) == ("open_items", "Xero, aged receivables in detail")
    assert told(reading) == [
        ("INV-1", "Marlow Ltd", "invoice", 18000, 18000),
        ("INV-9", "Marlow Ltd", "invoice", 102050, 102050),
        ("INV-7", "Orme & Sons", "invoice", 7525, 7525),
        ("CN-3", "Orme & Sons", "credit", 1525, 1525),
    ]
    assert (reading.problems, reading.rows_passed, adds_up(reading)) == ((), 6, True)
    assert any("2 titles of groups" in note and "'Marlow Ltd'" in note for note in reading.taken_for.notes)
    assert any("4 totals" in note for note in reading.taken_for.notes)


def test_quickbooks_ageing_groups_by_age_and_leaves_payments_out(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.QUICKBOOKS_AGED, currency="USD")
    assert (reading.what, reading.taken_for.layout) == ("open_items", "QuickBooks, A/R ageing detail")
    assert told(reading) == [
        ("1001", "Birch LLC", "invoice", 50000, 45000),
        ("1033", "Birch LLC", "invoice", 12000, 12000),
        ("1034", "Cedar Inc", "credit", 4000, 4000),
    ]
    assert reading.rows[0].due_date == date(2025, 12, 20)
    assert problems(reading) == [("payment_row", 11), ("total_differs", 13)]
    assert adds_up(reading)


def test_sage_sums_by_age_are_refused_because_they_name_no_invoice(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.SAGE_SUMS)
    assert (reading.is_refused, problems(reading)) == (True, [("aged_summary", None)])


def test_sage_transactions_give_no_due_date_from_ages(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.SAGE_TRANSACTIONS)
    assert told(reading) == [
        ("5001", "ABC001", "invoice", 12000, 12000),
        ("5002", "ABC001", "credit", 2000, 2000),
    ]
    assert [row.due_date for row in reading.rows] == [None, None]
    assert problems(reading) == [("payment_row", 4)]
    assert any("count from the invoice date" in note for note in reading.taken_for.notes)


def test_datev_bookings_become_invoices_credit_notes_and_payments(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.DATEV_BOOKINGS)
    assert (reading.what, reading.taken_for.layout) == ("invoices", "DATEV, bookings (EXTF)")
    assert (reading.taken_for.encoding, reading.taken_for.decimal_mark) == ("cp1252", ",")
    assert told(reading) == [
        ("RE-100", "10001", "invoice", 172500, None),
        ("GS-7", "10001", "credit", 11900, None),
        ("GS-8", "10002", "credit", 23800, None),
        ("RE-101", "10003", "invoice", 238000, None),
    ]
    assert [(row.item_date, row.due_date) for row in reading.rows] == [
        (date(2026, 1, 15), date(2026, 2, 14)),
        (date(2026, 1, 20), None),
        (date(2026, 2, 2), None),
        (date(2026, 3, 10), date(2026, 4, 9)),
    ]
    assert reading.rows[0].reference == "Müller & Söhne, Schränke"
    (payment,) = reading.payments
    assert (payment.customer_ref, payment.amount_minor, payment.items) == ("10001", 50000, ("RE-100",))
    assert (payment.paid_on, payment.kind) == (date(2026, 2, 3), "payment")
    assert (reading.problems, adds_up(reading)) == ((), True)


def test_a_datev_file_whose_head_line_is_gone_is_refused(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.DATEV_BOOKINGS.split(b"\r\n", 1)[1])
    assert problems(reading) == [("datev_head_unreadable", None)]


def test_datev_gives_a_fiscal_year_that_begins_in_july_its_two_years(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.DATEV_BOOKINGS.replace(b";20260101;4;20260101;", b";20250701;4;20250701;"))
    assert [row.item_date.year for row in reading.rows] == [2026] * 4
    later = programs.DATEV_BOOKINGS.replace(b";20260101;4;", b";20250701;4;").replace(b";2001;", b";2011;")
    assert [row.item_date for row in read(tmp_path, later).rows][1] == date(2025, 11, 20)


def test_datev_debtors_become_customers(tmp_path: Path) -> None:
    meta = (
        programs.DATEV_BOOKINGS.split(b"\r\n")[0].decode().replace('21;"Buchungsstapel"', '16;"Debitoren/Kreditoren"')
    )
    head = "Konto;Name (Adressattyp Unternehmen);Vorname (Adressattyp natürl. Person);"
    head += "Name (Adressattyp natürl. Person);EU-UStID;Straße;Postleitzahl;Ort;Land;Telefon;E-Mail"
    rows = [
        "10001;Müller & Söhne GmbH;;;DE123456789;Hauptstr. 1;80331;München;DE;089 1234;post@mueller.example",
        "10002;;Jörg;Größe;;Gasse 2;10115;Berlin;Deutschland;;",
        "70001;Lieferant AG;;;;;;;;;",
    ]
    reading = read(tmp_path, "\r\n".join([meta, head, *rows, ""]).encode("cp1252"))
    assert (reading.what, reading.taken_for.layout) == ("customers", "DATEV, debtors (EXTF)")
    assert [(row.ref, row.name, row.country) for row in reading.customers] == [
        ("10001", "Müller & Söhne GmbH", "DE"),
        ("10002", "Jörg Größe", "DE"),
    ]
    assert (reading.customers[0].vat, reading.customers[0].emails) == ("DE123456789", ("post@mueller.example",))
    assert reading.rows_passed == 1


def test_exact_online_lists_what_is_outstanding_with_decimal_commas(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.EXACT_OPEN)
    assert (reading.what, reading.taken_for.layout) == ("open_items", "Exact Online, outstanding items")
    assert told(reading) == [
        ("26000123", "2001", "invoice", 121000, 121000),
        ("26000140", "2001", "invoice", 60500, 500),
        ("26000150", "2002", "credit", 12100, 12100),
    ]
    assert (reading.rows[0].reference, reading.taken_for.decimal_mark, reading.rows_passed) == ("K-11", ",", 1)


def test_odoo_leaves_drafts_and_cancelled_entries_out(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.ODOO)
    assert (reading.what, reading.taken_for.layout) == ("invoices", "Odoo, journal entries")
    assert told(reading) == [
        ("INV/2026/00001", "Azure Interior", "invoice", 12100, 12100),
        ("INV/2026/00002", "Deco Addict", "invoice", 6050, 0),
        ("INV/2026/00003", "Deco Addict", "invoice", 6050, 2050),
    ]
    assert problems(reading) == [("status_no_debt", 5), ("status_no_debt", 6)]


def test_erpnext_sales_invoices_have_further_lines_without_a_head(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.ERPNEXT_INVOICES)
    assert told(reading) == [
        ("ACC-SINV-2026-00001", "CUST-1", "invoice", 11800, 11800),
        ("ACC-SINV-2026-00002", "CUST-1", "credit", 5900, 5900),
        ("ACC-SINV-2026-00003", "CUST-2", "invoice", 20050, 0),
    ]
    assert (problems(reading), adds_up(reading)) == ([("status_no_debt", 6), ("status_no_debt", 7)], True)


def test_erpnext_accounts_receivable_leave_payments_and_totals_out(tmp_path: Path) -> None:
    reading = read(tmp_path, programs.ERPNEXT_AGED)
    assert told(reading) == [("ACC-SINV-2026-00001", "CUST-1", "invoice", 11800, 11800)]
    assert (problems(reading), adds_up(reading)) == ([("payment_row", 3), ("total_differs", 4)], True)


def test_a_statement_of_account_has_debits_and_credits_and_a_running_balance(tmp_path: Path) -> None:
    text = "Date,Type,Due date,Number,Customer,Details,Debit,Credit,Balance\n"
    text += "2026-01-13,Invoice,2026-02-12,A1,Ada,Chairs,100.00,,100.00\n"
    text += "2026-01-20,Credit note,,C1,Ada,Back,,40.00,60.00\n2026-01-21,Invoice,,A2,Ada,Both,5.00,4.00,61.00\n"
    reading = read(tmp_path, text, currency="EUR")
    assert told(reading) == [("A1", "Ada", "invoice", 10000, None), ("C1", "Ada", "credit", 4000, None)]
    assert problems(reading) == [("debit_and_credit", 4)]


@pytest.mark.parametrize("name", ["XERO_AGED", "QUICKBOOKS_AGED", "EXACT_OPEN", "ODOO", "ERPNEXT_INVOICES"])
def test_a_row_in_the_wrong_place_is_still_refused_in_a_known_layout(tmp_path: Path, name: str) -> None:
    text = getattr(programs, name)
    delimiter = ";" if name == "EXACT_OPEN" else ","
    lines = text.rstrip("\n").splitlines()
    width = max(line.count(delimiter) for line in lines)
    bad = delimiter.join(["", "nonsense", "x", "y"] + ["z"] * (width - 3))
    reading = read(tmp_path, "\n".join([*lines[:-3], bad, *lines[-3:], ""]), currency="EUR")
    whole = read(tmp_path, text, currency="EUR")
    assert reading.rows_refused >= 1
    assert {row.number for row in reading.rows} >= {row.number for row in whole.rows} - {"INV/2026/00003"}


QUICKBOOKS_DESKTOP = """\
,,Type,Date,Num,P. O. #,Name,Terms,Due Date,Aging,Open Balance
Current,,,,,,,,,,
,,Invoice,01/13/2026,71,,Abercrombie,Net 30,02/12/2026,,1200.00
Total Current,,,,,,,,,,1200.00
1 - 30,,,,,,,,,,
,,Invoice,12/10/2025,66,,Bob,Net 15,12/25/2025,19,300.00
Total 1 - 30,,,,,,,,,,300.00
TOTAL,,,,,,,,,,1500.00
"""
BY_CUSTOMER = """\
Customer Balance Detail,,,,,,,
,Date,Transaction type,Num,Due date,Amount,Open balance,Balance
Birch LLC,,,,,,,
,01/20/2026,Invoice,1001,02/19/2026,500.00,450.00,450.00
Total for Birch LLC,,,,,$500.00,$450.00,
Cedar Inc,,,,,,,
,02/01/2026,Invoice,1003,03/03/2026,20.00,20.00,20.00
Total for Cedar Inc,,,,,$20.00,$20.00,
TOTAL,,,,,$520.00,$470.00,
"""
SHORT_TITLES = """\
number,date,due date,amount,currency
A,2026-01-01,2026-02-01,5.00,USD
Beta Ltd
B,2026-01-01,2026-02-01,6.00,USD
Total Beta Ltd,,,6.00,
"""


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (QUICKBOOKS_DESKTOP, [("71", "Abercrombie"), ("66", "Bob")]),
        (BY_CUSTOMER, [("1001", "Birch LLC"), ("1003", "Cedar Inc")]),
        (SHORT_TITLES, [("B", "Beta Ltd")]),
    ],
)
def test_groups_are_known_by_their_titles_and_totals_in_any_report(
    tmp_path: Path, text: str, taken: list[tuple[str, str]]
) -> None:
    reading = read(tmp_path, text, currency="USD")
    assert [(row.number, row.customer_name) for row in reading.rows] == taken
    assert problems(reading) == ([("customer_blank", 2)] if text is SHORT_TITLES else [])
    assert adds_up(reading)


def test_a_lone_cell_in_a_list_without_groups_is_a_row_with_something_missing(tmp_path: Path) -> None:
    text = "number,customer,date,amount,currency\nA,Ada,2026-01-01,5.00,EUR\nBeta Ltd,,,,\nB,Bo,2026-01-01,6.00,EUR\n"
    reading = read(tmp_path, text)
    assert [row.number for row in reading.rows] == ["A", "B"]
    assert {line for _, line in problems(reading)} == {3}
    assert (reading.rows_refused, reading.rows_passed) == (1, 0)


def test_a_total_is_compared_with_the_rows_and_a_difference_told(tmp_path: Path) -> None:
    whole = read(tmp_path, programs.XERO_AGED, currency="GBP")
    assert any("add up to the total on line 17, 1,260.50 GBP" in note for note in whole.taken_for.notes)
    lost = programs.XERO_AGED.replace("20 Feb 2026,06 Mar 2026,INV-7,,,75.25,,,,,75.25\n", "")
    reading = read(tmp_path, lost, currency="GBP")
    assert problems(reading) == [("total_differs", 16)]
    assert "1,260.50 GBP" in reading.problems[0].message
    assert "1,185.25 GBP" in reading.problems[0].message
