"""Disputes with owner, deadline and files; and their figures by reason. A few statements. Reads only."""

from collections import defaultdict
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company

Facts = dict[str, Any]


def dispute_facts(company: Company, as_of: date, *, every: bool = False) -> Facts:
    """List open disputes (`every`: ended ones too) with what each waits for, and figures by reason and currency."""
    books = Books(company)
    rows = list(books.disputes.select_related("customer", "item").order_by("due_on", "id"))
    files: dict[int, list[str]] = defaultdict(list)
    for dispute, name in (
        books.enclosures.filter(dispute__isnull=False).order_by("id").values_list("dispute_id", "name")
    ):
        files[dispute].append(name)
    return {
        "disputes": [_told(row, as_of, files[row.pk]) for row in rows if every or row.state == "open"],
        "by_reason": _figures(rows),
    }


def _told(row: Any, as_of: date, files: list[str]) -> Facts:
    return {
        "number": row.pk,
        "customer": row.customer.ref,
        "item": row.item.number,
        "code": row.code,
        "state": row.state,
        "currency": row.item.currency,
        "amount_minor": row.amount_minor,
        "owner": row.owner,
        "opened_on": row.opened_on.isoformat(),
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "late": bool(row.state == "open" and row.due_on and row.due_on < as_of),
        "files": ", ".join(files),
        "reason": row.reason,
        "resolution": row.resolution,
    }


def _figures(rows: list[Any]) -> list[Facts]:
    """Count by reason and currency; days are those that ended disputes took, on average, half up."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.code, row.item.currency].append(row)
    return [_figure(code, currency, each) for (code, currency), each in sorted(groups.items())]


def _figure(code: str, currency: str, rows: list[Any]) -> Facts:
    days = [(row.ended_on - row.opened_on).days for row in rows if row.ended_on]
    return {
        "code": code,
        "currency": currency,
        "disputes": len(rows),
        "amount_minor": sum(row.amount_minor for row in rows),
        **{state: sum(row.state == state for row in rows) for state in ("open", "upheld", "rejected")},
        "upheld_minor": sum(row.amount_minor for row in rows if row.state == "upheld"),
        "average_days": (2 * sum(days) + len(days)) // (2 * len(days)) if days else None,
    }
