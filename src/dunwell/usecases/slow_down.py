"""Slow down whoever guesses passwords: failed attempts are counted by name and by address, and then refused a while.

Knows neither the name nor the address: it is given keyed digests of them.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from dunwell.data.accounts import attempts

FREE = 5
"""So many failures cost nothing: people mistype."""
WINDOW = timedelta(minutes=15)
LONGEST = timedelta(hours=1)


def closed_until(who: list[str], at: datetime) -> datetime | None:
    """Tell until when no attempt of these is taken; none where one may try."""
    rows = attempts().filter(who__in=who, closed_until__gt=at)
    return max((row.closed_until for row in rows if row.closed_until), default=None)


@transaction.atomic
def count_failure(who: list[str], at: datetime) -> None:
    """Count a failure of each of these; from the sixth within a quarter of an hour on, the wait doubles each time."""
    for each in sorted(who):
        attempts().get_or_create(who=each, defaults={"first_at": at})
        row = attempts().select_for_update().get(who=each)
        if row.first_at < at - WINDOW and (row.closed_until is None or row.closed_until < at - WINDOW):
            row.failures, row.first_at = 0, at
        row.failures += 1
        over = row.failures - FREE
        row.closed_until = at + min(LONGEST, timedelta(seconds=15) * 2**over) if over > 0 else None
        row.save()


@transaction.atomic
def forgive(who: list[str]) -> None:
    """Forget the failures of whoever has signed in."""
    attempts().filter(who__in=who).update(failures=F("failures") * 0, closed_until=None)
