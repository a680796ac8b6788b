"""The journal for people, the newest entry first. Reads only; checks nothing, that is what verifying is for."""

import json
from typing import Any

from dunwell.data.models import Company, Customer, JournalEntry

SHOWN = 50


def journal_page(company: Company, *, before: int | None = None, verb: str = "") -> list[dict[str, Any]]:
    """List entries with ids below `before`, of one verb where that is asked, with the customers they are about."""
    rows = JournalEntry.objects.filter(company=company)
    rows = rows.filter(id__lt=before) if before else rows
    rows = rows.filter(verb=verb) if verb else rows
    found = list(rows.order_by("-id")[:SHOWN])
    subjects = {row.subject for row in found if row.subject}
    names = dict(Customer.objects.filter(company=company, pk__in=subjects).values_list("pk", "name"))
    return [
        {
            "id": row.pk,
            "at": row.recorded_at,
            "verb": row.verb,
            "actor": row.actor,
            "role": row.role,
            "customer": row.subject if row.subject in names else None,
            "name": names.get(row.subject, ""),
            "facts": json.loads(row.facts),
            "sealed": row.position is not None,
        }
        for row in found
    ]
