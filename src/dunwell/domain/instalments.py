"""Instalments: amounts with their days, and which of them the money that came has not met.

A promise is one instalment, a plan several. This module does not know what the money was for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dunwell.domain.calendars import add_month
from dunwell.domain.errors import UserError


class Rhythm(StrEnum):
    """How far apart instalments are."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class CommitmentState(StrEnum):
    """What has become of a promise or plan."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Instalment:
    """An amount, in minor units, and the day on which it is promised."""

    due_date: date
    minor: int

    def last_day(self, grace_days: int) -> date:
        """Give the last day on which money that is dated then still meets it."""
        return self.due_date + timedelta(days=grace_days)

    def broken_on(self, grace_days: int) -> date:
        """Give the first day on which it is missed if it is not met: the day after its grace."""
        return self.last_day(grace_days) + timedelta(days=1)


def schedule(
    count: int, amount_minor: int, rhythm: Rhythm, first_on: date, *, owed_minor: int | None = None
) -> tuple[Instalment, ...]:
    """Lay out so many instalments of an amount, a week or a month apart, from a first day.

    A month keeps the day of the first instalment, or takes the last day of a shorter month. Where `owed_minor` is
    given, the last instalments are lowered or left out, so that nobody is asked for more than what is owed.
    Raises UserError `bad_plan` where count, amount or what is owed is not above nothing.
    """
    total = count * amount_minor if owed_minor is None else min(count * amount_minor, owed_minor)
    if count < 1 or amount_minor < 1 or total < 1:
        raise UserError(
            "bad_plan",
            "A plan needs at least one instalment, each above nothing, of something that is owed",
            "Write it as 3 x 400.00 EUR monthly from 2026-05-01",
            field="plan",
        )
    starts = range(0, total, amount_minor)
    return tuple(
        Instalment(nth_day(first_on, rhythm, number), min(amount_minor, total - start))
        for number, start in enumerate(starts)
    )


def first_unmet(
    instalments: Sequence[Instalment], received: Iterable[tuple[date, int]], *, grace_days: int
) -> Instalment | None:
    """Find the first instalment that the money received does not meet; none where all are met.

    An instalment is met when money dated up to its day and grace reaches it and all those before it. `received`
    are dates and amounts in minor units, in any order; money that comes later than that meets nothing any more.
    Source: docs/deciding.md, rule 7.
    """
    money = list(received)
    promised = 0
    for instalment in sorted(instalments, key=lambda instalment: instalment.due_date):
        promised += instalment.minor
        last_day = instalment.last_day(grace_days)
        if sum(minor for on, minor in money if on <= last_day) < promised:
            return instalment
    return None


def state_on(as_of: date, unmet: Instalment | None, *, grace_days: int) -> CommitmentState:
    """Tell what has become of a commitment by a date, from its first unmet instalment: see `first_unmet`."""
    if unmet is None:
        return CommitmentState.KEPT
    return CommitmentState.BROKEN if as_of >= unmet.broken_on(grace_days) else CommitmentState.OPEN


def nth_day(first_on: date, rhythm: Rhythm, number: int) -> date:
    """Give the day of an instalment by its number, the first being 0: see `schedule`."""
    return add_month(first_on, number) if rhythm is Rhythm.MONTHLY else first_on + timedelta(weeks=number)
