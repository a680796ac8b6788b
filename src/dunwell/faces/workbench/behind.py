"""Long work that is done behind the pages: one thing after the other in one thread, nothing twice at the same time.

It is work that may be lost with the process, since whoever misses its outcome asks for it again. Knows no work.
"""

import logging
from collections.abc import Callable, Hashable
from queue import SimpleQueue
from threading import Lock, Thread

from django.db import connection

Work = Callable[[], object]
_log = logging.getLogger("dunwell")
_lock = Lock()
_in_hand: set[Hashable] = set()
_waiting: SimpleQueue[tuple[Hashable, Work]] = SimpleQueue()
_hands: list[Thread] = []


def begin(what: Hashable, work: Work) -> None:
    """Have work done soon, unless the same is waiting or in hand already."""
    with _lock:
        if what in _in_hand:
            return
        _in_hand.add(what)
        if not _hands:
            _hands.append(Thread(target=_work_on, name="behind the pages", daemon=True))
            _hands[0].start()
    _waiting.put((what, work))


def is_in_hand(what: Hashable) -> bool:
    """Tell whether work waits or is in hand."""
    with _lock:
        return what in _in_hand


def _work_on() -> None:
    while True:
        what, work = _waiting.get()
        try:
            work()
        except Exception:  # noqa: BLE001 - the next visitor begins it anew
            _log.exception("What was to be done behind a page failed")
        finally:
            connection.close()
            with _lock:
                _in_hand.discard(what)
