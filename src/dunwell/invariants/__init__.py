"""Truths of the books that must hold after every write. Repairs nothing, only tells.

Checked after every database test, every night, and by `dunwell check`: a query each, over all companies at once.
"""

from dunwell.invariants.commitments import COMMITMENTS
from dunwell.invariants.decisions import DECISIONS
from dunwell.invariants.money import MONEY
from dunwell.invariants.outbox import OUTBOX
from dunwell.invariants.owners import OWNERS
from dunwell.invariants.standing import STANDING
from dunwell.invariants.truth import Truth, Violation

TRUTHS: tuple[Truth, ...] = (*MONEY, *COMMITMENTS, *STANDING, *DECISIONS, *OUTBOX, *OWNERS)


def check_all() -> list[Violation]:
    """Check every truth, and tell those that do not hold, each with how many rows and the first ten ids."""
    found = (truth.check() for truth in TRUTHS)
    return [violation for violation in found if violation is not None]


__all__ = ["TRUTHS", "Truth", "Violation", "check_all"]
