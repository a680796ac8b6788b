"""What is odd about the dates of a row or of a whole file: told, never repaired. It knows no amounts.

A date such as 2020-10-04 may be the tenth of April with day and month in each other's place, and no single row
can tell. A file can: rows whose dates have one reading hardly ever fall due before they were written, so if rows
whose date has two readings do so in great number, and stop doing so when day and month change places, then
places were changed. From then on no date with two readings is believed in that file.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from dunwell.adapters.files.dates import is_swappable, swapped
from dunwell.adapters.files.faults import Fault, fault
from dunwell.ports import ItemRow

LEAST_ODD_ROWS = 20
LEAST_ODD_SHARE = 0.10
TIMES_THE_SURE = 5
FAR_DUE_DAYS = 730
FAR_SETTLED_DAYS = 1825
TERMS_LEAST_ROWS = 20
TERMS_LEAST_SHARE = 0.8
TERMS_APART_DAYS = 31

Column = Sequence[date | Fault | None]


def swap_evidence(item_dates: Column, due_dates: Column) -> str:
    """Say why day and month have changed places in part of the dates; empty where nothing shows it."""
    seen: Counter[tuple[bool, bool]] = Counter()
    odd: Counter[tuple[bool, bool]] = Counter()
    righted: Counter[tuple[bool, bool]] = Counter()
    for (issued, due), often in Counter(zip(item_dates, due_dates, strict=True)).items():
        if isinstance(issued, date) and isinstance(due, date):
            ways = (is_swappable(issued), is_swappable(due))
            seen[ways] += often
            if due < issued:
                odd[ways] += often
                right = (swapped(issued) if ways[0] else issued) <= (swapped(due) if ways[1] else due)
                righted[ways] += often * right
    sure = odd[False, False] / max(1, seen[False, False])
    guilty = [
        f"{odd[ways]} of {seen[ways]} rows where only the {name} has two readings fall due before their date "
        f"({righted[ways]} of them not when swapped)"
        for name, ways in (("item date", (True, False)), ("due date", (False, True)))
        if odd[ways] >= max(LEAST_ODD_ROWS, seen[ways] * max(LEAST_ODD_SHARE, TIMES_THE_SURE * sure))
        and righted[ways] * 2 >= odd[ways]
    ]
    if not guilty:
        return ""
    return f"{'; '.join(guilty)}, against {odd[False, False]} of {seen[False, False]} rows with one reading"


def row_doubts(row: ItemRow) -> list[tuple[str, Fault]]:
    """Name what is odd between the dates of one row, with the field that shows it."""
    found = []
    if row.due_date is not None:
        days = (row.due_date - row.item_date).days
        if days < 0:
            found.append(("due_date", fault("due_before_issue", item_date=row.item_date)))
        elif days > FAR_DUE_DAYS:
            found.append(("due_date", fault("due_far_off", days=days)))
    if row.settled_on is not None:
        days = (row.settled_on - row.item_date).days
        if days < 0:
            found.append(("settled_on", fault("settled_before_issue", item_date=row.item_date)))
        elif days > FAR_SETTLED_DAYS:
            found.append(("settled_on", fault("settled_far_off", days=days)))
    return found


def usual_days(rows: pl.DataFrame) -> dict[str, int]:
    """Find the days that a terms code nearly always gives, for codes of which the file has enough rows."""
    said = rows.filter(pl.col("terms") != "", pl.col("due_date").is_not_null())
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for terms, days, often in said.group_by("terms", _DAYS_DUE, maintain_order=True).len().iter_rows():
        counts[terms][days] = often
    usual = {}
    for terms, days in counts.items():
        most, often = days.most_common(1)[0]
        total = sum(days.values())
        if total >= TERMS_LEAST_ROWS and often >= TERMS_LEAST_SHARE * total:
            usual[terms] = most
    return usual


def doubtful_dates(usual: Mapping[str, int]) -> pl.Expr:
    """Mark the rows that `row_doubts` or `terms_doubt` have something to say of."""
    settled = (pl.col("settled_on") - pl.col("item_date")).dt.total_days()
    doubt = _beyond(_DAYS_DUE, FAR_DUE_DAYS) | _beyond(settled, FAR_SETTLED_DAYS)
    if not usual:
        return doubt
    days = pl.col("terms").replace_strict(dict(usual), default=None, return_dtype=pl.Int64)
    return doubt | ((_DAYS_DUE - days).abs() > TERMS_APART_DAYS).fill_null(False)


_DAYS_DUE = (pl.col("due_date") - pl.col("item_date")).dt.total_days()


def _beyond(days: pl.Expr, most: int) -> pl.Expr:
    return ((days < 0) | (days > most)).fill_null(False)


def terms_doubt(row: ItemRow, usual: dict[str, int]) -> Fault | None:
    """Name a due date that lies more than a month from what the row's terms give on other rows."""
    if row.due_date is None or row.terms not in usual:
        return None
    days = (row.due_date - row.item_date).days
    if days < 0 or abs(days - usual[row.terms]) <= TERMS_APART_DAYS:
        return None
    return fault("terms_unusual", terms=row.terms, days=days, usual=usual[row.terms])
