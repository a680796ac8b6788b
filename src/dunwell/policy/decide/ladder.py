"""The policy's steps as frames, made once a policy, so that a day only joins them.

Because the days of a stage's steps lie within the stage (policy.file.rules), the newest step that a customer may
have reached on a track is found by one number: the day up to which its D and its stage let it go. A table of all days
answers that by a look.
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
    "after_step_id": pl.String,
    "after_days": pl.Int64,
    "passes_limit": pl.Boolean,
    "approval": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Track:
    """Steps on fixed days of one slot: for each kind of customer and day the newest that has come by then."""

    slot: str
    step_no: pl.Series  # at place_of(kind, day): the newest step, empty where none has come
    day: pl.Series  # its day
    first_day: int  # the first day that has places
    days: int  # how many days have places, for each kind

    def place_of(self, day: pl.Expr) -> pl.Expr:
        """Give the place of the row's kind on a day, which is none before the first nor after the last."""
        return pl.col("kind").to_physical().cast(pl.Int64) * self.days + (day - self.first_day)


@dataclass(frozen=True, slots=True)
class Ladder:
    """A policy's step instances, and what is looked up of them again and again."""

    terms: pl.DataFrame  # of each instance, in the order of their numbers
    tracks: tuple[Track, ...]  # fixed steps that share a channel and a fallback
    last_day: int  # the newest day of the tracks
    slots: tuple[str, ...]  # the slots of the tracks
    fixed_tasks: pl.DataFrame  # tasks on fixed days, by kind
    after: pl.DataFrame  # steps that count from another one, by kind
    friendly: tuple[Track, ...]  # steps before the due date that share a channel
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
    friendly = [step for step in steps if step.friendly]
    return Ladder(
        terms=_table(steps).drop("step_no"),
        tracks=_tracks(fixed, 0, last_day),
        last_day=last_day,
        slots=tuple(sorted({step.slot for step in fixed})),
        fixed_tasks=_by_kind([step for step in overdue if step.after_step_id is None and step.channel == "task"]),
        after=_by_kind(after),
        friendly=_tracks(friendly, min((step.day for step in friendly), default=-1), -1),
        fixed_days=pl.Series(
            [*sorted({each.day for each in overdue if each.after_step_id is None}), None], dtype=pl.Int64
        ),
        friendly_days=tuple(sorted({each.day for each in friendly})),
        of_rung=_of_rung(_by_kind([step for step in fixed if step.is_notice])),
        after_of_rung=_by_kind([step for step in after if step.is_notice]),
    )


def _table(steps: tuple[StepInstance, ...]) -> pl.DataFrame:
    """One row an instance; the slots of a policy are an enumeration in alphabetical order."""
    types = _STEP | {"slot": pl.Enum(sorted({step.slot for step in steps}))}
    return pl.DataFrame([[getattr(step, name) for name in types] for step in steps], schema=types, orient="row")


def _by_kind(steps: list[StepInstance]) -> pl.DataFrame:
    """One row for each instance and each kind of customer that it is for."""
    kinds = pl.DataFrame(
        [(step.step_no, kind) for step in steps for kind in KIND.categories if step.applies_to(kind)],
        schema={"step_no": pl.Int64, "kind": KIND},
        orient="row",
    )
    return kinds.join(_table(tuple(steps)), on="step_no", how="left")


def _tracks(steps: list[StepInstance], first_day: int, last_day: int) -> tuple[Track, ...]:
    by_carrier: dict[tuple[str, str | None], list[StepInstance]] = {}
    for step in steps:
        by_carrier.setdefault((step.channel, step.fallback), []).append(step)
    return tuple(_track(each, first_day, last_day) for each in by_carrier.values())


def _track(steps: list[StepInstance], first_day: int, last_day: int) -> Track:
    newest: list[StepInstance | None] = []
    for kind in KIND.categories:
        for day in range(first_day, last_day + 1):
            come = [step for step in steps if step.applies_to(kind) and step.day <= day]
            newest.append(max(come, key=lambda step: step.step_no, default=None))
    return Track(
        steps[0].slot,
        step_no=pl.Series([step and step.step_no for step in newest], dtype=pl.Int64),
        day=pl.Series([step and step.day for step in newest], dtype=pl.Int64),
        first_day=first_day,
        days=last_day + 1 - first_day,
    )


def _of_rung(notices: pl.DataFrame) -> pl.DataFrame:
    newest = {
        f"newest_{channel}": pl.when(pl.col("channel") == channel).then(pl.col("day")).max()
        for channel in NOTICE_CHANNELS
    }
    return notices.group_by("kind", "stage_rank").agg(**newest)
