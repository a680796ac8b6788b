"""The measures of the field, each with its formula: how long money takes, how much of what was due came in.

Sums by currency, as of a day, in a constant number of statements. A measure whose denominator is nothing is none,
never 0 or 100. Sources: docs/measures.md. Reads only.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import rows
from dunwell.domain.measures import best_possible_dso, cei, collection_rate, countback, dso, share

QUARTER = 90
SETTLING, YEAR = 120, 365  # so long ago ended the year of which the collection rate speaks
MONTH, MONTHS = 30, 12
Sums = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: its name, its value as a number, the unit (days or percent), and the numbers behind it."""

    name: str
    value: Decimal | None
    unit: str
    behind: dict[str, int]


def measures(company: Company, as_of: date) -> dict[str, list[Measure]]:
    """Measure a company on a day, by currency; amounts behind a figure are minor units."""
    begin = as_of - timedelta(days=QUARTER)
    now, before = _receivables(company, as_of), _receivables(company, begin)
    sales = _sales(company, begin, as_of)
    months = _monthly(company, as_of)
    due, came = _collected(company, as_of)
    promises = _promises(company, begin, as_of)
    found: dict[str, list[Measure]] = {}
    for code in sorted({*now, *sales}):
        open_minor, current = now.get(code, (0, 0))
        opened, _ = before.get(code, (0, 0))
        sold = sales.get(code, 0)
        best = best_possible_dso(current, sold, QUARTER)
        plain = dso(open_minor, sold, QUARTER)
        kept, given = promises.get(code, (0, 0))
        found[code] = [
            Measure("dso", plain, "days", {"open": open_minor, "sales": sold}),
            Measure("dso_countback", countback(open_minor, months.get(code, [])), "days", {"open": open_minor}),
            Measure("bpdso", best, "days", {"current": current, "sales": sold}),
            Measure(
                "add",
                plain - best if plain is not None and best is not None else None,
                "days",
                {"open": open_minor, "current": current, "sales": sold},
            ),
            Measure(
                "cei",
                cei(opened, sold, open_minor, current, QUARTER // MONTH),
                "percent",
                {"before": opened, "sales": sold, "open": open_minor, "current": current},
            ),
            Measure(
                "collection_rate",
                collection_rate(came.get(code, 0), due.get(code, 0)),
                "percent",
                {"received": came.get(code, 0), "due": due.get(code, 0)},
            ),
            Measure("current", share(current, open_minor), "percent", {"current": current, "open": open_minor}),
            Measure("promises_kept", share(kept, given), "percent", {"kept": kept, "given": given}),
        ]
    return found


def _receivables(company: Company, on: date) -> dict[str, tuple[int, int]]:
    """Sum what was open at the end of a day, and what of it was not past due, by currency."""
    found = rows(_OPEN, [on, on, company.pk, on])
    return {code: (int(all_open or 0), int(current or 0)) for code, all_open, current in found}


def _sales(company: Company, after: date, until: date) -> dict[str, int]:
    return {code: int(minor) for code, minor in rows(_SALES, [company.pk, after, until])}


def _monthly(company: Company, as_of: date) -> dict[str, list[tuple[int, int]]]:
    """Give the sales of each of the last months, the newest first, as (minor units, days)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for code, on, minor in rows(_SALES_BY_DAY, [company.pk, as_of - timedelta(days=MONTH * MONTHS), as_of]):
        months = found.setdefault(code, [(0, MONTH)] * MONTHS)
        number = (as_of - (on if isinstance(on, date) else date.fromisoformat(on))).days // MONTH
        months[number] = months[number][0] + int(minor), MONTH
    return found


def _collected(company: Company, as_of: date) -> tuple[dict[str, int], dict[str, int]]:
    """Sum what fell due in the year that ended 120 days ago, less credit notes, and the cash received for it."""
    last = as_of - timedelta(days=SETTLING)
    first = last - timedelta(days=YEAR)
    billed = rows(_DUE, [company.pk, first, last])
    settled = rows(_SETTLED, [company.pk, as_of, first, last])
    cash = {code: int(minor) for code, kind, minor in settled if kind == "payment"}
    credited: dict[str, int] = {}
    for code, kind, minor in settled:
        if kind == "credit":
            credited[code] = credited.get(code, 0) + int(minor)
    return {code: int(minor) - credited.get(code, 0) for code, minor in billed}, cash


def _promises(company: Company, after: date, until: date) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for code, state, minor in rows(_PROMISES, [company.pk, after, until]):
        kept, given = found.get(code, (0, 0))
        found[code] = (kept + (int(minor) if state == "kept" else 0), given + int(minor))
    return found


_OPEN = """
SELECT i.currency, CAST(SUM(i.amount_minor - COALESCE(a.minor, 0)) AS bigint),
       CAST(SUM(CASE WHEN i.due_date >= %s THEN i.amount_minor - COALESCE(a.minor, 0) ELSE 0 END) AS bigint)
FROM data_item i LEFT JOIN (
    SELECT company_id, item_id, SUM(amount_minor) AS minor FROM data_allocation
    WHERE allocated_on <= %s AND item_id IS NOT NULL GROUP BY company_id, item_id) a
ON a.company_id = i.company_id AND a.item_id = i.id
WHERE i.company_id = %s AND i.item_date <= %s GROUP BY i.currency
"""
_SALES = """
SELECT currency, CAST(SUM(amount_minor) AS bigint) FROM data_item
WHERE company_id = %s AND kind = 'invoice' AND item_date > %s AND item_date <= %s GROUP BY currency
"""
_SALES_BY_DAY = """
SELECT currency, item_date, CAST(SUM(amount_minor) AS bigint) FROM data_item
WHERE company_id = %s AND kind = 'invoice' AND item_date > %s AND item_date <= %s GROUP BY currency, item_date
"""
_DUE = """
SELECT currency, CAST(SUM(amount_minor) AS bigint) FROM data_item
WHERE company_id = %s AND kind = 'invoice' AND due_date > %s AND due_date <= %s GROUP BY currency
"""
_SETTLED = """
SELECT i.currency, e.kind, CAST(SUM(a.amount_minor) AS bigint) FROM data_allocation a
JOIN data_item i ON i.company_id = a.company_id AND i.id = a.item_id
JOIN data_entry e ON e.company_id = a.company_id AND e.id = a.entry_id
WHERE a.company_id = %s AND a.allocated_on <= %s AND i.kind = 'invoice' AND i.due_date > %s AND i.due_date <= %s
GROUP BY i.currency, e.kind
"""
_PROMISES = """
SELECT currency, state, CAST(SUM(amount_minor) AS bigint) FROM data_commitment
WHERE company_id = %s AND kind = 'promise' AND on_date > %s AND on_date <= %s AND state IN ('kept', 'broken', 'open')
GROUP BY currency, state
"""
