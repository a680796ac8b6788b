"""Which days bear interest, and what part of a year they are: the conventions that laws and courts differ in.

This module knows no law, no rate and no amount.
"""

from calendar import isleap
from datetime import date, timedelta
from enum import StrEnum

from dunwell.domain.errors import UserError

ONE_DAY = timedelta(days=1)


class DayBasis(StrEnum):
    """How days are counted and by what a year's rate is divided.

    `ACT/ACT` divides by 366 in a leap year and by 365 in another; `30/360` counts every month as thirty days (the
    31st counts as the 30th, the end of February as it is); `ACT/300` is the three-hundredth part of a rate per day.
    """

    ACT_365 = "ACT/365"
    ACT_ACT = "ACT/ACT"
    ACT_360 = "ACT/360"
    ACT_300 = "ACT/300"
    THIRTY_360 = "30/360"


class DaysCounted(StrEnum):
    """Which of the two end days bear interest."""

    AFTER_DUE_TO_PAYMENT = "after_due_to_payment"
    AFTER_DUE_BEFORE_PAYMENT = "after_due_before_payment"
    DUE_TO_PAYMENT = "due_to_payment"


_YEARS = {
    DayBasis.ACT_365: 365,
    DayBasis.ACT_ACT: 365,
    DayBasis.ACT_360: 360,
    DayBasis.ACT_300: 300,
    DayBasis.THIRTY_360: 360,
}
_SHORT = {"365": DayBasis.ACT_365, "360": DayBasis.ACT_360, "300": DayBasis.ACT_300, "365/366": DayBasis.ACT_ACT}


def parse_day_basis(text: str) -> DayBasis:
    """Read a day basis such as `365`, `360`, `300`, `365/366`, `ACT/ACT` or `30/360`.

    Raises UserError `unknown_day_basis`.
    """
    word = text.strip().upper()
    try:
        return _SHORT.get(word) or DayBasis(word)
    except ValueError:
        raise UserError(
            "unknown_day_basis",
            f"{text!r} is not a way of counting days",
            "Write 365, 365/366, 360, 300 or 30/360",
            field="day_count",
            value=text,
        ) from None


def days_of_year(basis: DayBasis, on: date | None = None) -> int:
    """Tell by how many days a year's rate is divided; without a date that of a year that is no leap year."""
    if basis is DayBasis.ACT_ACT and on is not None and isleap(on.year):
        return 366
    return _YEARS[basis]


def count_days(first: date, last: date, basis: DayBasis) -> int:
    """Count the days from one to another, both of them, as the basis counts; 0 where there are none.

    Counting is additive: a span cut at any day has as many days as its pieces together.
    """
    if last < first:
        return 0
    if basis is DayBasis.THIRTY_360:
        return _thirty(last) - _thirty(first - ONE_DAY)
    return (last - first).days + 1


def bearing_days(due: date, paid: date, counted: DaysCounted) -> tuple[date, date]:
    """Give the first and the last day that bear interest; the last lies before the first where none does."""
    first = due if counted is DaysCounted.DUE_TO_PAYMENT else due + ONE_DAY
    last = paid - ONE_DAY if counted is DaysCounted.AFTER_DUE_BEFORE_PAYMENT else paid
    return first, last


def _thirty(on: date) -> int:
    return on.year * 360 + on.month * 30 + min(on.day, 30)
