"""Tell other systems the events that wait for them: at least once each, signed, and again later where it failed.

An attempt is put on record before it is made, so that a crash leaves one attempt too many and never one too few; the
event's public name is the same each time, by which a receiver knows it. Several may tell at once: each event is taken
up by one of them, for a while. Knows no transport.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from dunwell.data.books import Books
from dunwell.data.models import EventDelivery
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.domain.webhooks import WAITS, Teller, Told, headers
from dunwell.queries.restorations import sending_is_off
from dunwell.usecases.work import Answer, Caller, Work, find_company, use_case

LEASE = timedelta(minutes=2)
REST = timedelta(minutes=5)
"""So long, at most, an address that did not answer is left alone with its other events."""
MOST = 200  # deliveries a call; the next call goes on


def deliver_events(
    caller: Caller,
    *,
    teller: Teller,
    clock: Callable[[], datetime] | None = None,
    stops: Callable[[], bool] = lambda: False,
    most: int = MOST,
) -> Answer:
    """Deliver what is due, the oldest first, and count what was taken, failed and given up.

    `clock` tells the moment of each delivery; left out, it is the caller's. Called dry it tells nobody and counts what
    is `due`. While sending is off nothing is told, and `stopped` in the answer says why.
    """
    counts: Answer = {"delivered": 0, "failed": 0, "given_up": 0}
    company = find_company(caller.company)
    if off := sending_is_off(company):
        return {**counts, "stopped": off}
    if caller.dry:
        return {**counts, "due": due(Books(company), caller.at).count()}
    for _ in range(most):
        now = replace(caller, key=None, at=clock() if clock else caller.at)
        claimed = None if stops() else _claim(now)["claimed"]
        if claimed is None:
            break
        counts[_deliver(now, teller, **claimed)] += 1
    return counts


def due(books: Books, at: datetime) -> Any:
    """Give the deliveries that wait and whose time has come, the oldest first."""
    come = Q(not_before__isnull=True) | Q(not_before__lte=at)
    return books.event_deliveries.filter(come, state="waiting", hook__ended_on__isnull=True).order_by("id")


@use_case(Verb.HOOK)
def _claim(work: Work) -> Answer:
    """Take up one that is due: until the lease is over nobody else does."""
    at = work.caller.at
    row = due(work.books, at).select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return {"claimed": None}
    row.attempts += 1
    row.not_before = at + LEASE
    row.save(update_fields=["attempts", "not_before"])
    return {"claimed": {"number": row.pk, "attempt": row.attempts}}


def _deliver(caller: Caller, teller: Teller, number: int, attempt: int) -> str:
    row = _rows(caller).select_related("event", "hook").get(pk=number)
    body = body_of(row)
    try:
        secret = teller.secret(row.hook.secret)
        told = teller.tell(row.hook.url, headers(secret, row.event.ref, int(caller.at.timestamp()), body), body)
    except UserError as fault:
        told = Told(None, fault.message)
    return _put_down(caller, number, attempt, told)


def body_of(row: EventDelivery) -> bytes:
    """Write an event as it is told: type, day and facts as JSON."""
    event = row.event
    facts: dict[str, Any] = {"type": event.name, "timestamp": event.happened_on.isoformat(), "data": event.facts}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()


@transaction.atomic
def _put_down(caller: Caller, number: int, attempt: int, told: Told) -> str:
    """Write down what came of an attempt, unless another one was made since by whoever took it over."""
    mine = _rows(caller).filter(pk=number, attempts=attempt, state="waiting")
    now: dict[str, Any]
    if told.taken:
        now = {"state": "delivered", "not_before": None, "delivered_at": caller.at}
    elif attempt > len(WAITS):
        now = {"state": "given_up", "not_before": None}
    else:
        now = {"state": "waiting", "not_before": caller.at + WAITS[attempt - 1]}
    written = mine.update(said=told.said[:300], **now)
    if written and not told.answered:
        _let_rest(caller, number, WAITS[min(attempt, len(WAITS)) - 1])
    return "failed" if now["state"] == "waiting" else str(now["state"])


def _let_rest(caller: Caller, number: int, wait: timedelta) -> None:
    """Leave an address alone that gave no answer: waiting for it once is enough, or the others would wait with it."""
    until = caller.at + min(wait, REST)
    hook = _rows(caller).get(pk=number).hook_id
    sooner = Q(not_before__isnull=True) | Q(not_before__lt=until)
    _rows(caller).filter(sooner, hook=hook, state="waiting").update(not_before=until)


def _rows(caller: Caller) -> Any:
    return Work(caller, Verb.HOOK).books.event_deliveries
