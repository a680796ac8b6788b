"""Compares entries with what the batches remember of them, and tells a change from a move, a loss or an addition.

What is not in its place is kept aside until all batches were seen: only then is it known whether an entry that is
missing here stands elsewhere. Memory grows with the damage, not with the journal. Asks no table.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dunwell.data.journal.reading import EntryRow
from dunwell.domain.journal import Leaf
from dunwell.domain.journal_findings import FindingCode, Findings


class _Place(NamedTuple):
    position: int
    batch: int


class _Altered(NamedTuple):
    entry_id: int
    place: _Place | None
    sealed: bytes | None
    found: bytes | None


@dataclass(slots=True)
class Audit:
    """One walk over one company's entries. `erased` lists the entries whose payload may be gone, sorted."""

    findings: Findings
    erased: "array[int]"
    entries: int = 0
    erased_seen: int = 0
    _lost: dict[int, _Place] = field(default_factory=dict)
    _intruders: list[tuple[int, int]] = field(default_factory=list)
    _altered: list[_Altered] = field(default_factory=list)
    _payloads: list[tuple[int, bytes, bytes]] = field(default_factory=list)
    _payloads_lost: dict[bytes, int] = field(default_factory=dict)

    def compare(self, first: int, batch: int, leaves: Sequence[Leaf], rows: Iterable[EntryRow]) -> None:
        """Compare the entries that stand from position `first` on with the leaves of their batch."""
        standing: dict[int | None, list[EntryRow]] = {}
        for row in rows:
            standing.setdefault(row.position, []).append(row)
        for position, leaf in enumerate(leaves, start=first):
            here = standing.get(position, [])
            if not any(row.id == leaf.entry_id for row in here):
                self._lost[leaf.entry_id] = _Place(position, batch)
            for row in here:
                if row.id == leaf.entry_id:
                    self._check(row, leaf.hash, _Place(position, batch))
                else:
                    self.intruder(row.id, position)

    def check_alone(self, row: EntryRow) -> None:
        """Check an entry against its own hash, where no batch says what it was."""
        self._check(row, row.hash, None)

    def intruder(self, entry_id: int, position: int) -> None:
        """Note an entry at a position that was sealed for another one, or for none."""
        self._intruders.append((entry_id, position))

    def lost_ids(self) -> list[int]:
        """List the sealed entries that were not met in their places."""
        return sorted(self._lost)

    def conclude(self, elsewhere: Mapping[int, int | None]) -> None:
        """Name what was kept aside. `elsewhere` gives the positions of those lost entries that still exist."""
        self._name_moved(elsewhere)
        self._name_altered()
        self._name_payloads()

    def _check(self, row: EntryRow, sealed: bytes | None, place: _Place | None) -> None:
        self.entries += 1
        found = row.true_hash()
        if found is None or not found == sealed == row.hash:
            self._altered.append(_Altered(row.id, place, sealed, found))
        if row.content is not None:
            self._check_personal(row, row.content.personal_digest)

    def _check_personal(self, row: EntryRow, digest: bytes | None) -> None:
        found = row.personal_digest()
        erased = self._is_erased(row.id)
        if digest is None and found is not None:
            said = f"Personal data lies with entry {row.id}, which was recorded without any."
            self.findings.add(FindingCode.PERSONAL_ADDED, said, entry_id=row.id, position=row.position)
        elif digest is not None and found is None:
            self.erased_seen += erased
            if not erased:
                self._payloads_lost[digest] = row.id
        elif digest is not None and found is not None and erased:
            said = f"The personal data of entry {row.id} was erased and is back."
            self.findings.add(FindingCode.PERSONAL_RETURNED, said, entry_id=row.id, position=row.position)
        elif digest is not None and found is not None and found != digest:
            self._payloads.append((row.id, digest, found))

    def _is_erased(self, entry_id: int) -> bool:
        index = bisect_left(self.erased, entry_id)
        return index < len(self.erased) and self.erased[index] == entry_id

    def _name_moved(self, elsewhere: Mapping[int, int | None]) -> None:
        add = self.findings.add
        for entry_id, (position, batch) in self._lost.items():
            code, said = FindingCode.ENTRY_MISSING, f"Entry {entry_id} at position {position} is gone."
            if entry_id in elsewhere:
                now = elsewhere[entry_id]
                where = "stands unsealed" if now is None else f"stands at {now}"
                code, said = FindingCode.ENTRY_MOVED, f"Entry {entry_id} of position {position} {where}."
            add(code, said, entry_id=entry_id, position=position, batch=batch)
        for entry_id, position in self._intruders:
            if entry_id not in self._lost:
                said = f"Entry {entry_id} claims position {position}, which was sealed without it."
                add(FindingCode.ENTRY_ADDED, said, entry_id=entry_id, position=position)

    def _name_altered(self) -> None:
        written = {altered.sealed: altered.entry_id for altered in self._altered if altered.sealed is not None}
        for entry_id, place, _, found in self._altered:
            position, batch = place or (None, None)
            where = "not sealed yet" if position is None else f"at position {position}"
            origin = written.get(found) if found is not None else None
            code, said = FindingCode.ENTRY_CHANGED, f"Entry {entry_id}, {where}, no longer says what was recorded."
            if origin not in (None, entry_id):
                code, said = FindingCode.ENTRY_MOVED, f"Entry {entry_id}, {where}, says what entry {origin} said."
            self.findings.add(code, said, entry_id=entry_id, position=position, batch=batch)

    def _name_payloads(self) -> None:
        owners = {digest: entry_id for entry_id, digest, _ in self._payloads} | self._payloads_lost
        for entry_id, _, found in self._payloads:
            code, said = FindingCode.PERSONAL_CHANGED, f"The personal data of entry {entry_id} was changed."
            if found in owners:
                code = FindingCode.PERSONAL_MISPLACED
                said = f"Entry {entry_id} carries the personal data of entry {owners[found]}."
            self.findings.add(code, said, entry_id=entry_id)
        for entry_id in self._payloads_lost.values():
            said = f"The personal data of entry {entry_id} is gone, and no erasure says so."
            self.findings.add(FindingCode.PERSONAL_MISSING, said, entry_id=entry_id)
