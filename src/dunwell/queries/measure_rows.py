"""The very rows behind a figure of the measures: invoices, parts of payments, promises; by customer. Reads only.

Their amounts add up to the figure (`dunwell.queries.measures`). A stretch of them is read from a place on, out of an
index in which customers come in turn, so that no day is far away whatever lies between.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import rows
from dunwell.queries.measures import QUARTER, SETTLING, YEAR

BACK = "<"  # before a place up to which is read, not from which on
PAGE = 50
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Behind:
    """Rows behind a figure, and the places from which those before and after them are read; none at an end."""

    rows: list[Row]
    earlier: str | None = None
    later: str | None = None


def rows_behind(
    company: Company, what: str, currency: str, as_of: date, place: str = "", *, limit: int | None = PAGE
) -> Behind:
    """List rows behind a figure in a currency as of a day, from a place on; without a limit, all of them.

    `what`: one of WHAT. Amounts are minor units; of an invoice, what of it counts. Raises KeyError for another figure.
    """
    source, narrowed = WHAT[what](as_of)
    back, at = place.startswith(BACK), _place(place.removeprefix(BACK))
    beyond = "" if at is None else f"AND (t.customer_id, t.on_date, t.id) {'<' if back else '>'} (%s, %s, %s)"
    order = ", ".join(f"t.{key} {'DESC' if back else 'ASC'}" for key in ("customer_id", "on_date", "id"))
    statement = _STRETCH.format(source=source, beyond=beyond, order=order, limit="" if limit is None else "LIMIT %s")
    asked = [*narrowed, company.pk, currency, *(at or ()), *(() if limit is None else (limit + 1,))]
    found = rows(statement, asked)
    more = limit is not None and len(found) > limit
    found = found[:limit]
    if back:
        found.reverse()
    earlier, later = (more, True) if back else (at is not None, more)
    return Behind(
        [_row(each) for each in found],
        BACK + _written(found[0]) if earlier and found else None,
        _written(found[-1]) if later and found else None,
    )


def _row(found: Sequence[Any]) -> Row:
    customer, on, number, minor, name, dated, due, ref, called = found
    return {
        "customer": customer,
        "ref": ref,
        "name": called,
        "number": name,
        "on": _iso(dated),
        "due_on": _iso(due),
        "amount_minor": int(minor),
        "id": number,
        "key": _iso(on),
    }


def _iso(day: date | str) -> str:
    return day if isinstance(day, str) else day.isoformat()


def _written(row: Sequence[Any]) -> str:
    return f"{row[0]}.{_iso(row[1])}.{row[2]}"


def _place(text: str) -> tuple[int, date, int] | None:
    """Read a place; none where it is none."""
    parts = text.split(".")
    try:
        customer, on, number = parts
        found = int(customer[:18]), date.fromisoformat(on), int(number[:18])
    except ValueError:
        return None
    return found


def _open(on: date) -> tuple[str, list[Any]]:
    return _ITEMS.format(minor=_LEFT, narrowed="i.item_date <= %s"), [on, on]


def _current(on: date) -> tuple[str, list[Any]]:
    return _ITEMS.format(minor=_LEFT, narrowed="i.item_date <= %s AND i.due_date >= %s"), [on, on, on]


def _before(on: date) -> tuple[str, list[Any]]:
    return _open(on - timedelta(days=QUARTER))


def _sales(on: date) -> tuple[str, list[Any]]:
    narrowed = "i.kind = 'invoice' AND i.item_date > %s AND i.item_date <= %s"
    return _ITEMS.format(minor="i.amount_minor", narrowed=narrowed), [on - timedelta(days=QUARTER), on]


def _due(on: date) -> tuple[str, list[Any]]:
    narrowed = "i.kind = 'invoice' AND i.due_date > %s AND i.due_date <= %s"
    return _ITEMS.format(minor=_UNCREDITED, narrowed=narrowed), [on, *_year(on)]


def _received(on: date) -> tuple[str, list[Any]]:
    # The index of days holds nearly all allocations, none in turn: SQLite is kept from reading them all by it.
    day = "+a.allocated_on" if connection.vendor == "sqlite" else "a.allocated_on"
    return _PAID.format(day=day), [on, *_year(on)]


def _given(on: date) -> tuple[str, list[Any]]:
    return _PROMISES.format(states="'kept', 'broken', 'open'"), [on - timedelta(days=QUARTER), on]


def _kept(on: date) -> tuple[str, list[Any]]:
    return _PROMISES.format(states="'kept'"), [on - timedelta(days=QUARTER), on]


def _year(on: date) -> tuple[date, date]:
    """Give the day before the year of which the collection rate speaks, and its last day."""
    last = on - timedelta(days=SETTLING)
    return last - timedelta(days=YEAR), last


WHAT: dict[str, Callable[[date], tuple[str, list[Any]]]] = {
    "open": _open,
    "current": _current,
    "before": _before,
    "sales": _sales,
    "due": _due,
    "received": _received,
    "given": _given,
    "kept": _kept,
}
"""The figures whose rows can be listed, by the names under which the measures give them."""

_STRETCH = """
SELECT t.customer_id, t.on_date, t.id, t.minor, t.number, t.dated, t.due, c.ref, c.name
FROM ({source}) t JOIN data_customer c ON c.company_id = t.company_id AND c.id = t.customer_id
WHERE t.minor <> 0 AND t.company_id = %s AND t.currency = %s {beyond} ORDER BY {order} {limit}
"""
_LEFT = """i.amount_minor - COALESCE((SELECT CAST(SUM(a.amount_minor) AS bigint) FROM data_allocation a
    WHERE a.company_id = i.company_id AND a.item_id = i.id AND a.allocated_on <= %s), 0)"""
_UNCREDITED = """i.amount_minor - COALESCE((SELECT CAST(SUM(a.amount_minor) AS bigint) FROM data_allocation a
    JOIN data_entry e ON e.company_id = a.company_id AND e.id = a.entry_id
    WHERE a.company_id = i.company_id AND a.item_id = i.id AND a.allocated_on <= %s AND e.kind = 'credit'), 0)"""
_ITEMS = """SELECT i.company_id, i.customer_id, i.due_date AS on_date, i.id, {minor} AS minor, i.number, i.currency,
    i.item_date AS dated, i.due_date AS due FROM data_item i WHERE {narrowed}"""
_PAID = """SELECT a.company_id, a.customer_id, a.allocated_on AS on_date, a.id, a.amount_minor AS minor, i.number,
    i.currency, a.allocated_on AS dated, i.due_date AS due FROM data_allocation a
    JOIN data_item i ON i.company_id = a.company_id AND i.id = a.item_id
    JOIN data_entry e ON e.company_id = a.company_id AND e.id = a.entry_id
    WHERE {day} <= %s AND i.kind = 'invoice' AND e.kind = 'payment' AND i.due_date > %s AND i.due_date <= %s"""
_PROMISES = """SELECT p.company_id, p.customer_id, p.on_date, p.id, p.amount_minor AS minor, '' AS number, p.currency,
    p.made_on AS dated, p.on_date AS due FROM data_commitment p
    WHERE p.kind = 'promise' AND p.on_date > %s AND p.on_date <= %s AND p.state IN ({states})"""
