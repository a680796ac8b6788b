"""Reads the journal for those who do not trust it: past the ORM and its converters, one stretch at a time.

A row that cannot be read at all comes back without its content, so that verification goes on and names it.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import DatabaseError, connection

from dunwell.data.journal.chain import BatchRow
from dunwell.data.journal.tables import BATCH, ENTRY, PERSONAL, canonical_from_text, moment
from dunwell.domain.journal import ERASED, Content, Header, Leaf, personal_hash, unpack_leaves

STRETCH = 10_000
_ENTRY_COLUMNS = (
    "entry.id, entry.position, entry.hash, entry.company_id, entry.verb, entry.facts, entry.actor, entry.role, {at}, "
    'entry."key", entry.subject, entry.row_count, entry.rows_digest, entry.personal_digest, '
    "personal.salt, personal.payload"
)
_JOINED = (
    f"{ENTRY} entry LEFT JOIN {PERSONAL} personal "
    "ON personal.entry_id = entry.id AND personal.company_id = entry.company_id"
)


class EntryRow(NamedTuple):
    """An entry as the database has it, with its personal payload. `content` is None where it cannot be read."""

    id: int
    position: int | None
    hash: bytes | None
    content: Content | None
    salt: bytes | None
    payload: str | None

    def true_hash(self) -> bytes | None:
        """Hash what the entry says now; None where that cannot be done."""
        try:
            return self.content.hash() if self.content else None
        except (TypeError, ValueError):
            return None

    def personal_digest(self) -> bytes | None:
        """Digest the payload that lies with the entry now; None where there is none or it cannot be read."""
        try:
            return None if self.payload is None else personal_hash(self.salt or b"", self.payload)
        except (TypeError, AttributeError, ValueError):
            return b""


def read_headers(company: int) -> list[BatchRow]:
    """Read all batches of a company without their leaves, by number."""
    rows = _all(
        f'SELECT id, hash, company_id, number, "first", "last", "count", previous, root, {moment("sealed_at")} '  # noqa: S608
        f"FROM {BATCH} WHERE company_id = %s ORDER BY number, id",
        [company],
    )
    return [_batch(*row) for row in rows]


def read_leaves(batch_id: int) -> list[Leaf] | None:
    """Read the leaves of one batch; None where they are no leaves."""
    ((packed,),) = _all(f"SELECT leaves FROM {BATCH} WHERE id = %s", [batch_id])  # noqa: S608
    try:
        return unpack_leaves(_bytes(packed))
    except ValueError:
        return None


def read_positions(company: int, first: int, last: int) -> Iterator[EntryRow]:
    """Read the entries that claim positions from `first` to `last`, in their order, stretch by stretch."""
    claiming = "entry.company_id = %s AND entry.position BETWEEN %s AND %s"
    in_order = f"ORDER BY entry.position, entry.id LIMIT {STRETCH}"
    rows = list(_entries(f"{claiming} {in_order}", [company, first, last]))
    while rows:
        yield from rows
        place, seen = rows[-1].position or first, rows[-1].id
        behind = f"{claiming} AND (entry.position, entry.id) > (%s, %s) {in_order}"
        rows = list(_entries(behind, [company, place, last, place, seen])) if len(rows) == STRETCH else []


def read_by_id(company: int, entry_ids: Sequence[int]) -> list[EntryRow]:
    """Read entries by their ids, in the order of ids."""
    rows: list[EntryRow] = []
    for start in range(0, len(entry_ids), 500):
        some = list(entry_ids[start : start + 500])
        places = ", ".join(["%s"] * len(some))
        rows += _entries(f"entry.company_id = %s AND entry.id IN ({places})", [company, *some])
    return sorted(rows, key=lambda row: row.id)


def read_unsealed(company: int) -> Iterator[EntryRow]:
    """Read the entries without a position, stretch by stretch."""
    waiting = "entry.company_id = %s AND entry.position IS NULL"
    in_order = f"ORDER BY entry.id LIMIT {STRETCH}"
    rows = list(_entries(f"{waiting} {in_order}", [company]))
    while rows:
        yield from rows
        behind = f"{waiting} AND entry.id > %s {in_order}"
        rows = list(_entries(behind, [company, rows[-1].id])) if len(rows) == STRETCH else []


def read_strays(company: int, last: int) -> Iterator[tuple[int, int]]:
    """Read id and position of the entries that claim a place outside of 1 to `last`, by position."""
    outside = "position < 1 OR position > %s"
    query = f"SELECT id, position FROM {ENTRY} WHERE company_id = %s AND ({outside}) ORDER BY position, id"  # noqa: S608
    yield from _all(query, [company, last])


def read_orphans(company: int) -> list[int]:
    """List the entry ids of payloads whose entry is gone, or is another company's."""
    query = (
        f"SELECT personal.entry_id FROM {PERSONAL} personal LEFT JOIN {ENTRY} entry "  # noqa: S608
        "ON personal.entry_id = entry.id AND personal.company_id = entry.company_id "
        "WHERE personal.company_id = %s AND entry.id IS NULL ORDER BY personal.entry_id"
    )
    return [entry_id for (entry_id,) in _all(query, [company])]


def read_erasures(company: int) -> Iterator[str]:
    """Read the facts of each erasure, as they were written down."""
    query = f"SELECT facts FROM {ENTRY} WHERE company_id = %s AND verb = %s ORDER BY id"  # noqa: S608
    for (facts,) in _all(query, [company, ERASED]):
        yield str(facts)


def _entries(condition: str, values: Sequence[int | str]) -> Iterator[EntryRow]:
    query = f"SELECT {_ENTRY_COLUMNS.format(at=moment('entry.recorded_at'))} FROM {_JOINED} WHERE "  # noqa: S608
    try:
        rows = _all(query + condition, values)
    except DatabaseError:
        # Text that is no text makes SQLite refuse the whole stretch.
        yield from _one_by_one(query, condition, values)
    else:
        yield from map(_entry, rows)


def _one_by_one(query: str, condition: str, values: Sequence[int | str]) -> Iterator[EntryRow]:
    for entry_id, position in _all(f"SELECT entry.id, entry.position FROM {_JOINED} WHERE {condition}", values):  # noqa: S608
        try:
            yield from map(_entry, _all(f"{query}entry.id = %s", [entry_id]))
        except DatabaseError:
            yield EntryRow(entry_id, position, None, None, None, None)


def _entry(row: tuple[Any, ...]) -> EntryRow:
    entry_id, position, digest, company, verb, facts, actor, role, at, *rest, salt, payload = row
    key, subject, row_count, rows_digest, personal_digest = rest
    content = Content(
        company,
        verb,
        facts,
        actor,
        role,
        canonical_from_text(str(at)),
        key,
        subject,
        row_count,
        _maybe_bytes(rows_digest),
        _maybe_bytes(personal_digest),
    )
    return EntryRow(entry_id, position, _bytes(digest), content, _maybe_bytes(salt), payload)


def _batch(key: int, digest: Any, *rest: Any) -> BatchRow:
    """Take a batch as it is; a number that is none becomes 0, which no true batch has."""
    *numbers, previous, root, at = rest
    company, number, first, last, count = (value if isinstance(value, int) else 0 for value in numbers)
    sealed_at = canonical_from_text(str(at))
    header = Header(company, number, first, last, count, _bytes(previous), _bytes(root), sealed_at)
    return BatchRow(key, header, _bytes(digest))


def _all(query: str, values: Sequence[int | str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _bytes(value: Any) -> bytes:
    """Take bytes however the engine gives them; what is none compares unequal to all hashes."""
    return bytes(value) if isinstance(value, (bytes, memoryview, bytearray)) else str(value).encode()


def _maybe_bytes(value: Any) -> bytes | None:
    return None if value is None else _bytes(value)
