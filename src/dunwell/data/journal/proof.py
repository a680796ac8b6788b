"""Takes entries out of the journal as a proof that needs no journal to be checked (`dunwell.domain.journal_proof`)."""

from collections.abc import Sequence
from itertools import groupby

from dunwell.data.journal.chain import BatchRow
from dunwell.data.journal.reading import EntryRow, read_by_id, read_headers, read_leaves
from dunwell.data.journal.tables import company_id, one_moment
from dunwell.data.models import Company
from dunwell.domain.errors import UserError
from dunwell.domain.journal import leaf_hashes
from dunwell.domain.journal_proof import Proven, make_proof
from dunwell.domain.merkle import Tree


def prove(company: Company | int, entry_ids: Sequence[int], *, personal: bool = True) -> dict[str, object]:
    """Give a proof of entries up to the newest root, as plain JSON values; with their personal data where it is wanted.

    Shows nothing of other entries but hashes. Raises UserError `journal_entry_unknown`, `journal_entry_unsealed`, and
    `journal_damaged` when the journal cannot prove what it holds.
    """
    with one_moment():
        owner = company_id(company)
        entries = sorted(_sealed(owner, entry_ids), key=lambda row: row.position or 0)
        headers = read_headers(owner)
        proven: list[Proven] = []
        for batch, rows in groupby(entries, key=lambda row: _batch_of(row, headers)):
            proven += _prove_in(batch, list(rows), personal)
    oldest = min((entry.batch for entry in proven), default=0)
    return make_proof([row.header for row in headers if row.header.number >= oldest], proven)


def _sealed(owner: int, entry_ids: Sequence[int]) -> list[EntryRow]:
    wanted = sorted(set(entry_ids))
    rows = read_by_id(owner, wanted)
    if unknown := set(wanted) - {row.id for row in rows}:
        raise UserError(
            code="journal_entry_unknown",
            message=f"The journal of this company has no entry {min(unknown)}.",
            way_out="Look the number up with `dunwell journal show`.",
        )
    waiting = next((row.id for row in rows if row.position is None), None)
    if waiting is not None:
        raise UserError(
            code="journal_entry_unsealed",
            message=f"Entry {waiting} is not sealed yet.",
            way_out="Seal the journal with `dunwell journal seal` and ask again.",
        )
    return rows


def _batch_of(row: EntryRow, headers: Sequence[BatchRow]) -> BatchRow:
    position = row.position or 0
    found = next((batch for batch in headers if batch.header.first <= position <= batch.header.last), None)
    if found is None:
        raise _damaged(row)
    return found


def _prove_in(batch: BatchRow, rows: Sequence[EntryRow], personal: bool) -> list[Proven]:
    leaves = read_leaves(batch.id) or []
    tree = Tree(leaf_hashes(leaves))
    proven = []
    for row in rows:
        index = (row.position or 0) - batch.header.first
        if row.content is None or index >= len(leaves) or leaves[index] != (row.id, row.true_hash()):
            raise _damaged(row)
        paper = (row.salt, row.payload) if personal else (None, None)
        proven.append(Proven(row.id, row.content.text(), batch.header.number, index, tree.path(index), *paper))
    return proven


def _damaged(row: EntryRow) -> UserError:
    return UserError(
        code="journal_damaged",
        message=f"Entry {row.id} is not what was sealed, so nothing can be proved by it.",
        way_out="Run `dunwell journal verify` to see what was changed, and restore a backup from before it.",
    )
