"""Which overdue steps are due: of each track of fixed days the newest, and each task and each step after another.

Source: docs/deciding.md, rule 3. A track is what shares a channel and a fallback; its older due steps are superseded
by the newest, so that nobody needs to list them. This module does not know guards.
"""

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.ladder import Ladder, Track
from dunwell.policy.decide.marks import Marks, not_marked
from dunwell.policy.decide.outcome import together
from dunwell.policy.decide.words import CUSTOMER, by_rank
from dunwell.policy.file import Policy
from dunwell.policy.order import in_order, rows_where

_DUE = {CUSTOMER: pl.Int64, "step_no": pl.Int64, "calendar_day": pl.Int64}
_NOTHING_DUE = pl.DataFrame(schema=_DUE)
_SLOTS = ("email", "letter", "sms", "call")
_OF_STANDING = (
    *(CUSTOMER, "kind", "new_floor", "new_stage", "days", "item_id", "due_date", "restart_on", "pause_ended_on"),
    *(f"last_{slot}" for slot in _SLOTS),
)
_RUNG_FITS = pl.col("stage_rank").is_between(pl.col("new_floor"), pl.col("new_stage"))


def due_steps(customers: pl.DataFrame, marks: Marks, day: Day) -> pl.DataFrame:
    """List due steps by customer: step_no, and calendar_day, the day on the anchor's calendar on which it fell due."""
    stands = pl.col("item_id").is_not_null() & pl.col("new_stage").is_not_null()
    standing = rows_where(customers, stands, *_OF_STANDING)
    if standing.is_empty():
        return _NOTHING_DUE
    parts = [
        *_newest_of_tracks(standing, day.ladder, day.policy),
        _fixed_tasks(standing, day.ladder, marks),
        _after_others(standing, marks, day),
    ]
    due = together(_NOTHING_DUE, *(part.select(list(_DUE)) for part in parts if not part.is_empty()))
    return in_order(due, CUSTOMER, "step_no")


def _newest_of_tracks(standing: pl.DataFrame, ladder: Ladder, policy: Policy) -> list[pl.DataFrame]:
    """Look up the newest step of each track that has come on the rungs stood on, unless the slot's mark is past it."""
    if not ladder.tracks:
        return []
    first = [stage.from_day for stage in policy.ladder]
    stage_end = by_rank([*(day - 1 for day in first[1:]), ladder.last_day], "new_stage").fill_null(ladder.last_day)
    up_to = pl.min_horizontal("days", stage_end, pl.lit(ladder.last_day))
    begin = by_rank(first, "new_floor")
    reach = standing.with_columns(up_to=up_to, begin=begin)
    return [_newest_of(track, reach) for track in ladder.tracks]


def _newest_of(track: Track, reach: pl.DataFrame) -> pl.DataFrame:
    place, last = track.place_of(pl.col("up_to")), pl.col(f"last_{track.slot}")
    newest = reach.select(
        CUSTOMER,
        step_no=pl.lit(track.step_no).gather(place),
        calendar_day=pl.lit(track.day).gather(place),
        not_before=pl.max_horizontal("begin", last + 1),
        stands="begin",
    )
    return newest.filter(pl.col("calendar_day") >= pl.col("not_before"), pl.col("stands").is_not_null())


def _fixed_tasks(standing: pl.DataFrame, ladder: Ladder, marks: Marks) -> pl.DataFrame:
    if ladder.fixed_tasks.is_empty():
        return _NOTHING_DUE
    narrow = standing.select(CUSTOMER, "kind", "new_floor", "new_stage", "days")
    tasks = narrow.join(ladder.fixed_tasks, on="kind").filter(_RUNG_FITS, pl.col("day") <= pl.col("days"))
    return not_marked(tasks, marks).with_columns(calendar_day="day")


def _after_others(standing: pl.DataFrame, marks: Marks, day: Day) -> pl.DataFrame:
    """Count from the first delivery of the other step; again from the start where something began anew since."""
    if marks.delivered.is_empty():
        return _NOTHING_DUE
    narrow = standing.select(
        CUSTOMER, "kind", "new_floor", "new_stage", "item_id", "due_date", "restart_on", "pause_ended_on"
    )
    counted = (
        marks.delivered.join(narrow, on=CUSTOMER)
        .join(day.ladder.after, left_on=("kind", "step_id"), right_on=("kind", "after_step_id"))
        .filter(_RUNG_FITS)
        .join(day.commitments.restart, on=(CUSTOMER, "item_id"), how="left")
        .with_columns(due_on=_start() + pl.duration(days=pl.col("after_days")))
        .filter(pl.col("due_on") <= pl.lit(day.as_of))
        .with_columns(calendar_day=(pl.col("due_on") - pl.col("due_date")).dt.total_days())
    )
    return not_marked(counted, marks)


def _start() -> pl.Expr:
    return pl.max_horizontal("first_on", "restart_on", "pause_ended_on", "broken_on")
