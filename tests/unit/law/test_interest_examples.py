"""Published examples of statutory interest and collection costs, to the cent, each rounded as its source rounds."""

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from dunwell.domain.interest import undated_interest
from dunwell.domain.interest_days import DayBasis, DaysCounted, count_days, parse_day_basis
from dunwell.domain.interest_parts import Method, Rounding
from dunwell.law.costs import statutory_costs
from dunwell.law.rates import shipped_tables
from dunwell.law.regimes import Regime, regime_named
from dunwell.law.statutory import Claim, statutory_interest
from source_tree import ROOT

GIVEN = ROOT.parent / "shared" / "facts" / "interest_examples.csv"
ROUNDED = {"UK-1": Rounding.DAILY}  # gov.uk rounds what a day bears; all others round the sum

EXAMPLES = [
    # id, regime, principal, days, percent, day basis, interest
    ("US-1", "US-fed", "1500", 10, "6.5", "360", "2.71"),
    ("UK-1", "UK", "1000", 50, "8.5", "365", "11.50"),
    ("UK-2", "UK", "2000", 45, "13.25", "365", "32.67"),
    ("UK-3", "UK", "3000", 60, "11.75", "365", "57.95"),
    ("UK-5", "UK", "10000", 1, "11.75", "365", "3.22"),
    ("DE-1", "DE B2C", "10000", 181, "6.62", "365", "328.28"),
    ("DE-2", "DE B2B", "10000", 181, "10.62", "365", "526.64"),
    ("DE-3", "DE B2B", "10000", 167, "10.62", "365", "485.90"),
    ("DE-5", "DE", "10000", 210, "6", "30/360", "350.00"),
    ("DE-6", "DE", "1000", 25, "5.12", "365", "3.51"),
    ("DE-7", "DE B2C", "2920", 60, "6.5", "365", "31.20"),
    ("NL-1", "NL", "1000", 11, "8", "365", "2.41"),
    ("NL-2", "NL", "5000", 90, "10.15", "365", "125.14"),
    ("RU-1", "RU 44-FZ", "500000", 11, "11", "300", "2016.67"),
    ("RU-2", "RU 395", "100000", 365, "20", "365", "20000.00"),
]
DATED = [
    # id, regime, principal, due, paid, interest by the shipped rates
    ("DE-1", "DE B2C", "10000", date(2023, 1, 1), date(2023, 6, 30), "326.47"),
    ("DE-3", "DE B2B", "10000", date(2023, 1, 15), date(2023, 6, 30), "482.99"),
    ("NL-2", "NL", "5000", date(2026, 1, 1), date(2026, 4, 1), "125.14"),
    ("UK-3", "UK", "3000", date(2026, 1, 31), date(2026, 4, 1), "57.95"),
    ("RU-1", "RU-44-FZ", "500000", date(2018, 3, 20), date(2018, 3, 31), "1329.17"),
]
SCALE = [("BIK-1", "2500", "375.00"), ("BIK-2", "5000", "625.00"), ("BIK-3", "10000", "875.00")]
SCALE += [("BIK-5", "1000000", "6775.00")]


def minor(amount: str) -> int:
    return int(Decimal(amount) * 100)


def worked_out(id_: str, regime: Regime, principal: str, days: int, percent: str, basis: str) -> int:
    method = Method(parse_day_basis(basis), regime.method.compounding, ROUNDED.get(id_, Rounding.EXACT))
    return undated_interest(minor(principal), days, Fraction(percent), method).total_minor


@pytest.mark.parametrize(
    ("id_", "regime", "principal", "days", "percent", "basis", "expected"), EXAMPLES, ids=[each[0] for each in EXAMPLES]
)
def test_a_published_example(
    id_: str, regime: str, principal: str, days: int, percent: str, basis: str, expected: str
) -> None:
    assert worked_out(id_, regime_named(regime), principal, days, percent, basis) == minor(expected)


@pytest.mark.parametrize(("id_", "regime", "principal", "due", "paid", "expected"), DATED)
def test_the_same_with_dates_and_the_shipped_rates(
    id_: str, regime: str, principal: str, due: date, paid: date, expected: str
) -> None:
    found = statutory_interest(regime_named(regime), Claim(minor(principal), due, paid), shipped_tables())
    assert found.total_minor == minor(expected), id_


def test_thirty_days_a_month_with_both_ends_counted() -> None:
    assert count_days(date(2016, 1, 1), date(2016, 7, 30), DayBasis.THIRTY_360) == 210


@pytest.mark.parametrize(("id_", "principal", "expected"), SCALE)
def test_the_dutch_scale(id_: str, principal: str, expected: str) -> None:
    for kind in ("consumer", "business"):
        assert statutory_costs("NL", kind, minor(principal), "EUR").total_minor == minor(expected), id_


def given() -> Iterator[dict[str, str]]:
    if GIVEN.exists():
        with GIVEN.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


@pytest.mark.skipif(not GIVEN.exists(), reason="the examples lie beside the repository")
def test_every_row_of_the_collected_examples() -> None:
    found = {row["id"]: answer(row) for row in given()}
    assert found == {row["id"]: minor(row["expected"]) for row in given()}
    assert set(found) == {each[0] for each in (*EXAMPLES, *SCALE)}


def answer(row: dict[str, str]) -> int:
    if row["id"].startswith("BIK"):
        return statutory_costs(row["regime"], "business", minor(row["principal"]), row["currency"]).total_minor
    percent = re.match(r"[\d.]+", row["annual_rate_percent"])
    assert percent is not None
    basis = "300" if row["day_basis"] == "-" else row["day_basis"]
    days = int(row["days"])
    regime = regime_named(row["regime"], row["currency"])
    assert days == counted(row, regime, basis, days)
    return worked_out(row["id"], regime, row["principal"], days, percent[0], basis)


def counted(row: dict[str, str], regime: Regime, basis: str, days: int) -> int:
    """Count the days again where the example gives dates."""
    try:
        due, paid = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    except ValueError:
        return days
    both_ends = "both days counted" in row["note"] or "payment day included" in row["note"]
    first = due if both_ends else due + timedelta(days=1)
    assert regime.counted is DaysCounted.AFTER_DUE_TO_PAYMENT
    return count_days(first, paid, parse_day_basis(basis))
