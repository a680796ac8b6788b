"""Amounts are read, written and rounded without losing a cent."""

from decimal import Decimal

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.money import CURRENCIES, digits, format_amount, half_up, parse_amount, percent_of


@pytest.mark.parametrize(
    ("currency", "places"),
    [("EUR", 2), ("JPY", 0), ("KRW", 0), ("CLP", 0), ("XAF", 0), ("VND", 0), ("KWD", 3), ("IQD", 3), ("LYD", 3),
     ("RSD", 2), ("IRR", 2), ("CLF", 4)],
)  # fmt: skip
def test_digits_are_those_of_iso_4217(currency: str, places: int) -> None:
    assert digits(currency) == places


def test_each_code_is_three_capitals() -> None:
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)


@pytest.mark.parametrize("code", ["EURO", "eur", "", "€", "XYZ"])
def test_an_unknown_currency_is_refused(code: str) -> None:
    with pytest.raises(UserError) as caught:
        digits(code)
    assert caught.value.code == "unknown_currency"


@pytest.mark.parametrize(
    ("text", "currency", "minor", "written"),
    [
        ("1,234.56", "EUR", 123456, "1,234.56 EUR"),
        ("1234.56", "EUR", 123456, "1,234.56 EUR"),
        ("1200", "EUR", 120000, "1,200.00 EUR"),
        ("0.5", "EUR", 50, "0.50 EUR"),
        ("0", "EUR", 0, "0.00 EUR"),
        ("-0.05", "EUR", -5, "-0.05 EUR"),
        ("1,234,567", "JPY", 1234567, "1,234,567 JPY"),
        ("12.345", "KWD", 12345, "12.345 KWD"),
        ("1,000,000", "IRR", 100000000, "1,000,000.00 IRR"),
    ],
)
def test_amounts_are_read_and_written(text: str, currency: str, minor: int, written: str) -> None:
    assert parse_amount(text, currency) == minor
    assert format_amount(minor, currency) == written


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("1,23", "EUR", "bad_amount"),  # a decimal comma must not become a hundredfold
        ("1.234,56", "EUR", "bad_amount"),
        ("12,34,567", "EUR", "bad_amount"),
        ("1 234", "EUR", "bad_amount"),
        (".50", "EUR", "bad_amount"),
        ("5.", "EUR", "bad_amount"),
        ("", "EUR", "bad_amount"),
        ("ten", "EUR", "bad_amount"),
        ("۱۲", "IRR", "bad_amount"),
        ("1e3", "EUR", "bad_amount"),
        ("1.234", "EUR", "too_many_decimals"),
        ("1.5", "JPY", "too_many_decimals"),
    ],
)
def test_what_could_be_misread_is_refused(text: str, currency: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_amount(text, currency)
    assert (caught.value.code, caught.value.value) == (code, text)


@pytest.mark.parametrize(
    ("above", "below", "rounded"),
    [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (-5, -2, 3), (4, 3, 1), (-4, 3, -1), (5, 3, 2), (0, 7, 0), (1, 3, 0)],
)
def test_a_half_goes_away_from_zero(above: int, below: int, rounded: int) -> None:
    assert half_up(above, below) == rounded


@pytest.mark.parametrize(
    ("minor", "percent", "part"),
    [(358050, "2", 7161), (541625, "2", 10833), (1000, Decimal("1.5"), 15), (25, "2", 1), (24, "2", 0), (-25, "2", -1)],
)
def test_a_percentage_is_rounded_half_up(minor: int, percent: Decimal | str, part: int) -> None:
    assert percent_of(minor, percent) == part


@pytest.mark.parametrize("percent", ["two", "", "NaN", "Infinity"])
def test_what_is_not_a_percentage_is_refused(percent: str) -> None:
    with pytest.raises(UserError) as caught:
        percent_of(100, percent)
    assert caught.value.code == "bad_percent"
