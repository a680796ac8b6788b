"""Interest in parts: where a new one begins, what bears interest, and what is rounded."""

from datetime import date
from fractions import Fraction

import pytest

from dunwell.domain.interest import indexed, interest, undated_interest
from dunwell.domain.interest_days import DayBasis
from dunwell.domain.interest_parts import Balance, Compounding, Exclusion, Interest, Method, Rate, Rounding

TEN = (Rate(date(2020, 1, 1), Fraction(10)),)


def told(found: Interest) -> list[tuple[str, int, int, str]]:
    """Give each part as first date, days, amount and why."""
    return [(str(part.first_date), part.days, part.amount_minor, " ".join(sorted(part.why))) for part in found.parts]


def bears(
    first: date, last: date, method: Method | None = None, rates: tuple[Rate, ...] = TEN, minor: int = 365_000
) -> Interest:
    return interest([Balance(first, minor)], first, last, rates, method or Method())


def test_one_rate_is_one_part() -> None:
    found = bears(date(2026, 1, 2), date(2026, 1, 31))
    assert told(found) == [("2026-01-02", 30, 3000, "start")]
    assert (found.total_minor, found.days, found.rate_is_last_known) == (3000, 30, False)


def test_no_day_bears_nothing() -> None:
    found = bears(date(2026, 1, 2), date(2026, 1, 1))
    assert (found.parts, found.total_minor) == ((), 0)


def test_a_new_rate_begins_a_part_and_the_same_rate_does_not() -> None:
    rates = (*TEN, Rate(date(2026, 1, 5), Fraction(10)), Rate(date(2026, 1, 11), Fraction(20)))
    assert told(bears(date(2026, 1, 2), date(2026, 1, 20), rates=rates)) == [
        ("2026-01-02", 9, 900, "start"),
        ("2026-01-11", 10, 2000, "rate"),
    ]


def test_a_part_payment_begins_a_part() -> None:
    owed = [Balance(date(2026, 1, 2), 365_000), Balance(date(2026, 1, 12), 36_500)]
    found = interest(owed, date(2026, 1, 2), date(2026, 1, 21), TEN, Method())
    assert told(found) == [("2026-01-02", 10, 1000, "start"), ("2026-01-12", 10, 100, "principal")]


def test_a_leap_year_begins_a_part_where_the_basis_asks() -> None:
    span = date(2023, 12, 27), date(2024, 1, 5)
    assert told(bears(*span, Method(DayBasis.ACT_365))) == [("2023-12-27", 10, 1000, "start")]
    assert told(bears(*span, Method(DayBasis.ACT_ACT))) == [
        ("2023-12-27", 5, 500, "start"),
        ("2024-01-01", 5, 499, "year"),
    ]
    assert len(bears(date(2025, 12, 1), date(2026, 1, 5), Method(DayBasis.ACT_ACT)).parts) == 1


def test_interest_bears_interest_from_each_anniversary_on() -> None:
    found = bears(date(2025, 1, 2), date(2027, 1, 2), Method(compounding=Compounding.YEARLY))
    assert told(found) == [
        ("2025-01-02", 365, 36_500, "start"),
        ("2026-01-02", 365, 40_150, "compounding"),
        ("2027-01-02", 1, 121, "compounding"),
    ]
    assert [part.base_minor for part in found.parts] == [365_000, 401_500, 441_650]


def test_a_year_that_begins_on_29_february_ends_on_28() -> None:
    found = bears(date(2024, 2, 29), date(2025, 2, 28), Method(compounding=Compounding.YEARLY))
    assert [str(part.first_date) for part in found.parts] == ["2024-02-29", "2025-02-28"]


def test_thirty_days_are_the_month_of_federal_buyers() -> None:
    """5 CFR 1315.17: due on 1 April, paid on 15 June, at 6 percent."""
    method = Method(DayBasis.ACT_360, Compounding.EVERY_30_DAYS)
    rates = (Rate(date(2020, 1, 1), Fraction(6)),)
    found = bears(date(2026, 4, 2), date(2026, 6, 15), method, rates, 150_000)
    assert (found.total_minor, [part.days for part in found.parts]) == (1883, [30, 30, 15])
    assert undated_interest(150_000, 75, Fraction(6), method).total_minor == 1883


def test_a_moratorium_bears_nothing_at_whatever_rate() -> None:
    rates = (*TEN, Rate(date(2026, 1, 14), Fraction(20)))
    idle = [Exclusion(date(2026, 1, 12), date(2026, 1, 15), "decree", doubtful=True)]
    found = interest([Balance(date(2026, 1, 2), 365_000)], date(2026, 1, 2), date(2026, 1, 20), rates, Method(), idle)
    assert told(found) == [
        ("2026-01-02", 10, 1000, "start"),
        ("2026-01-12", 4, 0, "moratorium"),
        ("2026-01-16", 5, 1000, "resumed"),
    ]
    assert (found.days, found.doubtful, found.parts[1].sources) == (15, True, ("decree",))


@pytest.mark.parametrize(
    ("rounding", "amounts"), [(Rounding.EXACT, [12, 13]), (Rounding.PERIOD, [12, 12]), (Rounding.DAILY, [10, 10])]
)
def test_the_sum_each_part_or_the_day_is_rounded(rounding: Rounding, amounts: list[int]) -> None:
    """1.24 a day: ten days at 12.4 and ten days more at 24.8 in all."""
    rates = (Rate(date(2026, 1, 1), Fraction(10)), Rate(date(2026, 1, 12), Fraction(10), "new", is_last_known=True))
    found = bears(date(2026, 1, 2), date(2026, 1, 21), Method(rounding=rounding), rates, 4526)
    assert [part.amount_minor for part in found.parts] == amounts
    assert [part.rate_is_last_known for part in found.parts] == [False, True]


def test_a_rate_below_nothing_bears_nothing() -> None:
    rates = (Rate(date(2020, 1, 1), Fraction(-1)),)
    assert bears(date(2026, 1, 2), date(2026, 1, 31), rates=rates).total_minor == 0


def test_the_doubt_of_a_rate_is_told_even_where_it_changes_nothing() -> None:
    rates = (*TEN, Rate(date(2026, 1, 5), Fraction(10), "heard", doubtful=True))
    assert bears(date(2026, 1, 2), date(2026, 1, 20), rates=rates).parts[0].sources == ("heard",)
    assert bears(date(2026, 1, 2), date(2026, 1, 20), rates=rates).doubtful
    assert not bears(date(2026, 1, 2), date(2026, 1, 4), rates=rates).doubtful


def test_the_first_day_needs_a_rate_and_a_balance() -> None:
    late = (Rate(date(2026, 1, 3), Fraction(10)),)
    with pytest.raises(ValueError, match="first day"):
        bears(date(2026, 1, 2), date(2026, 1, 31), rates=late)


def test_principal_grows_with_an_index_until_it_is_paid() -> None:
    def index(on: date) -> Rate:
        return Rate(on, Fraction({2024: 100, 2025: 140, 2026: 130}[on.year]), str(on.year))

    owed = [Balance(date(2024, 6, 2), 1000), Balance(date(2025, 6, 2), 400)]
    found = indexed(owed, date(2024, 6, 1), date(2026, 6, 1), index)
    assert told(found) == [("2024-06-02", 365, 240, "index"), ("2024-06-02", 730, 120, "index")]
    assert indexed([Balance(date(2025, 6, 2), 1000)], date(2025, 6, 1), date(2026, 6, 1), index).total_minor == 0
