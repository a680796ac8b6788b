"""Events for other systems, the addresses that are told them, and what became of each delivery. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company

Facts = dict[str, Any]
LISTED = 200


def hook_facts(company: Company) -> list[Facts]:
    """List the addresses that are told events."""
    rows = Books(company).hooks.standing().order_by("id")
    return [{"url": row.url, "events": ", ".join(row.events) or "all", "since": row.recorded_on} for row in rows]


def event_facts(company: Company) -> list[Facts]:
    """List the newest events with each delivery, the last one first."""
    rows = Books(company).events.select_related("customer").order_by("-id")[:LISTED]
    told: dict[int, list[str]] = {}
    deliveries = Books(company).event_deliveries.filter(event__in=[row.pk for row in rows]).select_related("hook")
    for each in deliveries.order_by("id"):
        told.setdefault(each.event_id, []).append(f"{each.hook.url}: {each.state} {each.said}".strip())
    return [
        {
            "event": row.name,
            "ref": row.ref,
            "customer": row.customer.ref if row.customer else "",
            "on": row.happened_on.isoformat(),
            "deliveries": "; ".join(told.get(row.pk, [])) or "nobody wants it",
        }
        for row in rows
    ]
