"""A sign of life while a long step goes on: from a thread of its own, on a connection of its own. Knows no step.

What a step has locked nobody can take from it; the sign is for the time in which it holds nothing but a lease.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, connection

BEATS = 3  # a lease


@contextmanager
def beating(beat: Callable[[], bool], lease: timedelta) -> Iterator[None]:
    """Call `beat` three times a lease until the block ends, or until it says that the lease is lost.

    Whether it was lost is found out by the step itself, when it writes.
    """
    over = Event()
    thread = Thread(target=_beat, args=(beat, lease.total_seconds() / BEATS, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(beat: Callable[[], bool], seconds: float, over: Event) -> None:
    try:
        while not over.wait(seconds):
            with suppress(DatabaseError):  # a database that is away or busy is asked again; the lease outlasts it
                if not beat():
                    return
    finally:
        connection.close()
