"""Orders unsealed entries into batches, each chained to the one before. One sealer at a time, by a lease.

Positions run without gaps over one company's journal, not over the installation: a company's backup, case file and
proof then stand by themselves, tell nothing about its neighbours, and nobody waits for another company's sealer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from dunwell.data.journal.tables import ENTRY, company_id
from dunwell.data.models import Company, JournalBatch, JournalEntry, JournalSealer
from dunwell.domain.canonical import canonical_moment
from dunwell.domain.journal import GENESIS, Header, Leaf, Root, content_hash, leaf_hashes, pack_leaves
from dunwell.domain.merkle import DIGEST_SIZE, root_of

BATCH_SIZE = 10_000
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Sealing:
    """What a sealer did. `held_by` names another one who holds the lease; nothing was done then."""

    batches: int
    entries: int
    root: Root | None
    held_by: str | None = None


def seal(company: Company | int, at: datetime, holder: str, *, batch_size: int = BATCH_SIZE) -> Sealing:
    """Seal all entries that wait, in batches of `batch_size` at most, each in a transaction of its own.

    `at` is the moment, aware; `holder` names the process. While another holder's lease runs, nothing is done. A holder
    whose lease was taken over stops before the next batch.
    """
    owner = company_id(company)
    fence = _take_lease(owner, at, holder)
    if fence is None:
        return Sealing(0, 0, newest_root(owner), held_by=_leases(owner).get().holder)
    sizes = []
    while size := _seal_batch(owner, at, holder, fence, batch_size):
        sizes.append(size)
    _mine(owner, holder, fence).update(held_until=at)
    return Sealing(len(sizes), sum(sizes), newest_root(owner))


def newest_root(company: Company | int) -> Root | None:
    """Give the newest batch's number and hash, to be kept elsewhere; None while nothing is sealed."""
    newest = _newest(company_id(company))
    return None if newest is None else Root(newest.number, bytes(newest.hash))


def unsealed(company: Company | int) -> int:
    """Count the entries that wait for a batch."""
    return JournalEntry.objects.filter(company_id=company_id(company), position=None).count()


def _take_lease(owner: int, at: datetime, holder: str) -> int | None:
    """Give the fence of the lease, or None where another one holds it. A new holder raises the fence."""
    fresh = JournalSealer(company_id=owner, holder=holder, fence=0, held_until=at)
    JournalSealer.objects.bulk_create([fresh], ignore_conflicts=True)
    free = Q(held_until__lte=at) | Q(holder=holder)
    with transaction.atomic():
        if not _leases(owner).filter(free).update(holder=holder, fence=F("fence") + 1, held_until=at + LEASE):
            return None
        return int(_leases(owner).get().fence)


def _mine(owner: int, holder: str, fence: int) -> QuerySet[Any]:
    return _leases(owner).filter(holder=holder, fence=fence)


def _leases(owner: int) -> QuerySet[Any]:
    return JournalSealer.objects.filter(company_id=owner)


def _seal_batch(owner: int, at: datetime, holder: str, fence: int, size: int) -> int:
    """Seal one batch and give its size; nothing when no entry waits or the lease was lost."""
    with transaction.atomic():
        # The heartbeat also locks the lease until the commit: two sealers are never in here at once.
        if not _mine(owner, holder, fence).update(held_until=at + LEASE):
            return 0
        waiting = JournalEntry.objects.filter(company_id=owner, position=None).order_by("id")
        leaves = [_leaf(entry_id, bytes(digest)) for entry_id, digest in waiting.values_list("id", "hash")[:size]]
        if leaves:
            header = _header(owner, at, leaves)
            _write_batch(header, at, leaves)
            _set_positions([leaf.entry_id for leaf in leaves], header.first)
        return len(leaves)


def _leaf(entry_id: int, digest: bytes) -> Leaf:
    """Make a leaf even of a hash that is none: verification will name the entry, and sealing goes on."""
    return Leaf(entry_id, digest if len(digest) == DIGEST_SIZE else content_hash(digest.hex()))


def _header(owner: int, at: datetime, leaves: Sequence[Leaf]) -> Header:
    before = _newest(owner)
    first = before.last + 1 if before else 1
    return Header(
        company=owner,
        number=before.number + 1 if before else 1,
        first=first,
        last=first + len(leaves) - 1,
        count=len(leaves),
        previous=bytes(before.hash) if before else GENESIS,
        root=root_of(leaf_hashes(leaves)),
        sealed_at=canonical_moment(at),
    )


def _write_batch(header: Header, at: datetime, leaves: Sequence[Leaf]) -> None:
    JournalBatch.objects.create(
        company_id=header.company,
        number=header.number,
        first=header.first,
        last=header.last,
        count=header.count,
        previous=header.previous,
        root=header.root,
        sealed_at=at.astimezone(UTC),
        leaves=pack_leaves(leaves),
        hash=header.hash(),
    )


def _set_positions(ids: Sequence[int], first: int) -> None:
    positions = range(first, first + len(ids))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"UPDATE {ENTRY} SET position = placed.position "  # noqa: S608
                f"FROM unnest(%s::bigint[], %s::bigint[]) AS placed(id, position) WHERE {ENTRY}.id = placed.id",
                [list(ids), list(positions)],
            )
        else:
            placed = list(zip(positions, ids, strict=True))
            cursor.executemany(f"UPDATE {ENTRY} SET position = %s WHERE id = %s", placed)  # noqa: S608


def _newest(owner: int) -> JournalBatch | None:
    batches = JournalBatch.objects.filter(company_id=owner).defer("leaves")
    return batches.order_by("-number").first()
