"""Puts entries on record. Writers never wait for each other: an entry needs no entry before it, only its own hash.

Does not open a transaction of its own beyond what two rows need: the use case's transaction decides whether it stays.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from dunwell.data.journal.tables import company_id
from dunwell.data.models import Company, JournalEntry, JournalPersonal
from dunwell.data.straight import put, put_many
from dunwell.domain.canonical import canonical, canonical_moment
from dunwell.domain.journal import SALT_SIZE, Content, personal_hash

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fresh:
    """An entry that is about to be recorded. `row_count` and `rows_digest` are those of a bulk write."""

    verb: str
    facts: Facts
    actor: str
    role: str
    at: datetime
    personal: Facts | None = None
    subject: int | None = None
    key: str | None = None
    row_count: int | None = None
    rows_digest: bytes | None = None


def record(
    company: Company | int,
    verb: str,
    *,
    facts: Facts,
    actor: str,
    role: str,
    at: datetime,
    personal: Facts | None = None,
    subject: int | None = None,
    key: str | None = None,
) -> int:
    """Record that something was done, and give the entry's id; ids rise.

    `facts` holds ids, codes and amounts in minor units, `personal` what names or describes a person: it is kept
    apart and can be erased by its `subject`, the customer's id. `at` is the moment, aware; `key` the idempotency key.
    Raises TypeError for floats and other values without a canonical form, ValueError for a moment without a zone.
    """
    entry = Fresh(verb, facts, actor, role, at, personal=personal, subject=subject, key=key)
    return record_many(company, [entry])[0]


def record_bulk(
    company: Company | int,
    verb: str,
    *,
    rows: int,
    digest: bytes,
    facts: Facts,
    actor: str,
    role: str,
    at: datetime,
    key: str | None = None,
) -> int:
    """Record a write of many rows as one entry: how many they were, and their digest (`digest_rows`).

    Gives the entry's id. Raises what `record` raises.
    """
    entry = Fresh(verb, facts, actor, role, at, key=key, row_count=rows, rows_digest=digest)
    return record_many(company, [entry])[0]


def record_many(company: Company | int, entries: Sequence[Fresh]) -> list[int]:
    """Record several entries at once and give their ids in the same order. Raises what `record` raises."""
    owner = company_id(company)
    papers = [_personal(entry.personal) for entry in entries]
    rows = [_row(owner, entry, paper) for entry, paper in zip(entries, papers, strict=True)]
    with transaction.atomic(savepoint=False):
        if len(rows) == 1:
            put(rows[0])
        else:
            JournalEntry.objects.bulk_create(rows)
        put_many(
            [
                JournalPersonal(company_id=owner, entry_id=row.pk, salt=paper.salt, payload=paper.payload)
                for row, paper in zip(rows, papers, strict=True)
                if paper is not None
            ]
        )
    return [row.pk for row in rows]


@dataclass(frozen=True, slots=True)
class _Paper:
    salt: bytes
    payload: str

    def digest(self) -> bytes:
        return personal_hash(self.salt, self.payload)


def _personal(facts: Facts | None) -> _Paper | None:
    return _Paper(secrets.token_bytes(SALT_SIZE), canonical(facts)) if facts else None


def _row(owner: int, entry: Fresh, paper: _Paper | None) -> JournalEntry:
    content = Content(
        company=owner,
        verb=entry.verb,
        facts=canonical(entry.facts),
        actor=entry.actor,
        role=entry.role,
        at=canonical_moment(entry.at),
        key=entry.key,
        subject=entry.subject,
        row_count=entry.row_count,
        rows_digest=entry.rows_digest,
        personal_digest=paper.digest() if paper else None,
    )
    said = content._asdict()
    del said["company"], said["at"]
    return JournalEntry(company_id=owner, recorded_at=entry.at.astimezone(UTC), hash=content.hash(), **said)
