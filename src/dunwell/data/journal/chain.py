"""Follows the batches from the first to the newest: which are gone, changed, added, or stand under another's number.

Works on rows as they were read and asks no table. A header whose hash is wrong is tried under the numbers of the others
that are wrong, so that two batches which changed places are called by their names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dunwell.domain.journal import GENESIS, Header
from dunwell.domain.journal_findings import FindingCode, Findings

_TRIED = 200


class BatchRow(NamedTuple):
    """A batch as the database has it, without its leaves."""

    id: int
    header: Header
    hash: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A batch at its place in the chain. `sound`: its own hash is right."""

    row: BatchRow
    number: int
    sound: bool


def follow(rows: Sequence[BatchRow], findings: Findings) -> list[Link]:
    """Put the batches in the order in which they were sealed, and name all that is wrong with the chain."""
    links = _single(_placed(rows, findings), findings)
    expected, before = 1, None
    for link in links:
        if link.number > expected:
            _missing(expected, link.number - 1, findings)
        else:
            _check_link(before, link, findings)
        expected, before = link.number + 1, link
    return links


def _placed(rows: Sequence[BatchRow], findings: Findings) -> list[Link]:
    links: list[Link] = []
    wrong: list[BatchRow] = []
    for row in rows:
        if row.header.hash() == row.hash:
            links.append(Link(row, row.header.number, sound=True))
        else:
            wrong.append(row)
    # To try each under each other's number would take for ever where thousands are wrong.
    numbers = {row.header.number for row in wrong[:_TRIED]}
    for row in wrong:
        stands, number = row.header.number, _true_number(row, numbers)
        if number is None:
            findings.add(FindingCode.BATCH_CHANGED, f"Batch {stands} no longer says what was sealed.", batch=stands)
        else:
            said = f"Batch {number} stands under the number {stands}."
            findings.add(FindingCode.BATCH_MOVED, said, batch=number)
        links.append(Link(row, stands if number is None else number, sound=number is not None))
    return sorted(links, key=lambda link: (link.number, not link.sound, link.row.id))


def _true_number(row: BatchRow, numbers: set[int]) -> int | None:
    return next((number for number in numbers if row.header.numbered(number).hash() == row.hash), None)


def _single(links: Sequence[Link], findings: Findings) -> list[Link]:
    """Leave out what stands below the first number, holds nothing, or claims a number that is taken."""
    kept: list[Link] = []
    for link in links:
        if link.number < 1 or (kept and kept[-1].number == link.number) or (link.sound and link.row.header.count < 1):
            findings.add(FindingCode.BATCH_ADDED, f"A batch {link.number} was added.", batch=link.number)
        else:
            kept.append(link)
    return kept


def _missing(first: int, last: int, findings: Findings) -> None:
    said = f"Batch {first} is gone." if first == last else f"Batches {first} to {last} are gone."
    findings.add(FindingCode.BATCH_MISSING, said, batch=first)


def _check_link(before: Link | None, link: Link, findings: Findings) -> None:
    """Check that a batch follows its neighbour, unless one of the two was called wrong already."""
    if not link.sound or (before is not None and not before.sound):
        return
    header = link.row.header
    previous, first = (before.row.hash, before.row.header.last + 1) if before else (GENESIS, 1)
    if (header.previous, header.first) != (previous, first) or header.last - header.first + 1 != header.count:
        said = f"Batch {link.number} does not follow what stands before it: one of the two was made anew."
        findings.add(FindingCode.BATCH_CHANGED, said, batch=link.number)
