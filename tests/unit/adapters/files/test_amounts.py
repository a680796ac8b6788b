"""Amounts are read where they can be read one way, to the last minor unit."""

from pathlib import Path

import pytest

from dunwell.adapters.files.amounts import Figure, prove_marks, read_amount, to_minor
from dunwell.adapters.files.faults import Fault
from unit.adapters.files.lists import GOOD, codes, numbers, read_rows


def minor(text: str, currency: str = "EUR", beside: str = "") -> int | str:
    """Read an amount as if the column held another beside it; the code where it is refused."""
    figure, other = read_amount(text), read_amount(beside) if beside else None
    marks, _, _ = prove_marks({"amount": [figure, other]})
    found = figure if isinstance(figure, Fault) else to_minor(figure, marks["amount"], currency)
    if isinstance(found, Fault):
        return found.code
    return -found if isinstance(figure, Figure) and figure.negative else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234", 123400),
        ("1234.5", 123450),
        ("1234,5", 123450),
        ("1,234.56", 123456),
        ("1.234,56", 123456),
        ("1 234,56", 123456),
        ("1\u202f234,56", 123456),
        ("1\u00a0234.56", 123456),
        ("1'234.56", 123456),
        ("1’234.56", 123456),
        ("1,234,567", 123456700),
        ("1.234.567,8", 123456780),
        ("12,34,567.00", 123456700),
        (".50", 50),
        ("0,125", "amount_too_precise"),
        ("1234.560", 123456),
        ("1234.567", "amount_too_precise"),
        ("97.60000000000001", "amount_too_precise"),
        ("۱۲۳۴٫۵۶", 123456),
        ("۱٬۲۳۴٫۵۶", 123456),
        ("١٢٣٤", 123400),
        ("€ 1.234,56", 123456),
        ("1234,56 €", 123456),
        ("EUR 12.50", 1250),
        ("12.50 EUR", 1250),
        ("kr 12,50", 1250),
        ("USD12.50", "amount_currency_differs"),
        ("EUR12.50", 1250),
        ("Rs. 500", 50000),
        ("Rs.500", "amount_unreadable"),
        ("12.50.", "amount_unreadable"),
        ("-12.50", -1250),
        ("12.50-", -1250),
        ("\u221212.50", -1250),
        ("(12.50)", -1250),
        ("(€12.50)", -1250),
        ("-€12.50", -1250),
        ("12.50 CR", -1250),
        ("12.50 DR", 1250),
        ("+12.50", 1250),
        ("\u200e12.50\u200e", 1250),
    ],
)
def test_an_amount_of_one_reading(text: str, expected: int | str) -> None:
    assert minor(text) == expected


@pytest.mark.parametrize(
    ("text", "beside", "expected"),
    [
        ("1,234", "", "amount_two_ways"),
        ("1.234", "", "amount_two_ways"),
        ("1,234", "7.50", 123400),
        ("1.234", "7,50", 123400),
        ("1,234", "7,50", "amount_too_precise"),
        ("1.234", "7.50", "amount_too_precise"),
        ("1,234", "99", "amount_two_ways"),
    ],
)
def test_a_thousand_or_a_fraction_is_told_by_the_column(text: str, beside: str, expected: int | str) -> None:
    assert minor(text, beside=beside) == expected


@pytest.mark.parametrize(
    "text",
    ["abc", "", "-", "1.2.3", "1,23,4", "1..2", "--5", "-(5)", "(-5)", "-5 CR", "1.2E+05", "=1+1", "12 apples", "1/2",
     "€", "$$5", "1,2345.6,7", "5-5", "٪5", "9" * 61, "$,5 0.1x"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert minor(text) == "amount_unreadable"


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("1234", "JPY", 1234),
        ("1234.5", "JPY", "amount_too_precise"),
        ("1234.00", "JPY", 1234),
        ("1.5", "KWD", 1500),
        ("1234.567", "KWD", 1234567),
        ("1.2345", "KWD", "amount_too_precise"),
        ("12.50 USD", "EUR", "amount_currency_differs"),
        ("£12.50", "EUR", "amount_currency_differs"),
        ("9" * 20, "EUR", "amount_too_large"),
        ("9" * 40, "EUR", "amount_too_large"),
        ("0." + "0" * 40 + "1", "EUR", "amount_too_large"),
    ],
)
def test_the_currency_says_how_many_decimals(text: str, currency: str, expected: int | str) -> None:
    assert minor(text, currency) == expected


def test_a_column_with_both_marks_is_named_and_proves_nothing(tmp_path: Path) -> None:
    rows = ['A,C,2026-01-01,,"1,50",EUR', "B,C,2026-01-01,,2.50,EUR", 'D,C,2026-01-01,,"1,234",EUR']
    reading = read_rows(tmp_path, *rows)
    assert codes(reading, "warning") == ["decimal_contradiction"]
    assert codes(reading) == ["amount_two_ways"]
    assert [row.amount_minor for row in reading.rows] == [150, 250]


def test_a_column_borrows_the_mark_that_another_proves(tmp_path: Path) -> None:
    header = "number;customer;date;amount;balance;currency"
    reading = read_rows(tmp_path, "A;C;2026-01-01;1.234;1.000,50;EUR", header=header)
    assert (reading.rows[0].amount_minor, reading.rows[0].open_minor) == (123400, 100050)
    assert reading.taken_for.decimal_mark == ","


@pytest.mark.parametrize(
    ("amount", "kind", "expected"),
    [
        ("-5.00", "", ("credit", 500)),
        ("(5.00)", "", ("credit", 500)),
        ("5.00", "credit note", ("credit", 500)),
        ("-5.00", "CN", ("credit", 500)),
        ("5.00", "Invoice", ("invoice", 500)),
        ("-5.00", "Invoice", ("credit", 500)),
    ],
)
def test_a_negative_amount_is_a_credit(tmp_path: Path, amount: str, kind: str, expected: tuple[str, int]) -> None:
    header = "number,customer,date,amount,currency,type"
    reading = read_rows(tmp_path, f"A,C,2026-01-01,{amount},EUR,{kind}", header=header)
    assert (reading.rows[0].kind, reading.rows[0].amount_minor) == expected
    assert codes(reading, "warning") == (["negative_invoice"] if (amount, kind) == ("-5.00", "Invoice") else [])


@pytest.mark.parametrize(
    ("amount", "balance", "settled", "code"),
    [
        ("5.00", "6.00", "", "open_over_amount"),
        ("5.00", "-1.00", "", "open_sign_differs"),
        ("5.00", "1.00", "2026-02-01", "settled_but_open"),
        ("0.00", "", "", "amount_zero"),
        ("", "5.00", "", "blank"),
        ("x", "5.00", "", "amount_unreadable"),
    ],
)
def test_amounts_that_do_not_fit_each_other_are_refused(
    tmp_path: Path, amount: str, balance: str, settled: str, code: str
) -> None:
    header = "number,customer,date,amount,open balance,paid date,currency"
    good = "G1,C,2026-01-01,5.00,2.00,,EUR"
    reading = read_rows(tmp_path, f"A,C,2026-01-01,{amount},{balance},{settled},EUR", good, header=header)
    assert codes(reading) == [code]
    assert numbers(reading) == ["G1"]
    assert reading.rows[0].open_minor == 200


def test_only_the_open_amount_is_given(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, "A,C,2026-01-01,7.25,EUR", header="number,customer,date,balance,currency")
    assert (reading.rows[0].amount_minor, reading.rows[0].open_minor) == (725, 725)
    assert any("open amount is taken" in note for note in reading.taken_for.notes)


def test_a_currency_that_is_unknown_or_missing_refuses_its_row_alone(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, "A,C,2026-01-01,,1.00,XXQ", "B,C,2026-01-01,,1.00,", GOOD)
    assert codes(reading) == ["currency_unknown", "currency_blank"]
    assert numbers(reading) == ["G1"]
    filled = read_rows(tmp_path, "B,C,2026-01-01,,1.00,", GOOD, currency="USD")
    assert [row.currency for row in filled.rows] == ["USD", "EUR"]
