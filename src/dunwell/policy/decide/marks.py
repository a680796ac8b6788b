"""How far the steps have gone for each customer's episode and anchor, and what was delivered for them.

Marks and deliveries of another episode, anchor, due date or opening are as if they were not there, which makes the
steps new (docs/deciding.md, rule 3). This module does not know which steps there are.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import polars as pl

from dunwell.policy.decide.words import ANCHOR_KEY, CUSTOMER
from dunwell.policy.facts import Facts
from dunwell.policy.order import rows_where, with_sorted

_BEFORE_ALL = -(2**31)
_SLOTS = ("email", "letter", "sms", "call")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is behind the customers for their present anchors."""

    by_slot: pl.DataFrame  # customer_id, slot, last_day
    delivered: pl.DataFrame  # customer_id, step_id, first_on


def marks_of(facts: Facts, customers: pl.DataFrame) -> Marks:
    """Pick the marks and deliveries that belong to each customer's episode and anchor."""
    if facts.marks.is_empty() and facts.delivered.is_empty():
        return _no_marks()
    keys = customers.select(CUSTOMER, "episode_id", *ANCHOR_KEY).filter(
        pl.col("episode_id").is_not_null(), pl.col("item_id").is_not_null()
    )
    delivered = _matching(facts.delivered, keys, "step_id", "first_on")
    if delivered.height:
        delivered = delivered.group_by(CUSTOMER, "step_id", maintain_order=True).agg(pl.col("first_on").min())
    return Marks(
        by_slot=_matching(facts.marks, keys, "slot", "last_day"),
        delivered=delivered,
    )


@cache
def _no_marks() -> Marks:
    slots = {CUSTOMER: pl.Int64, "slot": pl.String, "last_day": pl.Int64}
    delivered = {CUSTOMER: pl.Int64, "step_id": pl.String, "first_on": pl.Date}
    return Marks(pl.DataFrame(schema=slots), pl.DataFrame(schema=delivered))


def add_marks(customers: pl.DataFrame, marks: Marks, slots: tuple[str, ...]) -> pl.DataFrame:
    """Put the newest day that each slot has reached beside the customer; before all days where it has none.

    The slots are those in which the ladder has steps on fixed days; of the others nobody asks.
    """
    last = [f"last_{slot}" for slot in _SLOTS]
    if marks.by_slot.is_empty() or not slots:
        return customers.with_columns(pl.lit(_BEFORE_ALL, dtype=pl.Int64).alias(name) for name in last)
    newest = marks.by_slot.group_by(CUSTOMER, maintain_order=True).agg(_newest_by_channel(slots))
    joined = customers.join(newest, on=CUSTOMER, how="left", maintain_order="left")
    none = [pl.lit(_BEFORE_ALL, dtype=pl.Int64).alias(f"last_{slot}") for slot in _SLOTS if slot not in slots]
    return joined.with_columns(pl.col(f"last_{slot}" for slot in slots).fill_null(_BEFORE_ALL), *none)


@lru_cache(maxsize=64)
def _newest_by_channel(slots: tuple[str, ...]) -> list[pl.Expr]:
    newest = pl.col("last_day")
    return [pl.when(pl.col("slot") == slot).then(newest).max().alias(f"last_{slot}") for slot in slots]


def not_marked(steps: pl.DataFrame, marks: Marks) -> pl.DataFrame:
    """Keep the rows (customer_id, step_no, slot, day) whose day the slot's mark has not reached."""
    if steps.is_empty() or marks.by_slot.is_empty():
        return steps
    steps = steps.with_columns(pl.col("slot").cast(pl.String))
    reached = steps.join(marks.by_slot, on=(CUSTOMER, "slot")).filter(pl.col("last_day") >= pl.col("day"))
    return steps.join(reached, on=(CUSTOMER, "step_no"), how="anti")


def _matching(rows: pl.DataFrame, keys: pl.DataFrame, *names: str) -> pl.DataFrame:
    if rows.is_empty():
        return rows.select(CUSTOMER, *names)
    joined = with_sorted(rows, CUSTOMER).join(keys, on=CUSTOMER, suffix="_now", maintain_order="left")
    return with_sorted(rows_where(joined, _is_now(), CUSTOMER, *names), CUSTOMER)


@cache
def _is_now() -> pl.Expr:
    names = ("episode_id", *ANCHOR_KEY)
    return pl.all_horizontal(*(pl.col(name) == pl.col(f"{name}_now") for name in names))
