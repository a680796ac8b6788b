"""What the ladder's steps have done by yesterday for each customer of an invented portfolio.

This module does not know why a step would have been held; a few customers are simply a step behind.
"""

from datetime import date

import polars as pl

from dunwell.policy.bench.dice import Dice
from dunwell.policy.file import Policy, StepInstance, steps_of

CUSTOMER = "customer_id"
_KEY = (CUSTOMER, "episode_id", "item_id", "due_date", "opened")
_WINDOW = 30


def last_days(known: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Give of each late customer last_email and last_call, the newest days of these channels' steps, and contacts."""
    late = known.drop_nulls("late_yesterday").sort("late_yesterday")
    contacts = [step.day for step in _fixed(policy) if step.channel in ("email", "call")]
    for channel in ("email", "call"):
        days = sorted({step.day for step in _fixed(policy) if step.channel == channel})
        late = _newest(late, pl.Series(f"last_{channel}", days, dtype=pl.Int64))
    age = pl.col("late_yesterday")
    in_window = (pl.lit(day).is_between(age - _WINDOW + 1, age) for day in contacts)
    return late.with_columns(contacts=pl.sum_horizontal(in_window).cast(pl.Int64)).drop("late_yesterday")


def marks(dice: Dice, standing: pl.DataFrame, policy: Policy, as_of: date) -> pl.DataFrame:
    """Mark every slot as far as its steps went until yesterday; one customer in thirty is a week behind."""
    late = _late(standing, as_of)
    behind = late.with_columns(reached=pl.col("late") - pl.when(dice.chance("behind", 33)).then(7).otherwise(0))
    slots: dict[str, set[int]] = {}
    for step in (step for step in steps_of(policy) if not step.friendly):
        slots.setdefault(step.slot, set()).add(step.day)
    found = [
        _newest(behind.sort("reached"), pl.Series("last_day", sorted(days), dtype=pl.Int64), by="reached")
        .drop_nulls("last_day")
        .select(*_KEY, "last_day", slot=pl.lit(slot))
        for slot, days in slots.items()
    ]
    return pl.concat(found).sort(CUSTOMER, "slot")


def deliveries(standing: pl.DataFrame, policy: Policy, as_of: date) -> pl.DataFrame:
    """Deliver every step from which others count on its first day."""
    late = _late(standing, as_of)
    first: dict[str, int] = {}
    for step in steps_of(policy):
        first.setdefault(step.step_id, step.day)
    counted = sorted({step.after_step_id for step in steps_of(policy) if step.after_step_id})
    found = [
        late.filter(pl.col("late") >= first[step_id]).select(
            *_KEY, step_id=pl.lit(step_id), first_on=pl.col("due_date") + pl.duration(days=first[step_id])
        )
        for step_id in counted
    ]
    return pl.concat(found).sort(CUSTOMER, "step_id") if found else late.clear()


def _late(standing: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Keep the customers with an episode; late is how old their oldest was yesterday."""
    days = (pl.lit(as_of) - pl.col("due_date")).dt.total_days() - 1
    return standing.filter(pl.col("episode_id").is_not_null()).select(*_KEY, late=days)


def _fixed(policy: Policy) -> list[StepInstance]:
    return [step for step in steps_of(policy) if not step.friendly and step.after_step_id is None]


def _newest(late: pl.DataFrame, days: pl.Series, by: str = "late_yesterday") -> pl.DataFrame:
    """Put beside each row the newest of the days that its age has reached."""
    return late.join_asof(pl.DataFrame({by: days, days.name: days}), on=by)
