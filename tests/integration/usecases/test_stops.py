"""Disputes, pauses, replies and bounces: what stops a message, and from when on it goes again."""

from typing import Any

import pytest

from dunwell.data.models import JournalEntry, JournalPersonal
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.read_reply import read_reply
from dunwell.usecases.record_bounce import record_bounce
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.resume_customer import resume_customer
from integration.usecases.desk import Desk, day


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def test_all_that_is_left_is_disputed_where_no_amount_is_given(desk: Desk) -> None:
    answer = desk.do(raise_dispute, day(1), item="INV-1", reason="never came")
    assert (answer["amount_minor"], answer["currency"], answer["state"]) == (100_000, "EUR", "open")
    desk.run(day(2))
    assert desk.acme.reason == "disputed"


def test_the_undisputed_part_is_chased(desk: Desk) -> None:
    desk.do(raise_dispute, day(1), item="INV-1", amount_minor=30_000, currency="EUR")
    desk.run(day(2))
    assert desk.books.decision_totals.get().total_minor == 70_000


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"item": "INV-9"}, "unknown_item"),
        ({"item": "INV-1", "amount_minor": 0}, "not_positive"),
        ({"item": "INV-1", "amount_minor": 100_001}, "too_much"),
        ({"item": "INV-1", "amount_minor": 1, "currency": "USD"}, "wrong_currency"),
    ],
)
def test_a_dispute_that_cannot_be(desk: Desk, asked: dict[str, Any], code: str) -> None:
    assert desk.refused(raise_dispute, day(1), **asked) == code
    assert not desk.books.disputes.exists()


def test_one_dispute_at_a_time(desk: Desk) -> None:
    desk.do(raise_dispute, day(1), item="INV-1", amount_minor=1)
    assert desk.refused(raise_dispute, day(2), item="INV-1") == "already_exists"


def test_rejected_it_is_chased_again(desk: Desk) -> None:
    desk.do(raise_dispute, day(1), item="INV-1")
    answer = desk.do(resolve_dispute, day(3), item="INV-1", verdict="rejected")
    assert (answer["state"], answer["awaiting_minor"]) == ("rejected", 0)
    assert desk.books.disputes.get().ended_on == day(3)
    desk.run(day(3))
    assert desk.templates(day(3)) == ["just-overdue"]


def test_upheld_it_awaits_a_credit_note_and_only_the_rest_can_be_disputed(desk: Desk) -> None:
    desk.do(raise_dispute, day(1), item="INV-1", amount_minor=60_000)
    assert desk.do(resolve_dispute, day(2), item="INV-1", verdict="upheld")["awaiting_minor"] == 60_000
    assert desk.do(raise_dispute, day(3), item="INV-1")["amount_minor"] == 40_000
    desk.do(resolve_dispute, day(3), item="INV-1", verdict="upheld")
    assert desk.refused(raise_dispute, day(4), item="INV-1") == "not_open"


def test_a_dispute_ends_once_and_in_one_of_two_ways(desk: Desk) -> None:
    assert desk.refused(resolve_dispute, day(1), item="INV-1", verdict="upheld") == "no_dispute"
    assert desk.refused(resolve_dispute, day(1), item="INV-1", verdict="maybe") == "unknown_verdict"


def test_a_pause_holds_to_its_last_day_included(desk: Desk) -> None:
    assert desk.do(pause_customer, day(1), customer="ACME", until=day(3), reason="fair")["owner"] == "ann"
    for number in (1, 3, 4):
        desk.run(day(number))
    assert [desk.templates(day(number)) for number in (1, 3, 4)] == [[], [], ["just-overdue"]]


def test_a_new_pause_replaces_the_old(desk: Desk) -> None:
    desk.do(pause_customer, day(1), customer="ACME", until=day(9))
    assert desk.do(pause_customer, day(2), customer="ACME", until=day(3), owner="bob")["replaced"] == 1
    desk.run(day(4))
    assert desk.templates(day(4)) == ["just-overdue"]


def test_a_pause_that_is_over_is_not_replaced(desk: Desk) -> None:
    desk.do(pause_customer, day(1), customer="ACME", until=day(1))
    assert desk.do(pause_customer, day(2), customer="ACME", until=day(3))["replaced"] == 0
    assert desk.books.pauses.filter(ended_on__isnull=True).count() == 2


def test_resumed_it_no_longer_holds_that_day(desk: Desk) -> None:
    desk.do(pause_customer, day(1), customer="ACME", until=day(9))
    desk.do(resume_customer, day(2), customer="ACME")
    desk.run(day(2))
    assert desk.templates(day(2)) == ["just-overdue"]
    assert desk.refused(resume_customer, day(2), customer="ACME") == "no_pause"


def test_a_pause_ends_today_or_later(desk: Desk) -> None:
    assert desk.refused(pause_customer, day(2), customer="ACME", until=day(1)) == "date_passed"
    assert desk.refused(pause_customer, day(2), customer="NOBODY", until=day(9)) == "unknown_customer"
    assert desk.refused(pause_customer, day(2), customer="ACME", until=day(9), owner="x" * 201) == "too_long"


def test_a_reply_waits_until_somebody_has_read_it(desk: Desk) -> None:
    desk.do(record_reply, day(1), customer="ACME", text="Please call Mary")
    desk.do(record_reply, day(1), customer="ACME", text="Are you there?")
    desk.run(day(1))
    assert desk.acme.reason == "reply_waiting"
    assert len(desk.do(read_reply, day(2), customer="ACME")["replies"]) == 2
    desk.run(day(2))
    assert desk.templates(day(2)) == ["just-overdue"]
    assert desk.refused(read_reply, day(2), customer="ACME") == "no_reply"


def test_what_a_customer_wrote_is_kept_apart_in_the_journal(desk: Desk) -> None:
    desk.do(record_reply, day(1), customer="ACME", text="Please call Mary")
    entry = JournalEntry.objects.get(verb="reply")
    assert "Mary" not in entry.facts
    assert "Mary" in JournalPersonal.objects.get(entry=entry).payload


def test_what_came_back_was_not_delivered_and_the_address_works_no_longer(desk: Desk) -> None:
    desk.run(day(1))
    answer = desk.do(record_bounce, day(1), customer="ACME", channel="email")
    message = desk.books.messages.get()
    assert answer["messages"] == [message.pk]
    assert (message.state, message.bounced_on, message.delivered_on) == ("bounced", day(1), day(1))
    assert not desk.books.addresses.working().exists()
    assert desk.refused(record_bounce, day(1), customer="ACME", channel="email") == "no_contact"


def test_what_went_out_on_another_day_stays_delivered(desk: Desk) -> None:
    desk.run(day(1))
    assert desk.do(record_bounce, day(2), customer="ACME", channel="email")["messages"] == []
    assert desk.books.messages.get().state == "delivered"


@pytest.mark.parametrize(
    ("use_case", "asked"),
    [
        (raise_dispute, {"item": "INV-1"}),
        (pause_customer, {"customer": "ACME", "until": day(9)}),
        (record_reply, {"customer": "ACME"}),
        (record_bounce, {"customer": "ACME"}),
    ],
)
def test_each_write_makes_older_plans_look_again(desk: Desk, use_case: Any, asked: dict[str, Any]) -> None:
    before = desk.acme.version
    desk.do(use_case, day(1), **asked)
    assert desk.acme.version > before
