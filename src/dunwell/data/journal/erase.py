"""Erases what the journal says about a person, and says so in the journal.

The entries stay, with digests that without their salts say nothing; verification goes on being green, because an
entry of the verb `person.erased` lists the payloads that are gone. Leaves the customer's own rows alone.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from dunwell.data.journal.tables import PERSONAL, company_id
from dunwell.data.journal.write import record
from dunwell.data.models import Company, JournalPersonal
from dunwell.domain.journal import ERASED

# One erasure entry lists at most so many payloads, so that no entry grows without bound.
_LISTED = 1000


def erase(
    company: Company | int,
    subject: int,
    *,
    reason: str,
    actor: str,
    role: str,
    at: datetime,
    key: str | None = None,
) -> int:
    """Delete payload and salt of all entries about a customer, and give their number.

    `subject` is the customer's id. One journal entry, or one per thousand payloads, lists what was erased; where there
    was nothing to erase, none is written.
    """
    owner = company_id(company)
    with transaction.atomic():
        papers = JournalPersonal.objects.filter(company_id=owner, entry__subject=subject)
        ids = list(papers.order_by("entry_id").values_list("entry_id", flat=True))
        for start in range(0, len(ids), _LISTED):
            listed = ids[start : start + _LISTED]
            facts = {"entries": listed, "reason": reason}
            record(owner, ERASED, facts=facts, subject=subject, actor=actor, role=role, at=at, key=key)
            _delete(listed)
    return len(ids)


def _delete(entry_ids: Sequence[int]) -> None:
    """Delete past the ORM, which refuses; the trigger looks whether the erasure is on record."""
    places = ", ".join(["%s"] * len(entry_ids))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {PERSONAL} WHERE entry_id IN ({places})", list(entry_ids))  # noqa: S608
