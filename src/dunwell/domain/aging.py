"""The buckets of an aging report: how long a claim has been past due.

Buckets count from the due date, as of any date. This module does not know customers or screens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dunwell.domain.items import OpenItem


@dataclass(frozen=True, slots=True)
class Bucket:
    """A range of days past due, both ends included; without a last day it is open."""

    code: str
    first_day: int
    last_day: int | None


NOT_DUE = Bucket("not_due", 0, 0)
BUCKETS: tuple[Bucket, ...] = (
    NOT_DUE,
    Bucket("1-30", 1, 30),
    Bucket("31-60", 31, 60),
    Bucket("61-90", 61, 90),
    Bucket("91-120", 91, 120),
    Bucket("over_120", 121, None),
)
"""The thirty-day buckets of the field, with those over 90 parted where the ladder turns to litigation."""


def days_past_due(due_date: date, as_of: date) -> int:
    """Count the days since a due date; on the day itself and before it none."""
    return max(0, (as_of - due_date).days)


def bucket(days: int) -> Bucket:
    """Find the bucket of so many days past due; what is not past due (0 or less) goes into `not_due`."""
    return next(each for each in BUCKETS if each.last_day is None or days <= each.last_day)


def bucket_totals(items: Iterable[OpenItem], as_of: date) -> dict[str, dict[Bucket, int]]:
    """Sum residuals, in minor units, by currency and bucket; each currency has all buckets, in order."""
    totals: dict[str, dict[Bucket, int]] = {}
    for item in items:
        row = totals.setdefault(item.currency, dict.fromkeys(BUCKETS, 0))
        row[bucket(days_past_due(item.due_date, as_of))] += item.residual_minor
    return dict(sorted(totals.items()))
