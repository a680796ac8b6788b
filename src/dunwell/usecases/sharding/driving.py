"""A worker at a run: it takes one shard after another, and moves the run on when none is left. Knows no rule."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from django.db import DatabaseError, connection

from dunwell.data.books import Books
from dunwell.data.models import Run
from dunwell.data.shards import Held, LeaseLost, claim, keep_alive, let_go
from dunwell.ports import Hands
from dunwell.usecases.sharding.advancing import PHASES, advance, phase_of
from dunwell.usecases.sharding.beating import beating
from dunwell.usecases.sharding.steps import apply_shard, plan_shard, show_shard
from dunwell.usecases.work import Caller, find_company

STEPS: dict[str, Callable[[Caller, Held, Hands], None]] = {
    "planning": plan_shard,
    "showing": show_shard,
    "applying": apply_shard,
}
WAIT = timedelta(milliseconds=20)


def drive(caller: Caller, run: int, hands: Hands) -> None:
    """Work on a run until it waits for a person or is over, we are asked to stop, or others have all that is left.

    With a `pause` in our hands we wait for these others, and take over what they leave behind. While the database
    writes what one lane gave it, another lane decides.
    """
    if not _in_hand(caller, run):
        return
    hands.begun(run)
    beside = [replace(hands, holder=f"{hands.holder}/{number}") for number in range(2, _lanes(hands) + 1)]
    with ThreadPoolExecutor(max_workers=max(len(beside), 1), thread_name_prefix="lane") as pool:
        lanes = [pool.submit(_lane, caller, run, lane) for lane in beside]
        _work(caller, run, hands)
    for lane in lanes:
        lane.result()


def _lanes(hands: Hands) -> int:
    """Tell how many lanes there can be: one where we may not wait, one writes at a time, or none sees our rows."""
    alone = hands.pause is None or connection.vendor == "sqlite" or connection.in_atomic_block
    return 1 if alone else hands.lanes


def _lane(caller: Caller, run: int, hands: Hands) -> None:
    try:
        _work(caller, run, hands)
    finally:
        connection.close()  # each thread has one of its own


def _work(caller: Caller, run: int, hands: Hands) -> None:
    while not hands.stops():
        if help_once(caller, run, hands):
            continue
        if hands.pause is None or not _in_hand(caller, run):
            return
        hands.pause(WAIT.total_seconds())


def help_once(caller: Caller, run: int, hands: Hands) -> bool:
    """Do the next thing that a run needs: one shard, or one step of the whole. False where there is nothing for us."""
    caller = replace(caller, key=None, dry=False, at=hands.clock())
    books = Books(find_company(caller.company))
    found: Run | None = books.runs.in_hand().filter(pk=run).first()
    phase = phase_of(found) if found else None
    if found is None or phase is None:
        return False
    held = claim(books, found, PHASES[phase], hands.holder, hands.clock(), hands.lease)
    if held is None:
        return bool(advance(caller, run)["moved"])
    try:
        with beating(lambda: _alive(books, held, hands), hands.lease):
            STEPS[phase](caller, held, hands)
    except LeaseLost:
        return True
    except BaseException:
        with suppress(DatabaseError):  # where the database is gone, the lease ends by itself
            let_go(books, held)
        raise
    _tell(books, found, phase, hands)
    return True


def _alive(books: Books, held: Held, hands: Hands) -> bool:
    try:
        keep_alive(books, held, hands.clock() + hands.lease)
    except LeaseLost:
        return False
    return True


def _in_hand(caller: Caller, run: int) -> bool:
    return bool(Books(find_company(caller.company)).runs.in_hand().filter(pk=run).exists())


def _tell(books: Books, run: Run, phase: str, hands: Hands) -> None:
    shards = books.run_shards.filter(run=run)
    hands.told(phase, shards.exclude(state__in=PHASES[phase]).count(), shards.count())
