"""Where a customer stands after the run: an episode begins or ends, the stage falls, or climbs one rung.

Source: docs/deciding.md, rule 2. Works on the wide frame of customers with their anchors beside them, and adds
begins, ends, fell, new_stage, new_floor and new_since. This module does not know guards or messages.
"""

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.ladder import Ladder
from dunwell.policy.decide.marks import Marks, not_marked
from dunwell.policy.decide.words import CUSTOMER, days_since, reached
from dunwell.policy.file.model import NOTICE_CHANNELS

_CLAIM = (CUSTOMER, "item_id", "due_date")


def begin_and_fall(customers: pl.DataFrame, past: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Begin and end episodes, and let stages fall where the oldest claim is gone or only fees are left."""
    running = pl.col("episode_id").is_not_null()
    begins = ~running & pl.col("item_id").is_not_null()
    ends = running & pl.col("uncovered_due").is_null()
    stood = pl.when(begins).then(pl.col("placed_stage").fill_null(1)).when(running & ~ends).then(pl.col("stage"))
    standing = customers.with_columns(begins=begins, ends=ends, stood=stood).join(
        _lost_their_oldest(customers, past), on=CUSTOMER, how="left"
    )
    standing = standing.with_columns(new_stage=_fallen(day))
    changed = pl.col("new_stage") < pl.col("stood")
    fresh = pl.col("begins") | changed
    return standing.with_columns(
        fell=(changed & ~pl.col("begins")).fill_null(False),
        new_floor=pl.when(pl.col("begins"))
        .then(pl.col("new_stage"))
        .when(~pl.col("ends"))
        .then(pl.min_horizontal("floor", "new_stage")),
        new_since=pl.when(fresh).then(pl.lit(day.as_of)).when(~pl.col("ends")).then(pl.col("stage_since")),
    )


def _fallen(day: Day) -> pl.Expr:
    """Lower the stage that a customer stood on, never raise it."""
    overdue = days_since("uncovered_due", day.as_of)
    target = pl.sum_horizontal([overdue >= stage.from_day for stage in day.policy.ladder]).cast(pl.Int64)
    after_event = pl.when(pl.col("lost_oldest") & ~pl.col("begins")).then(target.clip(lower_bound=1))
    only_fees = pl.when(~pl.col("claim_past_due")).then(day.policy.highest_fees_only_rank)
    lowest = pl.min_horizontal("stood", after_event, only_fees)
    return pl.when(pl.col("stood").is_not_null()).then(lowest).cast(pl.Int64)


def _lost_their_oldest(customers: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """Find the customers whose oldest claim of the last run is past due no more, or has another due date."""
    same = (pl.col("oldest_item_id") == pl.col("now_oldest_item_id")) & (
        pl.col("oldest_due") == pl.col("now_oldest_due")
    )
    doubtful = customers.filter(pl.col("oldest_item_id").is_not_null(), ~same.fill_null(False))
    then = doubtful.select(CUSTOMER, item_id="oldest_item_id", due_date="oldest_due")
    if then.is_empty():
        return then.select(CUSTOMER, lost_oldest=pl.lit(True))
    still_due = past.join(then, on=_CLAIM, how="semi")
    lost = then.join(still_due, on=_CLAIM, how="anti")
    return lost.select(CUSTOMER, lost_oldest=pl.lit(True))


def climb(customers: pl.DataFrame, marks: Marks, day: Day) -> pl.DataFrame:
    """Move customers up one rung who have stood long enough on theirs, and were told or cannot be."""
    wanting = customers.filter(wants_to_climb(day))
    if wanting.is_empty():
        return customers
    spent = _spent(wanting.filter(~pl.col("told")), day.ladder, marks)
    ready = wanting.filter(pl.col("told") | _untold_may_climb(day) | pl.col(CUSTOMER).is_in(spent.implode()))
    climbs = pl.col(CUSTOMER).is_in(ready.get_column(CUSTOMER).implode())
    return customers.with_columns(
        new_stage=pl.when(climbs).then(pl.col("new_stage") + 1).otherwise(pl.col("new_stage")),
        new_since=pl.when(climbs).then(pl.lit(day.as_of)).otherwise(pl.col("new_since")),
    )


def wants_to_climb(day: Day) -> pl.Expr:
    """Tell who has come to the day of the next rung and stood on this one long enough, told of it or not."""
    rungs = {
        rank: stage.from_day for rank, stage in enumerate(day.policy.ladder)
    }  # the next rung's day by this one's rank
    next_day = pl.col("new_stage").replace_strict(rungs, default=None, return_dtype=pl.Int64)
    highest = (
        pl.when(pl.col("claim_past_due")).then(len(day.policy.ladder)).otherwise(day.policy.highest_fees_only_rank)
    )
    return (
        pl.col("item_id").is_not_null()
        & ~pl.col("begins")
        & ~pl.col("fell")
        & ~pl.col("paused")
        & ~pl.col("net_nothing")
        & (pl.col("new_stage") < highest)
        & (pl.col("days") >= next_day)
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
