"""The policy's steps as frames, made once a policy, so that a day only joins them.

Because the days of a stage's steps lie within the stage (policy.file.rules), the newest step that a customer may
have reached on a track is found by one number: the day up to which its D and its stage let it go.
This module does not know customers or dates.
"""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dunwell.policy.decide.words import CHANNEL, KIND
from dunwell.policy.file.model import NOTICE_CHANNELS, Policy
from dunwell.policy.file.steps import StepInstance, steps_of

_STEP: dict[str, pl.DataType | type[pl.DataType]] = {
    "step_no": pl.Int64,
    "step_id": pl.String,
    "template": pl.String,
    "channel": CHANNEL,
    "fallback": CHANNEL,
    "stage_rank": pl.Int64,
    "day": pl.Int64,
    "slot": pl.String,
    "after_step_id": pl.String,
    "after_days": pl.Int64,
    "passes_limit": pl.Boolean,
    "approval": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Ladder:
    """A policy's step instances, and what is looked up of them again and again."""

    steps: pl.DataFrame  # one row an instance
    tracks: tuple[str, ...]  # columns of `reached`: fixed steps that share a channel and a fallback
    reached: pl.DataFrame  # by kind of customer and day: the newest step_no of each track up to that day
    last_day: int  # the newest day in `reached`
    on_fixed_days: pl.DataFrame  # of the steps on fixed days: slot, and calendar_day
    fixed_tasks: pl.DataFrame  # tasks on fixed days, by kind
    after: pl.DataFrame  # steps that count from another one, by kind
    friendly: pl.DataFrame  # steps before the due date, by kind
    fixed_days: pl.Series  # the days on which any overdue step falls due, rising, and none after the last
    friendly_days: tuple[int, ...]  # the days of friendly steps, before the due date
    of_rung: pl.DataFrame  # by kind and stage: the newest day of each notice channel's fixed steps
    after_of_rung: pl.DataFrame  # by kind and stage: notices that count from another step


def ladder_of(policy: Policy) -> Ladder:
    """Unfold a policy into frames; the same ladder gives the same frames."""
    return _unfold(tuple(steps_of(policy)))


@lru_cache(maxsize=64)
def _unfold(steps: tuple[StepInstance, ...]) -> Ladder:
    overdue = [step for step in steps if not step.friendly]
    fixed = [step for step in overdue if step.after_step_id is None and step.channel != "task"]
    after = [step for step in overdue if step.after_step_id is not None]
    last_day = max((step.day for step in fixed), default=0)
    by_track = _by_track(fixed)
    return Ladder(
        steps=_table(steps),
        tracks=tuple(by_track),
        reached=_reached(by_track, last_day),
        last_day=last_day,
        on_fixed_days=_table(tuple(fixed)).select("step_no", "slot", calendar_day="day"),
        fixed_tasks=_by_kind([step for step in overdue if step.after_step_id is None and step.channel == "task"]),
        after=_by_kind(after),
        friendly=_by_kind([step for step in steps if step.friendly]),
        fixed_days=pl.Series(
            [*sorted({each.day for each in overdue if each.after_step_id is None}), None], dtype=pl.Int64
        ),
        friendly_days=tuple(sorted({each.day for each in steps if each.friendly})),
        of_rung=_of_rung(_by_kind([step for step in fixed if step.is_notice])),
        after_of_rung=_by_kind([step for step in after if step.is_notice]),
    )


def _table(steps: tuple[StepInstance, ...]) -> pl.DataFrame:
    return pl.DataFrame([[getattr(step, name) for name in _STEP] for step in steps], schema=_STEP, orient="row")


def _by_kind(steps: list[StepInstance]) -> pl.DataFrame:
    """One row for each instance and each kind of customer that it is for."""
    kinds = pl.DataFrame(
        [(step.step_no, kind) for step in steps for kind in KIND.categories if step.applies_to(kind)],
        schema={"step_no": pl.Int64, "kind": KIND},
        orient="row",
    )
    return kinds.join(_table(tuple(steps)), on="step_no", how="left")


def _by_track(fixed: list[StepInstance]) -> dict[str, list[StepInstance]]:
    tracks: dict[str, list[StepInstance]] = {}
    for step in fixed:
        tracks.setdefault(f"{step.channel}, else {step.fallback}", []).append(step)
    return tracks


def _reached(by_track: dict[str, list[StepInstance]], last_day: int) -> pl.DataFrame:
    days = pl.select(up_to=pl.int_range(0, last_day + 1, dtype=pl.Int64))
    reached = days.join(pl.DataFrame({"kind": KIND.categories}, schema={"kind": KIND}), how="cross")
    for track, steps in by_track.items():
        by_day = _by_kind(steps).group_by("kind", up_to="day").agg(pl.col("step_no").max().alias(track))
        reached = reached.sort("up_to").join_asof(by_day.sort("up_to"), on="up_to", by="kind", check_sortedness=False)
    return reached


def _of_rung(notices: pl.DataFrame) -> pl.DataFrame:
    newest = {
        f"newest_{channel}": pl.when(pl.col("channel") == channel).then(pl.col("day")).max()
        for channel in NOTICE_CHANNELS
    }
    return notices.group_by("kind", "stage_rank").agg(**newest)
