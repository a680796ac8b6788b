"""Which days bear interest, and what part of a year they are."""

from datetime import date

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.interest_days import (
    DayBasis,
    DaysCounted,
    bearing_days,
    count_days,
    days_of_year,
    parse_day_basis,
)


@pytest.mark.parametrize(
    ("counted", "first", "last"),
    [
        (DaysCounted.AFTER_DUE_TO_PAYMENT, date(2026, 4, 2), date(2026, 4, 11)),
        (DaysCounted.AFTER_DUE_BEFORE_PAYMENT, date(2026, 4, 2), date(2026, 4, 10)),
        (DaysCounted.DUE_TO_PAYMENT, date(2026, 4, 1), date(2026, 4, 11)),
    ],
)
def test_which_end_days_bear(counted: DaysCounted, first: date, last: date) -> None:
    assert bearing_days(date(2026, 4, 1), date(2026, 4, 11), counted) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "actual", "thirty"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), 31, 30),
        (date(2026, 1, 31), date(2026, 1, 31), 1, 0),
        (date(2026, 2, 1), date(2026, 2, 28), 28, 28),
        (date(2026, 3, 1), date(2026, 3, 1), 1, 3),
        (date(2026, 1, 1), date(2026, 12, 31), 365, 360),
        (date(2024, 1, 1), date(2024, 12, 31), 366, 360),
        (date(2026, 5, 2), date(2026, 5, 1), 0, 0),
    ],
)
def test_days_are_counted_as_they_are_or_by_thirty(first: date, last: date, actual: int, thirty: int) -> None:
    assert count_days(first, last, DayBasis.ACT_365) == actual
    assert count_days(first, last, DayBasis.THIRTY_360) == thirty


def test_only_the_actual_year_is_longer_in_a_leap_year() -> None:
    leap = date(2024, 3, 1)
    assert [days_of_year(basis, leap) for basis in DayBasis] == [365, 366, 360, 300, 360]
    assert days_of_year(DayBasis.ACT_ACT, date(2023, 3, 1)) == days_of_year(DayBasis.ACT_ACT) == 365


@pytest.mark.parametrize(
    ("text", "basis"),
    [("365", "ACT/365"), ("365/366", "ACT/ACT"), (" act/act ", "ACT/ACT"), ("360", "ACT/360"), ("30/360", "30/360")],
)
def test_a_day_basis_is_read(text: str, basis: str) -> None:
    assert parse_day_basis(text) == basis


def test_another_day_basis_is_refused_with_a_way_out() -> None:
    with pytest.raises(UserError) as refused:
        parse_day_basis("364")
    assert (refused.value.code, "30/360" in refused.value.way_out) == ("unknown_day_basis", True)
