"""What every part of a day's decision may look up: the facts, the policy, its ladder, and what promises hold.

This module does not know customers' standing; that is what the decision finds out.
"""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dunwell.policy.decide.commitments import Commitments, judge_commitments
from dunwell.policy.decide.ladder import Ladder, ladder_of
from dunwell.policy.decide.words import KIND
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy


@dataclass(frozen=True, slots=True)
class Day:
    """One day of customers that share a policy."""

    as_of: date
    facts: Facts
    policy: Policy
    ladder: Ladder
    commitments: Commitments

    @classmethod
    def of(cls, facts: Facts, policy: Policy) -> "Day":
        """Make facts ready to be joined, and judge the promises and plans among them."""
        facts = _with_enumerations(facts)
        return cls(facts.as_of, facts, policy, ladder_of(policy), judge_commitments(facts))

    @property
    def credit(self) -> pl.DataFrame:
        """Give unallocated money by customer and currency: held_minor in all, free_minor where no promise has it."""
        return self.commitments.credit


def _with_enumerations(facts: Facts) -> Facts:
    """Turn the words that are joined and compared into enumerations."""
    names = pl.concat([facts.items["currency"], facts.unallocated["currency"]]).unique().sort()
    currency = pl.col("currency").cast(pl.Enum(names))
    return replace(
        facts,
        customers=facts.customers.with_columns(pl.col("kind").cast(KIND)),
        items=facts.items.with_columns(currency),
        unallocated=facts.unallocated.with_columns(currency),
    )
