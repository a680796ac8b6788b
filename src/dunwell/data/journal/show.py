"""Shows entries as they were recorded, for people. Checks nothing: that is what `verify` is for."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from dunwell.data.journal.tables import company_id
from dunwell.data.models import Company, JournalEntry, JournalPersonal


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry to be read. `position` is None until it is sealed; `personal` None where there is none.

    `erased` tells that there was personal data once.
    """

    id: int
    position: int | None
    at: datetime
    verb: str
    actor: str
    role: str
    key: str | None
    subject: int | None
    facts: dict[str, Any]
    row_count: int | None
    personal: dict[str, Any] | None
    erased: bool

    def as_facts(self) -> dict[str, object]:
        """Give the entry as plain values for `--json`."""
        return {
            "id": self.id,
            "position": self.position,
            "at": self.at.isoformat(),
            "verb": self.verb,
            "actor": self.actor,
            "role": self.role,
            "key": self.key,
            "subject": self.subject,
            "facts": self.facts,
            "row_count": self.row_count,
            "personal": self.personal,
            "erased": self.erased,
        }


def show(
    company: Company | int, *, subject: int | None = None, verb: str | None = None, after: int = 0, limit: int = 50
) -> list[Shown]:
    """List entries with ids above `after` in the order of ids, of one customer or verb where that is asked."""
    asked: dict[str, object] = {"subject": subject, "verb": verb}
    wanted = {name: value for name, value in asked.items() if value is not None}
    rows = JournalEntry.objects.filter(company_id=company_id(company), id__gt=after, **wanted).order_by("id")[:limit]
    entries = list(rows)
    papers = JournalPersonal.objects.filter(entry_id__in=[entry.pk for entry in entries])
    payloads = dict(papers.values_list("entry_id", "payload"))
    return [_shown(entry, payloads.get(entry.pk)) for entry in entries]


def newest(
    company: Company | int,
    *,
    before: int | None = None,
    verb: str = "",
    subjects: Collection[int] | None = None,
    text: str = "",
    days: tuple[datetime | None, datetime | None] = (None, None),
    limit: int = 50,
) -> list[Shown]:
    """List the newest entries first, less personal data: with ids below `before`, of one verb, about customers.

    text: what stands in the facts, in the name of who did it, or in what the entry says of persons. days: from one
    moment on, and before another.
    """
    rows = JournalEntry.objects.filter(company_id=company_id(company))
    rows = rows.filter(id__lt=before) if before else rows
    rows = rows.filter(verb=verb) if verb else rows
    rows = rows.filter(subject__in=subjects) if subjects is not None else rows
    rows = rows.filter(recorded_at__gte=days[0]) if days[0] else rows
    rows = rows.filter(recorded_at__lt=days[1]) if days[1] else rows
    if text:
        told = JournalPersonal.objects.filter(company_id=company_id(company), payload__icontains=text)
        rows = rows.filter(
            Q(facts__icontains=text) | Q(actor__icontains=text) | Q(pk__in=told.order_by().values("entry_id"))
        )
    return [_shown(entry, None) for entry in rows.order_by("-id")[:limit]]


def newest_id(company: Company | int) -> int:
    """Give the id of the newest entry; 0 where there is none."""
    rows = JournalEntry.objects.filter(company_id=company_id(company))
    found: int | None = rows.order_by("-id").values_list("id", flat=True).first()
    return found or 0


def subjects_between(company: Company | int, after: int, until: int, *, limit: int) -> set[int | None]:
    """Name the customers that entries above one id and up to another are about; none stands for entries about many."""
    rows = JournalEntry.objects.filter(company_id=company_id(company), id__gt=after, id__lte=until)
    return set(rows.order_by().values_list("subject", flat=True).distinct()[:limit])


def changes_between(company: Company | int, after: int, until: int, *, limit: int) -> list[tuple[str, int | None]]:
    """Name verb and customer of entries above one id and up to another, each pair once."""
    rows = JournalEntry.objects.filter(company_id=company_id(company), id__gt=after, id__lte=until)
    return list(rows.order_by().values_list("verb", "subject").distinct()[:limit])


def sealed_ids(company: Company | int, subject: int) -> list[int]:
    """List the ids of all sealed entries about a customer, in the order of ids."""
    rows = JournalEntry.objects.filter(company_id=company_id(company), subject=subject, position__isnull=False)
    return list(rows.order_by("id").values_list("id", flat=True))


def _shown(entry: JournalEntry, payload: str | None) -> Shown:
    return Shown(
        id=entry.pk,
        position=entry.position,
        at=entry.recorded_at,
        verb=entry.verb,
        actor=entry.actor,
        role=entry.role,
        key=entry.key,
        subject=entry.subject,
        facts=json.loads(entry.facts),
        row_count=entry.row_count,
        personal=None if payload is None else json.loads(payload),
        erased=entry.personal_digest is not None and payload is None,
    )
