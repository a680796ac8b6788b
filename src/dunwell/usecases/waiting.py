"""Whether a run must wait for a person (docs/decisions/0007): it is the first, or has unusually many notices.

Knows nothing of how it was planned.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from dunwell.data.books import Books
from dunwell.policy.file import Policy

NOTICES = ("email", "letter", "sms")


def notices_of(counts: dict[str, int]) -> int:
    """Count the notices among the counts of a run."""
    return sum(counts.get(channel, 0) for channel in NOTICES)


def deeds_of(counts: dict[str, int]) -> int:
    """Count all that a run does to customers: notices, calls, tasks of the ladder, late charges."""
    return sum(counts.get(name, 0) for name in (*NOTICES, "call", "task", "charges"))


def why_it_waits(books: Books, counts: dict[str, int], policies: Sequence[Policy]) -> str:
    """Say why a person must approve a run that does so much: `first_run`, `unusually_many`, or "" where it need not.

    A run that does nothing needs nobody's yes, and is not the first: the first is the first that somebody hears of.
    """
    if not deeds_of(counts):
        return ""
    done = books.runs.carried_out().order_by("-id")
    heard_of = any(deeds_of(before) for before in done.values_list("counts", flat=True).iterator())
    if any(policy.approvals.first_run for policy in policies) and not heard_of:
        return "first_run"
    for policy in policies:
        sent = (notices_of(before) for before in done.values_list("counts", flat=True).iterator())
        # Quiet nights say nothing of what is usual: the average is over the last runs in which notices went out.
        usual = list(islice((number for number in sent if number), policy.approvals.usual_over_runs))
        if usual and notices_of(counts) > policy.approvals.unusual_run_times * Decimal(sum(usual)) / len(usual):
            return "unusually_many"
    return ""
