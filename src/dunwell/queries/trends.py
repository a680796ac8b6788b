"""The measures of the field at the ends of the last months, by currency: one row a month. Reads only.

Five statements over whole tables, whatever the number of months: what was billed, settled and promised is summed by the
stretches between the days that count. At each end the figures are those of `dunwell.queries.measures`.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import rows
from dunwell.domain.measures import best_possible_dso, cei, collection_rate, dso, share
from dunwell.queries.measures import QUARTER, SETTLING, YEAR

MONTHS = 12
NAMES = ("dso", "add", "cei", "collection_rate", "promises_kept")
UNITS = {"dso": "days", "add": "days"}


@dataclass(frozen=True, slots=True)
class Month:
    """The figures at the end of a month in one currency: by name, none where nothing can be said."""

    ended_on: date
    values: dict[str, Decimal | None]


def trends(company: Company, as_of: date, months: int = MONTHS) -> dict[str, list[Month]]:
    """Measure the ends of so many months up to a day, the oldest first, by currency."""
    ends = month_ends(as_of, months)
    days = sorted({*ends, *(end - timedelta(days=QUARTER) for end in ends)})
    sums = _Sums(company, days)
    collected = _Collected(company, ends)
    return {
        code: [Month(end, _values(sums, code, end) | {"collection_rate": collected.rate(code, end)}) for end in ends]
        for code in sorted(sums.currencies)
    }


def month_ends(as_of: date, months: int) -> list[date]:
    """List the last days of so many months, the oldest first; a day that ends its month counts."""
    first = (as_of + timedelta(days=1)).replace(day=1)
    found: list[date] = []
    while len(found) < months:
        found.append(first - timedelta(days=1))
        first = found[-1].replace(day=1)
    return found[::-1]


def _values(sums: "_Sums", code: str, end: date) -> dict[str, Decimal | None]:
    begin = end - timedelta(days=QUARTER)
    open_minor, current = sums.open_on(code, end)
    before, _ = sums.open_on(code, begin)
    sold = sums.billed(code, end) - sums.billed(code, begin)
    plain, best = dso(open_minor, sold, QUARTER), best_possible_dso(current, sold, QUARTER)
    return {
        "dso": plain,
        "add": plain - best if plain is not None and best is not None else None,
        "cei": cei(before, sold, open_minor, current, QUARTER // 30),
        "promises_kept": share(*sums.promised(code, begin, end)),
    }


class _Sums:
    """What was billed, settled and promised, summed by the stretches between some days; amounts in minor units."""

    def __init__(self, company: Company, days: Sequence[date]) -> None:
        self._days = days
        on, over = _stretch("i.item_date", "<=", days), _stretch("i.due_date", "<", days)
        settled = _stretch("a.allocated_on", "<=", days)
        self._items = rows(_ITEMS.format(on=on, over=over), [*days, *days, company.pk])
        self._settled = rows(_SETTLED.format(on=on, over=over, settled=settled), [*days, *days, *days, company.pk])
        self._promises = rows(_PROMISED.format(on=_stretch("on_date", "<=", days)), [*days, company.pk])
        self.currencies = {row[0] for row in self._items}

    def open_on(self, code: str, day: date) -> tuple[int, int]:
        """Give what was open at the end of a day, and what of it was not past due."""
        place = bisect_left(self._days, day)
        total = current = 0
        for currency, _, on, over, minor in self._items:
            if currency == code and on <= place:
                total += int(minor)
                current += int(minor) if over > place else 0
        for currency, on, over, settled, minor in self._settled:
            if currency == code and max(on, settled) <= place:
                total -= int(minor)
                current -= int(minor) if over > place else 0
        return total, current

    def billed(self, code: str, day: date) -> int:
        """Sum all invoices up to a day."""
        place = bisect_left(self._days, day)
        found = (row for row in self._items if row[0] == code and row[1] == "invoice" and row[2] <= place)
        return sum(int(row[4]) for row in found)

    def promised(self, code: str, after: date, until: date) -> tuple[int, int]:
        """Sum what was promised for the days after one, until another: what was kept of it, and all of it."""
        first, last = bisect_left(self._days, after), bisect_left(self._days, until)
        mine = [row for row in self._promises if row[0] == code and first < row[2] <= last]
        return sum(int(row[3]) for row in mine if row[1] == "kept"), sum(int(row[3]) for row in mine)


class _Collected:
    """What fell due in the years that ended 120 days before each end, and what came in for it by then."""

    def __init__(self, company: Company, ends: Sequence[date]) -> None:
        self._ends = ends
        last = [end - timedelta(days=SETTLING) for end in ends]
        self._days = sorted({*last, *(day - timedelta(days=YEAR) for day in last)})
        due = _stretch("i.due_date", "<=", self._days)
        self._due: dict[tuple[str, int], int] = defaultdict(int)
        for code, place, minor in rows(_DUE.format(due=due), [*self._days, company.pk]):
            self._due[code, place] += int(minor)
        paid = _stretch("a.allocated_on", "<=", ends)
        self._came: list[tuple[Any, ...]] = rows(_CAME.format(due=due, paid=paid), [*self._days, *ends, company.pk])

    def rate(self, code: str, end: date) -> Decimal | None:
        """Give the collection rate in percent, at one of the ends."""
        until = end - timedelta(days=SETTLING)
        first, last = (bisect_left(self._days, day) for day in (until - timedelta(days=YEAR), until))
        paid = bisect_left(self._ends, end)
        due = sum(minor for (currency, place), minor in self._due.items() if currency == code and first < place <= last)
        came = {"payment": 0, "credit": 0}
        for currency, kind, place, settled, minor in self._came:
            if currency == code and first < place <= last and settled <= paid:
                came[kind] += int(minor)
        return collection_rate(came["payment"], due - came["credit"])


def _stretch(day: str, before: str, days: Sequence[date]) -> str:
    """Number the stretch in which a day lies: 0 up to the first of some days, and one more behind the last of them."""
    cases = " ".join(f"WHEN {day} {before} %s THEN {place}" for place in range(len(days)))
    return f"CASE {cases} ELSE {len(days)} END"


_ITEMS = """
SELECT i.currency, i.kind, {on}, {over}, CAST(SUM(i.amount_minor) AS bigint)
FROM data_item i WHERE i.company_id = %s GROUP BY 1, 2, 3, 4
"""
_SETTLED = """
SELECT i.currency, {on}, {over}, {settled}, CAST(SUM(a.amount_minor) AS bigint)
FROM data_allocation a JOIN data_item i ON i.company_id = a.company_id AND i.id = a.item_id
WHERE a.company_id = %s GROUP BY 1, 2, 3, 4
"""
_PROMISED = """
SELECT currency, state, {on}, CAST(SUM(amount_minor) AS bigint) FROM data_commitment
WHERE company_id = %s AND kind = 'promise' AND state IN ('kept', 'broken', 'open') GROUP BY 1, 2, 3
"""
_DUE = """
SELECT i.currency, {due}, CAST(SUM(i.amount_minor) AS bigint) FROM data_item i
WHERE i.company_id = %s AND i.kind = 'invoice' GROUP BY 1, 2
"""
_CAME = """
SELECT i.currency, e.kind, {due}, {paid}, CAST(SUM(a.amount_minor) AS bigint) FROM data_allocation a
JOIN data_item i ON i.company_id = a.company_id AND i.id = a.item_id
JOIN data_entry e ON e.company_id = a.company_id AND e.id = a.entry_id
WHERE a.company_id = %s AND i.kind = 'invoice' AND e.kind IN ('payment', 'credit') GROUP BY 1, 2, 3, 4
"""
