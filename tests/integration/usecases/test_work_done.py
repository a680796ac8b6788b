"""What people do and say so: letters posted, tasks and calls done."""

import pytest

from dunwell.data.models import JournalEntry
from dunwell.usecases.complete_task import complete_task
from dunwell.usecases.log_call_outcome import log_call_outcome
from dunwell.usecases.mark_sent import mark_sent
from dunwell.usecases.run_collections import run_collections
from integration.usecases.desk import Desk, day


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def outbox(desk: Desk) -> int:
    """Run a day whose message waits to be sent, and give its number."""
    desk.do(run_collections, day(1), as_of=day(1), allow_stale=True, approved=True)
    return int(desk.books.messages.outbox().get().pk)


def test_what_a_person_has_sent_is_delivered(desk: Desk) -> None:
    number = outbox(desk)
    version = desk.acme.version
    assert desk.do(mark_sent, day(3), messages=[number], on=day(2))["delivered_on"] == day(2).isoformat()
    message = desk.books.messages.get()
    seq = JournalEntry.objects.get(verb="sent").pk
    assert (message.state, message.delivered_on, message.delivered_seq) == ("delivered", day(2), seq)
    assert desk.acme.version > version
    assert desk.refused(mark_sent, day(3), messages=[number]) == "unknown_message"


def test_all_or_none(desk: Desk) -> None:
    number = outbox(desk)
    assert desk.refused(mark_sent, day(3), messages=[number, number + 1]) == "unknown_message"
    assert desk.refused(mark_sent, day(3), messages=[]) == "unknown_message"
    assert desk.refused(mark_sent, day(3), messages=[number], on=day(0)) == "date_passed"
    assert desk.refused(mark_sent, day(3), messages=[number], on=day(4)) == "too_late"
    assert desk.books.messages.outbox().exists()


def test_a_call_and_a_task_are_done_once(desk: Desk) -> None:
    desk.run_to(28)
    call = desk.books.calls.get()
    assert desk.do(log_call_outcome, day(29), call=call.pk, outcome="Mary pays on Friday")["done_on"] == str(day(29))
    call.refresh_from_db()
    assert (call.state, call.outcome) == ("done", "Mary pays on Friday")
    assert desk.refused(log_call_outcome, day(29), call=call.pk) == "unknown_task"


def test_a_task_keeps_what_came_of_it(desk: Desk) -> None:
    desk.books.addresses.update(bounced_on=day(0))
    desk.run_to(4)
    task = desk.books.tasks.filter(task="fix-contact").get()
    assert desk.by("service").do(complete_task, day(5), task=task.pk, outcome="moved to Utrecht")["state"] == "done"
    task.refresh_from_db()
    assert (task.state, task.done_on, task.outcome) == ("done", day(5), "moved to Utrecht")
    assert desk.refused(complete_task, day(5), task=task.pk) == "unknown_task"


def test_a_newer_call_takes_the_place_of_one_that_nobody_made(desk: Desk) -> None:
    desk.run_to(60)
    calls = list(desk.books.calls.order_by("id"))
    assert len(calls) > 1
    assert [call.state for call in calls] == ["cancelled"] * (len(calls) - 1) + ["open"]
    assert calls[0].outcome == "superseded by a newer one"
    kinds = list(desk.books.tasks.open().exclude(decision=None).values_list("task", flat=True))
    assert len(kinds) == len(set(kinds))
