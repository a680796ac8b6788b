"""The days that turn something: each rule that looks at a date names the next one for customers at rest.

Frames of customer_id and turns_on; a day that has passed may be among them, and so may customers that are not at
rest. Days are counted as whole numbers, and made dates at the end. This module does not know who is at rest.
"""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from dunwell.policy.decide import Decided
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.ladder import Ladder
from dunwell.policy.decide.words import CUSTOMER, by_rank


def turns(decided: Decided, resting: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """List the days by rule: items that fall due, the anchor's steps and rung, steps after others, promises, charges.

    Source: docs/deciding.md, rules 2, 3, 6 and 7.
    """
    day = decided.day
    if not day.facts.items.is_empty():
        yield _falling_due(day)
    standing = resting.filter(pl.col("item_id").is_not_null(), pl.col("new_stage").is_not_null())
    if not standing.is_empty():
        yield _next_steps(standing, day.ladder)
        yield _next_rung(standing, day)
        yield _after_others(standing, decided)
    yield from _charges(resting, day)
    if not day.facts.commitments.is_empty():
        yield _promises(day)


def _later(on: str, days: pl.Expr | int) -> pl.Expr:
    """Count days on from a date."""
    return (pl.col(on).to_physical() + days).cast(pl.Int32).cast(pl.Date)


def _falling_due(day: Day) -> pl.DataFrame:
    """Name the day after the due date of what is not past due, or that of the next friendly step before it."""
    ahead = day.facts.items.select(CUSTOMER, "due_date").filter(pl.col("due_date") >= pl.lit(day.as_of))
    turning: pl.Expr | int = 1
    for before in reversed(day.ladder.friendly_days):
        is_ahead = pl.col("due_date") > pl.lit(day.as_of - timedelta(days=before))
        turning = pl.when(is_ahead).then(pl.lit(before, dtype=pl.Int32)).otherwise(turning)
    return ahead.select(CUSTOMER, turns_on=_later("due_date", turning))


def _next_steps(standing: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    """Name the day of the next step on the anchor's calendar, on whichever rung it stands."""
    days = ladder.fixed_days
    found = days.gather(days.head(-1).search_sorted(standing["days"], side="right"))
    return standing.select(CUSTOMER, turns_on=_later("due_date", pl.lit(found))).drop_nulls()


def _next_rung(standing: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Name the day on which the anchor reaches the next rung and the customer has stood on this one long enough."""
    from_day = by_rank([stage.from_day for stage in day.policy.ladder[1:]], "new_stage")
    stood = _later("new_since", day.policy.climb.min_days_in_stage)
    turns_on = pl.when(from_day.is_not_null()).then(pl.max_horizontal(_later("due_date", from_day), stood))
    return standing.select(CUSTOMER, turns_on=turns_on).drop_nulls()


def _after_others(standing: pl.DataFrame, decided: Decided) -> pl.DataFrame:
    """Name the days of steps that count from another one's delivery, a restart, or the end of a pause."""
    delivered, after = decided.marks.delivered, decided.day.ladder.after
    if delivered.is_empty() or after.is_empty():
        return standing.clear().select(CUSTOMER, turns_on=pl.lit(None, dtype=pl.Date))
    terms = after.select("after_step_id", "after_days").unique()
    begun = delivered.join(standing.select(CUSTOMER, "restart_on", "pause_ended_on"), on=CUSTOMER)
    counted = begun.join(terms, left_on="step_id", right_on="after_step_id")
    start = pl.max_horizontal("first_on", "restart_on", "pause_ended_on")
    return counted.select(CUSTOMER, turns_on=start + pl.duration(days=pl.col("after_days")))


def _charges(resting: pl.DataFrame, day: Day) -> Iterator[pl.DataFrame]:
    """Name the day a month after the last late charge, and those on which claims are old enough to be charged."""
    rank = day.policy.charge_rank
    liable = resting.filter(pl.col("new_stage") >= rank) if rank else resting.clear()
    if liable.is_empty():
        return
    yield liable.select(CUSTOMER, turns_on=pl.col("last_charge_on").dt.offset_by("1mo")).drop_nulls()
    claims = day.facts.items.select(CUSTOMER, "due_date")
    of_liable = claims.filter(pl.col(CUSTOMER).is_in(liable.get_column(CUSTOMER).implode()))
    yield of_liable.select(CUSTOMER, turns_on=_later("due_date", day.policy.late_charges.min_days_past_due))


def _promises(day: Day) -> pl.DataFrame:
    """Name the first day on which a promise or plan that is not met would be broken."""
    unmet = day.facts.commitments.filter(pl.col("unmet_on").is_not_null())
    return unmet.select(CUSTOMER, turns_on=_later("unmet_on", pl.col("grace_days") + 1))
