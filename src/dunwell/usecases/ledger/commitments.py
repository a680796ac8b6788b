"""Promises and plans kept in step with the money: what counted for them, what they still cover, whether they are met.

Called after every write that touches money, promises or disputes. That a promise is broken is found by the run, not
here (docs/deciding.md, rule 7).
"""

from dataclasses import dataclass
from typing import Any

from dunwell.data.commitments import CustomerWords, read_commitments
from dunwell.data.models import Commitment, Cover, Customer, Entry
from dunwell.domain.promises import Progress
from dunwell.usecases.work import Work


def refresh_commitments(work: Work, customer: Customer) -> list[dict[str, Any]]:
    """Count a customer's money for its promises and plans anew, store what follows, and tell those that changed.

    A promise that is met is kept from today on; one that was kept is open again when its money is taken back.
    """
    words = read_commitments(work.books, [customer.pk]).get(customer.pk)
    return refresh_words(work, words) if words is not None else []


def refresh_words(work: Work, words: CustomerWords) -> list[dict[str, Any]]:
    """Count the money of one customer for its promises and plans anew, as they were read for many at once."""
    progress = words.progress()
    changed = [
        _told(row)
        for row in words.rows
        if row.state in ("open", "kept") and _refresh(work, row, words.covers[row.pk], progress[row.pk])
    ]
    _reserve(words, progress)
    return changed


@dataclass(frozen=True, slots=True)
class _Count:
    """What of a promise follows from the money."""

    counted_minor: int
    state: str


def _refresh(work: Work, row: Commitment, covers: list[Cover], progress: Progress) -> bool:
    lowered = _lower(work, covers, progress)
    found = _Count(min(progress.counted_minor, row.amount_minor), "kept" if progress.unmet is None else "open")
    if found == _Count(row.counted_minor, row.state):
        return lowered
    if found.state != row.state:
        kept = found.state == "kept"
        row.ended_on, row.ended_seq = (work.today, work.seq) if kept else (None, None)
    row.counted_minor, row.state = found.counted_minor, found.state
    row.save(update_fields=["counted_minor", "state", "ended_on", "ended_seq"])
    return True


def _lower(work: Work, covers: list[Cover], progress: Progress) -> bool:
    """Lower each cover to what is left of it, with a row that says by how much."""
    left = {cover.item_id: cover.minor for cover in progress.covers}
    moved = [cover for cover in covers if cover.cover_minor != left.get(cover.item_id, 0)]
    for cover in moved:
        now = left.get(cover.item_id, 0)
        work.books.cover_uses.create(cover=cover, amount_minor=cover.cover_minor - now, **work.stamp)
        cover.cover_minor = now
        cover.save(update_fields=["cover_minor"])
    return bool(moved)


def _reserve(words: CustomerWords, progress: dict[int, Progress]) -> None:
    """Note for which promise unallocated money counts, so that messages do not net it."""
    claims = {entry: each.commitment_id for each in progress.values() for entry in each.unallocated_payment_ids}
    for entry in words.entries:
        _reserve_entry(entry, claims.get(entry.pk))


def _reserve_entry(entry: Entry, commitment: int | None) -> None:
    counted = entry.unallocated_minor if commitment is not None else 0
    if (entry.counts_for_id, entry.counted_minor) != (commitment, counted):
        entry.counts_for_id, entry.counted_minor = commitment, counted
        entry.save(update_fields=["counts_for", "counted_minor"])


def _told(row: Commitment) -> dict[str, Any]:
    return {
        "commitment_id": row.pk,
        "kind": row.kind,
        "state": row.state,
        "amount_minor": row.amount_minor,
        "counted_minor": row.counted_minor,
        "currency": row.currency,
    }
