"""The schedule at the level of rows: what is on it, who is at a job, for which day it was done. Knows no job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from dunwell.data.books import Books
from dunwell.data.models import Company, Schedule

LEASE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Turn:
    """A job that a worker is at, for a day: it may say what came of it as long as holder and fence are these."""

    schedule: int
    job: str
    day: date
    holder: str
    fence: int


def put_on(company: Company, jobs: Mapping[str, tuple[int, int | None, date]]) -> None:
    """Put jobs on the schedule that are not on it yet: hour, weekday, and the day before which nothing is made up."""
    known = set(Books(company).schedules.values_list("job", flat=True))
    rows = [
        Schedule(company=company, job=job, hour=hour, weekday=weekday, done_for=day)
        for job, (hour, weekday, day) in jobs.items()
        if job not in known
    ]
    if rows:
        with transaction.atomic():
            Schedule.objects.bulk_create(rows, ignore_conflicts=True)


def take_turn(books: Books, row: Schedule, day: date, holder: str, at: datetime) -> Turn | None:
    """Take the turn of a job for a day; None where it was done for that day, rests, or another worker is at it."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
    to_do = Q(done_for__isnull=True) | Q(done_for__lt=day)
    rested = Q(not_before__isnull=True) | Q(not_before__lte=at)
    rows = books.schedules.filter(free, to_do, rested, pk=row.pk, active=True)
    with transaction.atomic():
        if not rows.update(holder=holder, fence=F("fence") + 1, lease_until=at + LEASE, began_at=at):
            return None
        fence: int = books.schedules.values_list("fence", flat=True).get(pk=row.pk)
    return Turn(row.pk, row.job, day, holder, fence)


def still_at_it(books: Books, turn: Turn, at: datetime) -> bool:
    """Go on being at a job: the heartbeat. False where another worker has taken over."""
    with transaction.atomic():
        return bool(_mine(books, turn).update(lease_until=at + LEASE))


def end_turn(books: Books, turn: Turn, at: datetime, outcome: Mapping[str, Any], rest: timedelta | None = None) -> None:
    """Say what came of a job. It is done for its day, or where it is to `rest`, tried again after that."""
    done: dict[str, Any] = {"done_for": turn.day, "not_before": None} if rest is None else {"not_before": at + rest}
    with transaction.atomic():
        _mine(books, turn).update(holder="", lease_until=None, ended_at=at, outcome=dict(outcome), **done)


def _mine(books: Books, turn: Turn) -> Any:
    return books.schedules.filter(pk=turn.schedule, holder=turn.holder, fence=turn.fence)
