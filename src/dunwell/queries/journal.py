"""The journal for people, the newest entry first. Reads only; checks nothing, that is what verifying is for."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dunwell.data.books import Books
from dunwell.data.journal import newest
from dunwell.data.models import Company

SHOWN = 50


def journal_page(
    company: Company,
    *,
    before: int | None = None,
    verb: str = "",
    customers: Collection[int] | None = None,
    text: str = "",
    since: date | None = None,
    until: date | None = None,
) -> list[dict[str, Any]]:
    """List entries with ids below `before`, with the customers they are about.

    Of one verb, about customers (by the numbers of their rows), with a text in them, of days of the company, both
    included: as far as these are asked.
    """
    zone = ZoneInfo(company.zone)
    days = (
        datetime.combine(since, time(), zone) if since else None,
        datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
    )
    found = newest(company, before=before, verb=verb, subjects=customers, text=text, days=days, limit=SHOWN)
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
