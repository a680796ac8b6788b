"""How far the steps have gone for each customer's episode and anchor, and what was delivered for them.

Marks and deliveries of another episode, anchor, due date or opening are as if they were not there, which makes the
steps new (docs/deciding.md, rule 3). This module does not know which steps there are.
"""

from dataclasses import dataclass
from functools import cache

import polars as pl

from dunwell.policy.decide.words import ANCHOR_KEY, CUSTOMER
from dunwell.policy.facts import Facts

_BEFORE_ALL = -(2**31)
_SLOTS = ("email", "letter", "sms", "call")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is behind the customers for their present anchors."""

    by_slot: pl.DataFrame  # customer_id, slot, last_day
    by_channel: pl.DataFrame  # one row a customer: last_email … last_call
    delivered: pl.DataFrame  # customer_id, step_id, first_on


def marks_of(facts: Facts, customers: pl.DataFrame) -> Marks:
    """Pick the marks and deliveries that belong to each customer's episode and anchor."""
    keys = customers.select(CUSTOMER, "episode_id", *ANCHOR_KEY).drop_nulls()
    by_slot = _matching(facts.marks, keys).select(CUSTOMER, "slot", "last_day")
    return Marks(
        by_slot=by_slot,
        by_channel=by_slot.group_by(CUSTOMER).agg(_newest_by_channel()),
        delivered=_matching(facts.delivered, keys).group_by(CUSTOMER, "step_id").agg(pl.col("first_on").min()),
    )


@cache
def _newest_by_channel() -> list[pl.Expr]:
    newest = pl.col("last_day")
    return [pl.when(pl.col("slot") == slot).then(newest).max().alias(f"last_{slot}") for slot in _SLOTS]


def add_marks(customers: pl.DataFrame, marks: Marks) -> pl.DataFrame:
    """Put the newest day that each channel has reached beside the customer; before all days where it has none."""
    last = pl.col([f"last_{slot}" for slot in _SLOTS])
    return customers.join(marks.by_channel, on=CUSTOMER, how="left").with_columns(last.fill_null(_BEFORE_ALL))


def not_marked(steps: pl.DataFrame, marks: Marks) -> pl.DataFrame:
    """Keep the rows (customer_id, step_no, slot, day) whose day the slot's mark has not reached."""
    reached = steps.join(marks.by_slot, on=(CUSTOMER, "slot")).filter(pl.col("last_day") >= pl.col("day"))
    return steps.join(reached, on=(CUSTOMER, "step_no"), how="anti")


def _matching(rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    if rows.is_empty():
        return rows
    return rows.join(keys, on=CUSTOMER, suffix="_now").filter(_is_now())


@cache
def _is_now() -> pl.Expr:
    return pl.all_horizontal(pl.col(name) == pl.col(f"{name}_now") for name in ("episode_id", *ANCHOR_KEY))
