"""Tell other systems the events that wait for them: at least once each, signed, and again later where it failed.

An attempt is put on record before it is made, so that a crash leaves one attempt too many and never one too few; the
event's public name is the same each time, by which a receiver knows it. Knows no transport.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dunwell.data.models import EventDelivery
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.domain.webhooks import WAITS, Teller, Told, headers
from dunwell.queries.restorations import sending_is_off
from dunwell.usecases.work import Answer, Caller, Work, find_company, use_case

LEASE = timedelta(minutes=2)
MOST = 200  # deliveries a call; the next call goes on


def deliver_events(caller: Caller, *, teller: Teller) -> Answer:
    """Deliver what is due, the oldest first, and count what was taken, failed and given up.

    While sending is off nothing is told, and `stopped` in the answer says why.
    """
    counts: Answer = {"delivered": 0, "failed": 0, "given_up": 0}
    if off := sending_is_off(find_company(caller.company)):
        return {**counts, "stopped": off}
    for number in _claim(caller)["claimed"]:
        state = _deliver(caller, teller, number)
        counts[state] += 1
    return counts


@use_case(Verb.HOOK)
def _claim(work: Work) -> Answer:
    """Take up what is due: until the lease is over nobody else does."""
    at = work.caller.at
    waiting = work.books.event_deliveries.filter(state="waiting", hook__ended_on__isnull=True)
    due = [row for row in waiting.order_by("id") if row.not_before is None or row.not_before <= at][:MOST]
    for row in due:
        row.attempts += 1
        row.not_before = at + LEASE
        row.save(update_fields=["attempts", "not_before"])
    return {"claimed": [row.pk for row in due]}


def _deliver(caller: Caller, teller: Teller, number: int) -> str:
    row = _row(caller, number)
    body = body_of(row)
    try:
        secret = teller.secret(row.hook.secret)
        told = teller.tell(row.hook.url, headers(secret, row.event.ref, int(caller.at.timestamp()), body), body)
    except UserError as fault:
        told = Told(None, fault.message)
    return _put_down(caller, number, told)


def body_of(row: EventDelivery) -> bytes:
    """Write an event as it is told: type, day and facts as JSON."""
    event = row.event
    facts: dict[str, Any] = {"type": event.name, "timestamp": event.happened_on.isoformat(), "data": event.facts}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()


@transaction.atomic
def _put_down(caller: Caller, number: int, told: Told) -> str:
    row = _row(caller, number)
    row.said = told.said[:300]
    if told.taken:
        row.state, row.delivered_at, row.not_before = "delivered", caller.at, None
    elif row.attempts > len(WAITS):
        row.state, row.not_before = "given_up", None
    else:
        row.not_before = _again(caller.at, row.attempts)
    row.save(update_fields=["said", "state", "delivered_at", "not_before"])
    return row.state if row.state != "waiting" else "failed"


def _again(at: datetime, attempts: int) -> datetime:
    return at + WAITS[attempts - 1]


def _row(caller: Caller, number: int) -> EventDelivery:
    books = Work(caller, Verb.HOOK).books
    row: EventDelivery = books.event_deliveries.select_related("event", "hook").get(pk=number)
    return row
