"""Verify a company's journal, and a proof that was taken out of one."""

from collections.abc import Mapping
from typing import Any

from dunwell.data import journal
from dunwell.domain.errors import UserError
from dunwell.domain.journal import Root
from dunwell.domain.journal_findings import Report
from dunwell.domain.journal_proof import ProofVerdict, check_proof
from dunwell.usecases.work import find_company


def verify_journal(company: str, *, known_root: str | None = None) -> Report:
    """Check every batch, entry and personal payload of a company's journal, and name what does not hold.

    `known_root` is a root that was kept elsewhere (`12:9f86…`): without one a journal that was cut off cleanly, or
    rebuilt whole, looks as good as the true one. Nothing is written, and writers are not kept waiting.
    Raises Refused `unknown_company` and UserError `journal_root_unreadable`.
    """
    return journal.verify(find_company(company), _root(known_root))


def newest_root(company: str) -> Root | None:
    """Give the newest root, to be kept where the database cannot reach; None while nothing is sealed.

    Raises Refused `unknown_company`.
    """
    return journal.newest_root(find_company(company))


def verify_proof(proof: Mapping[str, Any], *, known_root: str | None = None) -> ProofVerdict:
    """Check a proof that `prove_entries` gave, without a database.

    Raises UserError `journal_root_unreadable`; whatever is wrong with the proof itself is a finding.
    """
    return check_proof(proof, _root(known_root))


def _root(text: str | None) -> Root | None:
    if text is None:
        return None
    try:
        return Root.parse(text)
    except ValueError:
        raise UserError(
            code="journal_root_unreadable",
            message="This is not the root of a journal.",
            way_out="Give it as `dunwell journal seal` printed it: the number of the batch, a colon, 64 hex digits.",
            field="root",
            value=text,
        ) from None
