"""The journal for people, the newest entry first. Reads only; checks nothing, that is what verifying is for."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.journal import newest
from dunwell.data.models import Company

SHOWN = 50


def journal_page(company: Company, *, before: int | None = None, verb: str = "") -> list[dict[str, Any]]:
    """List entries with ids below `before`, of one verb where that is asked, with the customers they are about."""
    found = newest(company, before=before, verb=verb, limit=SHOWN)
    about = Books(company).customers.filter(pk__in={entry.subject for entry in found if entry.subject})
    names = dict(about.values_list("pk", "name"))
    return [
        {
            "id": entry.id,
            "at": entry.at,
            "verb": entry.verb,
            "actor": entry.actor,
            "role": entry.role,
            "customer": entry.subject if entry.subject in names else None,
            "name": names.get(entry.subject, "") if entry.subject else "",
            "facts": entry.facts,
            "sealed": entry.position is not None,
        }
        for entry in found
    ]
