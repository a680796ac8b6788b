"""Seal what waits in a company's journal. The worker does it by the clock; anybody may do it sooner."""

from datetime import datetime

from dunwell.data import journal
from dunwell.data.journal import Sealing
from dunwell.usecases.work import find_company


def seal_journal(company: str, *, at: datetime, holder: str) -> Sealing:
    """Seal the entries that wait into batches, and give their number and the newest root.

    `at` is the moment, `holder` names the process (host and process number): while another one seals, nothing is done
    and `held_by` names it. Until an entry is sealed nobody can prove that it was not removed, so seal often.
    Raises Refused `unknown_company`.
    """
    return journal.seal(find_company(company), at, holder)
