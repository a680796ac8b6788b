"""What every part of a day's decision may look up: the facts, the policy, its ladder, and what promises hold.

Most claims of most days are neither past due nor near enough to be reminded of; they are left aside here, before
anything is computed of them. This module does not know customers' standing; that is what the decision finds out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from dunwell.policy.decide.commitments import Commitments, judge_commitments
from dunwell.policy.decide.ladder import Ladder, ladder_of
from dunwell.policy.decide.words import CUSTOMER, KIND, with_purse
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy
from dunwell.policy.order import with_sorted

_FEW = 100
_OF_LATE = (
    *("customer_id", "item_id", "kind", "currency", "item_date", "due_date", "opened", "restart_on"),
    *("residual_minor", "disputed_minor", "awaiting_minor", "under_way_minor"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of customers that share a policy."""

    as_of: date
    facts: Facts  # customers and items sorted by customer
    policy: Policy
    ladder: Ladder
    late: pl.DataFrame  # the items past due
    awaiting: pl.DataFrame  # items as late, of which nothing is left but what awaits a credit note
    ahead: pl.DataFrame  # the items not due yet for which a friendly step has come that did not go yet
    commitments: Commitments

    @classmethod
    def of(cls, facts: Facts, policy: Policy) -> "Day":
        """Make facts ready to be joined, and judge the promises and plans among them."""
        facts = replace(facts, customers=_customers(facts.customers), items=with_sorted(facts.items, CUSTOMER))
        ladder = ladder_of(policy)
        late, awaiting, ahead = _worth_a_look(facts, ladder.friendly_days)
        currencies = _currencies(each.get_column("currency") for each in (late, ahead, facts.unallocated))
        return cls(
            facts.as_of,
            facts,
            policy,
            ladder,
            late=with_purse(late, currencies),
            awaiting=awaiting,
            ahead=with_purse(ahead, currencies),
            commitments=judge_commitments(facts, with_purse(facts.unallocated, currencies)),
        )

    @property
    def credit(self) -> pl.DataFrame:
        """Give unallocated money by purse: held_minor in all, free_minor where no promise has it."""
        return self.commitments.credit


def _customers(customers: pl.DataFrame) -> pl.DataFrame:
    return with_sorted(customers.with_columns(pl.col("kind").cast(KIND)), CUSTOMER)


def _worth_a_look(facts: Facts, friendly_days: tuple[int, ...]) -> list[pl.DataFrame]:
    """Part from all items those past due, those that only await a credit note, and those near their due date."""
    residual, awaiting = pl.col("residual_minor"), pl.col("awaiting_minor")
    is_late = (pl.col("due_date") < pl.lit(facts.as_of)) & (residual > 0)
    parts = facts.items.select(
        late=is_late & (residual > awaiting),
        awaiting=is_late & (residual <= awaiting),
        ahead=_is_near(facts.as_of, friendly_days) & (residual > 0),
    )
    items = {"late": facts.items.select(_OF_LATE), "awaiting": facts.items.select(_OF_LATE), "ahead": facts.items}
    return [each.filter(parts[name]) if parts[name].any() else each.clear() for name, each in items.items()]


def _is_near(as_of: date, friendly_days: tuple[int, ...]) -> pl.Expr:
    """Look at the days alone; whom the step is for, and whether anything else speaks against it, comes later."""
    if not friendly_days:
        return pl.lit(False)
    due, last = pl.col("due_date"), pl.col("friendly_day")
    new = [(due <= pl.lit(as_of - timedelta(days=day))) & (last < day).fill_null(True) for day in friendly_days]
    return (due > pl.lit(as_of)) & pl.any_horizontal(new)


def _currencies(columns: Iterable[pl.Series]) -> pl.Enum:
    names: set[str] = set()
    for column in columns:
        names.update((column.unique() if column.len() > _FEW else column).to_list())
    return _enumeration(tuple(sorted(names)))


@lru_cache(maxsize=256)
def _enumeration(names: tuple[str, ...]) -> pl.Enum:
    return pl.Enum(names)
