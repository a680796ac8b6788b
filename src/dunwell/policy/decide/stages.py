"""Where a customer stands after the run: an episode begins or ends, the stage falls, or climbs one rung.

Source: docs/deciding.md, rule 2. Works on the wide frame of customers with their anchors beside them, and adds
begins, ends, fell, new_stage, new_floor and new_since. This module does not know guards or messages.
"""

from functools import cache

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.ladder import Ladder
from dunwell.policy.decide.marks import Marks, not_marked
from dunwell.policy.decide.words import CUSTOMER, by_rank, days_since, reached
from dunwell.policy.file.model import NOTICE_CHANNELS
from dunwell.policy.order import rows_where

_CLAIM = (CUSTOMER, "item_id", "due_date")


def begin_and_fall(customers: pl.DataFrame, past: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Begin and end episodes, and let stages fall where the oldest claim is gone or only fees are left."""
    running = pl.col("episode_id").is_not_null()
    begins = ~running & pl.col("item_id").is_not_null()
    ends = running & pl.col("uncovered_due").is_null()
    stood = pl.when(begins).then(pl.col("placed_stage").fill_null(1)).when(running & ~ends).then(pl.col("stage"))
    standing = customers.with_columns(begins=begins, ends=ends, stood=stood)
    lost = _lost_their_oldest(standing, past)
    return standing.with_columns(new_stage=_fallen(lost, day)).with_columns(
        fell=(_changed() & ~pl.col("begins")).fill_null(False),
        new_floor=pl.when(pl.col("begins"))
        .then(pl.col("new_stage"))
        .when(~pl.col("ends"))
        .then(pl.min_horizontal("floor", "new_stage")),
        new_since=pl.when(_changed() | pl.col("begins"))
        .then(pl.lit(day.as_of))
        .when(~pl.col("ends"))
        .then(pl.col("stage_since")),
    )


@cache
def _changed() -> pl.Expr:
    return pl.col("new_stage") < pl.col("stood")


def _fallen(lost: pl.Series, day: Day) -> pl.Expr:
    """Lower the stage that a customer stood on, never raise it."""
    lowest = (
        pl.when(pl.col("claim_past_due"))
        .then("stood")
        .otherwise(pl.min_horizontal("stood", pl.lit(day.policy.highest_fees_only_rank)))
    )
    if lost.len():
        target = pl.min_horizontal(lowest, _target(day).clip(lower_bound=1))
        has_lost = pl.col(CUSTOMER).is_in(lost.implode()) & ~pl.col("begins")
        lowest = pl.when(has_lost).then(target).otherwise(lowest)
    return pl.when(pl.col("stood").is_not_null()).then(lowest).cast(pl.Int64)


def _target(day: Day) -> pl.Expr:
    overdue = days_since("uncovered_due", day.as_of)
    return pl.sum_horizontal([overdue >= stage.from_day for stage in day.policy.ladder]).cast(pl.Int64)


def _lost_their_oldest(customers: pl.DataFrame, past: pl.DataFrame) -> pl.Series:
    """Find the customers whose oldest claim of the last run is past due no more, or has another due date."""
    same = (pl.col("oldest_item_id") == pl.col("now_oldest_item_id")) & (
        pl.col("oldest_due") == pl.col("now_oldest_due")
    )
    changed = pl.col("oldest_item_id").is_not_null() & ~same.fill_null(False)
    then = rows_where(customers, changed, CUSTOMER, "oldest_item_id", "oldest_due")
    then = then.rename({"oldest_item_id": "item_id", "oldest_due": "due_date"})
    if then.is_empty():
        return then.get_column(CUSTOMER)
    seen = rows_where(past, pl.col("item_id").is_in(then.get_column("item_id").implode()), *_CLAIM)
    return then.join(seen, on=_CLAIM, how="anti").get_column(CUSTOMER)


def climb(customers: pl.DataFrame, marks: Marks, day: Day) -> pl.DataFrame:
    """Move customers up one rung who have stood long enough on theirs, and were told or cannot be."""
    wants = customers.select(wants_to_climb(day)).to_series().fill_null(False)
    if not wants.any():
        return customers
    ready = _ready(customers.select(_of_climbing(day)).filter(wants), marks, day)
    climbs = pl.col(CUSTOMER).is_in(ready.implode())
    return customers.with_columns(
        new_stage=pl.when(climbs).then(pl.col("new_stage") + 1).otherwise(pl.col("new_stage")),
        new_since=pl.when(climbs).then(pl.lit(day.as_of)).otherwise(pl.col("new_since")),
    )


def _of_climbing(day: Day) -> list[str]:
    reach = (f"reach_{channel}" for channel in day.policy.notice_channels)
    return [
        CUSTOMER,
        "kind",
        "new_stage",
        "told",
        "trace_on",
        *reach,
        *(f"last_{channel}" for channel in NOTICE_CHANNELS),
    ]


def _ready(wanting: pl.DataFrame, marks: Marks, day: Day) -> pl.Series:
    spent = _spent(wanting.filter(~pl.col("told")), day.ladder, marks)
    may = pl.col("told") | _untold_may_climb(day) | pl.col(CUSTOMER).is_in(spent.implode())
    return wanting.filter(may).get_column(CUSTOMER)


def wants_to_climb(day: Day) -> pl.Expr:
    """Tell who has come to the day of the next rung and stood on this one long enough, told of it or not."""
    next_day = by_rank([stage.from_day for stage in day.policy.ladder[1:]], "new_stage")
    highest = (
        pl.when(pl.col("claim_past_due")).then(len(day.policy.ladder)).otherwise(day.policy.highest_fees_only_rank)
    )
    return (
        (pl.col("days") >= next_day)
        & ~pl.col("begins")
        & ~pl.col("fell")
        & ~pl.col("paused")
        & ~pl.col("net_nothing")
        & (pl.col("new_stage") < highest)
        & (days_since("new_since", day.as_of) >= day.policy.climb.min_days_in_stage)
    )


def _untold_may_climb(day: Day) -> pl.Expr:
    """Nobody can be reached, and staff has had its time to trace the customer: climb as if told, but not to the top."""
    waited = (days_since("trace_on", day.as_of) >= day.policy.climb.trace_wait_days).fill_null(False)
    return ~reached(day.policy) & waited & (pl.col("new_stage") < day.policy.highest_untold_rank)


def _spent(untold: pl.DataFrame, ladder: Ladder, marks: Marks) -> pl.Series:
    """Find those of the untold for whom no notice of their rung is left to fire."""
    if untold.is_empty():
        return untold.get_column(CUSTOMER)
    rung = ("kind", "new_stage")
    joined = untold.join(ladder.of_rung, left_on=rung, right_on=("kind", "stage_rank"), how="left")
    behind = (
        pl.col(f"newest_{channel}").is_null() | (pl.col(f"last_{channel}") >= pl.col(f"newest_{channel}"))
        for channel in NOTICE_CHANNELS
    )
    spent = joined.filter(behind)
    rungs = spent.select(CUSTOMER, *rung)
    waiting = rungs.join(ladder.after_of_rung, left_on=rung, right_on=("kind", "stage_rank"))
    return spent.join(not_marked(waiting, marks), on=CUSTOMER, how="anti").get_column(CUSTOMER)
