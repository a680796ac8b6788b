"""Which overdue steps are due: of each track of fixed days the newest, and each task and each step after another.

Source: docs/deciding.md, rule 3. A track is what shares a channel and a fallback; its older due steps are superseded
by the newest, so that nobody needs to list them. This module does not know guards.
"""

from functools import cache

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.ladder import Ladder
from dunwell.policy.decide.marks import Marks, not_marked
from dunwell.policy.decide.outcome import together
from dunwell.policy.decide.words import CUSTOMER
from dunwell.policy.file import Policy

_DUE = {CUSTOMER: pl.Int64, "step_no": pl.Int64, "calendar_day": pl.Int64}
_NOTHING_DUE = pl.DataFrame(schema=_DUE)
_SLOTS = ("email", "letter", "sms", "call")
_RUNG_FITS = pl.col("stage_rank").is_between(pl.col("new_floor"), pl.col("new_stage"))


def due_steps(customers: pl.DataFrame, marks: Marks, day: Day) -> pl.DataFrame:
    """List due steps by customer: step_no, and calendar_day, the day on the anchor's calendar on which it fell due."""
    standing = customers.filter(pl.col("item_id").is_not_null(), pl.col("new_stage").is_not_null())
    if standing.is_empty():
        return _NOTHING_DUE
    parts = [
        _newest_of_tracks(standing, day.ladder, day.policy),
        _fixed_tasks(standing, day.ladder, marks),
        _after_others(standing, marks, day),
    ]
    due = together(_NOTHING_DUE, *(part.select(list(_DUE)) for part in parts if not part.is_empty()))
    if due.is_empty():
        return due
    return due.join(day.ladder.steps, on="step_no", how="left")


def _newest_of_tracks(standing: pl.DataFrame, ladder: Ladder, policy: Policy) -> pl.DataFrame:
    if not ladder.tracks:
        return _NOTHING_DUE
    first = {rank: stage.from_day for rank, stage in enumerate(policy.ladder, 1)}
    end = {rank - 1: day - 1 for rank, day in first.items()}
    stage_end = pl.col("new_stage").replace_strict(end, default=ladder.last_day, return_dtype=pl.Int64)
    reach = standing.select(
        CUSTOMER,
        "kind",
        "^last_(email|letter|sms|call)$",
        up_to=pl.min_horizontal("days", stage_end, pl.lit(ladder.last_day)),
        begin=pl.col("new_floor").replace_strict(first, default=None, return_dtype=pl.Int64),
    )
    reached = reach.join(ladder.reached, on=("kind", "up_to"), how="left")
    kept = [CUSTOMER, "begin", *(f"last_{slot}" for slot in _SLOTS)]
    newest = reached.unpivot(on=list(ladder.tracks), index=kept, value_name="step_no")
    return newest.join(ladder.on_fixed_days, on="step_no").filter(_not_behind())


@cache
def _not_behind() -> pl.Expr:
    last = pl.coalesce(pl.when(pl.col("slot") == slot).then(pl.col(f"last_{slot}")) for slot in _SLOTS)
    return (pl.col("calendar_day") >= pl.col("begin")) & (pl.col("calendar_day") > last)


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
