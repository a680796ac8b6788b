"""Formulae of the field's measures, on amounts in minor units of one currency. Knows no table and no day.

A measure whose denominator is nothing is none: it says nothing, and is shown as n/a. Sources and test vectors stand in
docs/measures.md.
"""

from collections.abc import Sequence
from decimal import Decimal

PERCENT = 100

BENCHMARK = "98.7"
"""The collection rate, in percent, against which a company is held."""


def dso(open_minor: int, sales_minor: int, days: int) -> Decimal | None:
    """Divide what is open by the sales of so many days, times the days: days sales outstanding."""
    return Decimal(open_minor) * days / sales_minor if sales_minor > 0 else None


def best_possible_dso(current_minor: int, sales_minor: int, days: int) -> Decimal | None:
    """Take of what is open only what is not past due: the days that sales would be outstanding if all paid on time."""
    return dso(current_minor, sales_minor, days)


def countback(open_minor: int, months: Sequence[tuple[int, int]]) -> Decimal | None:
    """Count back months of sales (minor units, days; the newest first) until they use up what is open.

    None where the months known are not enough.
    """
    left, days = Decimal(open_minor), Decimal(0)
    for sales, length in months:
        if left <= 0:
            break
        if sales > 0 and left < sales:
            return days + left / sales * length
        left -= max(0, sales)
        days += length
    return days if left <= 0 else None


def cei(before_minor: int, sales_minor: int, open_minor: int, current_minor: int, months: int) -> Decimal | None:
    """Give the collection effectiveness index in percent: of what could be collected, how much was.

    `sales_minor` are those of so many months, of which the index takes the average of one (CRF).
    """
    monthly = Decimal(sales_minor) / months
    could = before_minor + monthly - current_minor
    return (before_minor + monthly - open_minor) / could * PERCENT if could > 0 else None


def collection_rate(received_minor: int, due_minor: int) -> Decimal | None:
    """Give in percent how much of what fell due, less credit notes, came in as cash; write-offs stay in it."""
    return share(received_minor, due_minor)


def share(part_minor: int, whole_minor: int) -> Decimal | None:
    """Give a part of a whole in percent."""
    return Decimal(part_minor) / whole_minor * PERCENT if whole_minor > 0 else None
