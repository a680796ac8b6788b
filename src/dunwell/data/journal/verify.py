"""Verifies a company's journal from the first batch to the last entry, and names what does not hold.

Reads in stretches, trusts no entry, and writes nothing. What cannot be seen is said at `Report`.
"""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from dunwell.data.journal import guards
from dunwell.data.journal.audit import Audit
from dunwell.data.journal.chain import Link, follow
from dunwell.data.journal.reading import (
    read_by_id,
    read_erasures,
    read_headers,
    read_leaves,
    read_orphans,
    read_positions,
    read_strays,
    read_unsealed,
)
from dunwell.data.journal.tables import company_id, one_moment
from dunwell.data.models import Company
from dunwell.domain.journal import Leaf, Root, leaf_hashes
from dunwell.domain.journal_findings import FindingCode, Findings, Report
from dunwell.domain.journal_proof import check_known_root
from dunwell.domain.merkle import DIGEST_SIZE, root_of


def verify(company: Company | int, expect_root: Root | None = None) -> Report:
    """Check every batch, entry and personal payload of a company's journal.

    With `expect_root`, a root that was kept elsewhere, also that the chain still contains it: without one, a tail cut
    off cleanly and a chain rebuilt whole cannot be seen.
    """
    with one_moment():
        return _Verification(company_id(company)).run(expect_root)


@dataclass(slots=True)
class _Verification:
    company: int
    findings: Findings = field(default_factory=Findings)
    unsealed: int = 0

    def run(self, known: Root | None) -> Report:
        audit = Audit(self.findings, _erased(self.company))
        links = follow(read_headers(self.company), self.findings)
        if known is not None:
            check_known_root({link.number: link.row.hash for link in links}, known, self.findings)
        last = self._sealed(links, audit)
        self._strays(last, audit)
        self._unsealed(audit)
        audit.conclude({row.id: row.position for row in read_by_id(self.company, audit.lost_ids())})
        self._orphans()
        return Report(
            findings=tuple(self.findings.kept),
            counts={code.value: count for code, count in self.findings.counts.items()},
            entries=audit.entries,
            unsealed=self.unsealed,
            erased=audit.erased_seen,
            batches=len(links),
            root=Root(links[-1].number, links[-1].row.hash) if links else None,
            known_root=known,
            guards_missing=guards.missing(),
        )

    def _sealed(self, links: Sequence[Link], audit: Audit) -> int:
        """Walk over all batches, and give the last position that one of them seals."""
        place, expected = 1, 1
        for link, following in zip_longest(links, links[1:]):
            first = link.row.header.first if link.sound else place
            if link.number > expected:
                # Of a batch that is gone nothing is left but the entries themselves.
                self._alone(place, first - 1, audit)
            bound = following.row.header.first if following is not None and following.sound else None
            place = self._batch(link, first, bound, audit)
            expected = link.number + 1
        return place - 1

    def _batch(self, link: Link, first: int, bound: int | None, audit: Audit) -> int:
        """Check one batch that begins at `first`, and give the position after it; the next begins at `bound`."""
        header, leaves = link.row.header, read_leaves(link.row.id)
        if leaves is not None and _trusted(leaves, link):
            rows = read_positions(self.company, first, first + len(leaves) - 1)
            audit.compare(first, link.number, leaves, rows)
            return first + len(leaves)
        after = first + header.count if link.sound else bound or first
        said = f"The list of entries of batch {link.number} no longer gives its root."
        self.findings.add(FindingCode.LEAVES_CHANGED, said, batch=link.number)
        standing = self._alone(first, after - 1, audit)
        if link.sound and root_of(leaf_hashes(standing)) != header.root:
            said = f"Among positions {first} to {after - 1} entries were changed as well; which ones cannot be told."
            self.findings.add(FindingCode.ENTRY_CHANGED, said, position=first, batch=link.number)
        return after

    def _alone(self, first: int, last: int, audit: Audit) -> list[Leaf]:
        """Check entries by their own hashes, and give the leaves that they make."""
        leaves = []
        for row in read_positions(self.company, first, last):
            audit.check_alone(row)
            leaves.append(Leaf(row.id, (row.hash or b"").ljust(DIGEST_SIZE, b"\0")[:DIGEST_SIZE]))
        return leaves

    def _strays(self, last: int, audit: Audit) -> None:
        """Look at entries outside of all batches; those right behind the last one may be a batch that is gone."""
        strays = list(read_strays(self.company, last))
        behind = last
        for entry_id, position in strays:
            if position == behind + 1:
                behind = position
            else:
                audit.intruder(entry_id, position)
        if behind > last:
            self._alone(last + 1, behind, audit)
            said = f"Positions {last + 1} to {behind} are claimed, but no batch seals them."
            self.findings.add(FindingCode.POSITION_UNSEALED, said, position=last + 1)

    def _unsealed(self, audit: Audit) -> None:
        for row in read_unsealed(self.company):
            self.unsealed += 1
            audit.check_alone(row)

    def _orphans(self) -> None:
        for entry_id in read_orphans(self.company):
            said = f"Personal data is kept for entry {entry_id}, which the journal does not have."
            self.findings.add(FindingCode.PERSONAL_ADDED, said, entry_id=entry_id)


def _trusted(leaves: Sequence[Leaf], link: Link) -> bool:
    """Tell whether a list of leaves is the one that was sealed, be it that the batch's root was changed later."""
    header, root = link.row.header, root_of(leaf_hashes(leaves))
    if root == header.root:
        return len(leaves) == header.count or not link.sound
    return replace(header, number=link.number, root=root).hash() == link.row.hash


def _erased(company: int) -> "array[int]":
    """List the entries that erasures name, sorted: eight bytes each, however many persons were erased."""
    erased = array("q")
    for facts in read_erasures(company):
        try:
            erased.extend(json.loads(facts)["entries"])
        except (ValueError, KeyError, TypeError, OverflowError):
            # The erasure was tampered with: it is named as a changed entry, and what it lists counts as missing.
            continue
    return array("q", sorted(erased))
