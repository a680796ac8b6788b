"""The short way by which a message that went out is written down leaves what the long way of all outcomes leaves."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from dunwell.data.models import JournalEntry, JournalPersonal
from dunwell.data.outbox import leases
from dunwell.domain.post import Outcome, Result
from dunwell.usecases.render_messages import render_messages
from dunwell.usecases.sending.outcomes import LeaseLost, record_gone, record_outcome
from dunwell.wiring import papers
from integration.outbox.office import Office
from integration.usecases.desk import day

SHOWN = ("state", "sent_at", "delivered_on", "said", "reason", "attempts", "not_before", "lease_holder", "lease_until",
         "lease_fence", "bounced_on")  # fmt: skip


def _at_work(folder: Path) -> tuple[Office, Any, Any]:
    """Give an office whose one message is being sent: with its caller and its claim."""
    office = Office(folder)
    office.decide(day(1))
    caller = replace(office.caller, at=office.now, today=day(1))
    render_messages(caller, papers())
    with transaction.atomic():
        (claim,) = leases.claim(office.books, [office.message().pk], "one", office.now)
    assert leases.begin(office.books, claim, office.now)
    return office, caller, claim


def _short(office: Office, caller: Any, claim: Any, outcome: Outcome) -> None:
    with transaction.atomic():
        record_gone(office.company, caller, office.message(), claim, outcome)


def _long(office: Office, caller: Any, claim: Any, outcome: Outcome) -> None:
    record_outcome(caller, claim, outcome)


@pytest.mark.parametrize("said", ["", "250 taken as 4711"])
@pytest.mark.parametrize("result", [Result.DELIVERED, Result.HANDED_OVER])
def test_both_ways_leave_the_same(
    tmp_path: Path, undone: Callable[[], AbstractContextManager[None]], result: Result, said: str
) -> None:
    found = []
    for way in (_short, _long):
        with undone():
            office, caller, claim = _at_work(tmp_path)
            before = office.acme.version
            way(office, caller, claim, Outcome(claim.number, result, "", said))
            message, entry = office.message(), JournalEntry.objects.latest("id")
            facts = json.loads(entry.facts)
            assert (facts.pop("message"), facts.pop("sha256")) == (message.pk, message.sha256)
            personal = JournalPersonal.objects.filter(entry=entry).values_list("payload", flat=True)
            marked = (message.delivered_seq is not None, message.delivered_seq in (None, entry.pk))
            found.append(
                (
                    {name: getattr(message, name) for name in SHOWN},
                    (office.acme.version - before, office.acme.next_review_on, marked),
                    (entry.verb, entry.actor, entry.role, entry.subject == message.customer_id, facts, list(personal)),
                )
            )
    assert found[0] == found[1]


@pytest.mark.parametrize("way", [_short, _long])
def test_whoever_lost_the_lease_writes_nothing_by_either(tmp_path: Path, db: None, way: Callable[..., None]) -> None:
    office, caller, claim = _at_work(tmp_path)
    office.later(minutes=10)
    assert leases.take_over(office.books, office.now + timedelta(minutes=1)) == [claim.number]
    entries = JournalEntry.objects.count()
    try:
        way(office, caller, claim, Outcome(claim.number, Result.DELIVERED))
    except LeaseLost:
        assert way is _short
    assert (office.message().state, office.message().reason) == ("in_doubt", leases.LOST)
    assert JournalEntry.objects.count() == entries
