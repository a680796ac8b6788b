"""Who has which shard: a lease with a number that shuts out whoever lost it. Knows neither a rule nor a plan.

A worker claims a shard for a while and writes to it in transactions of its own. Each of these begins by holding the
shard's row under the number that was given with the lease: whoever was overtaken finds another number there and
writes nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from dunwell.data.books import Books
from dunwell.data.models import Run, RunShard


class LeaseLost(Exception):  # noqa: N818 - nothing went wrong: another worker has it now
    """Another worker has the shard, or its run was given up."""


@dataclass(frozen=True, slots=True)
class Held:
    """A shard that a worker has: it may write to it as long as holder and fence are still these."""

    shard: int
    run: int
    number: int
    first: int
    last: int
    size: int
    state: str
    holder: str
    fence: int


def claim(books: Books, run: Run, states: Collection[str], holder: str, at: datetime, lease: timedelta) -> Held | None:
    """Claim the first free shard of a run in one of these states; shards that others are just claiming are passed."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
    with transaction.atomic():
        rows = books.run_shards.filter(free, run=run, state__in=states).order_by("number")
        found: RunShard | None = rows.select_for_update(skip_locked=True).first()
        if found is None:
            return None
        fence = found.fence + 1
        books.run_shards.filter(pk=found.pk).update(holder=holder, fence=fence, lease_until=at + lease)
    return Held(found.pk, run.pk, found.number, found.first, found.last, found.size, found.state, holder, fence)


def hold(books: Books, mine: Held) -> None:
    """Hold the shard's row until the transaction ends, so that nobody takes it over meanwhile. Raises LeaseLost."""
    if not _mine(books, mine).select_for_update().exists():
        raise LeaseLost


def keep_alive(books: Books, mine: Held, until: datetime) -> None:
    """Go on holding the shard: the heartbeat. Raises LeaseLost."""
    with transaction.atomic():
        if not _mine(books, mine).update(lease_until=until):
            raise LeaseLost


def settle(books: Books, mine: Held, **now: Any) -> None:
    """Write down what became of a shard that is held, and end the lease."""
    _mine(books, mine).update(holder="", lease_until=None, **now)


def let_go(books: Books, mine: Held) -> None:
    """Give a shard back as it was."""
    with transaction.atomic():
        settle(books, mine)


def shut_out(books: Books, run: Run) -> None:
    """Give up the shards of a run: whoever is at one of them can write nothing any more."""
    books.run_shards.filter(run=run).exclude(state="done").update(
        state="cancelled", fence=F("fence") + 1, holder="", lease_until=None
    )


def _mine(books: Books, mine: Held) -> Any:
    return books.run_shards.filter(pk=mine.shard, holder=mine.holder, fence=mine.fence, state=mine.state)
