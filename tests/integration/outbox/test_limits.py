"""Hours, limits, leases, and dispatchers that die."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dunwell import wiring
from dunwell.adapters.email_smtp.conversation import hand_over
from dunwell.data.outbox import leases
from dunwell.data.outbox.leases import Claim
from dunwell.domain.errors import UserError
from dunwell.usecases.handle_messages import cancel_messages, retry_messages
from dunwell.usecases.render_messages import render_messages
from integration.outbox.mail_server import MailServer
from integration.outbox.office import Office
from integration.usecases.desk import day


def test_nobody_is_written_to_at_night(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.books.customers.update(zone="America/Los_Angeles")
    office.decide(day(1))
    told = office.dispatch()["email"]
    opens = datetime(2026, 4, 1, 15, tzinfo=UTC)
    assert told["put_off"] == {str(office.message().pk): opens.isoformat()}
    assert (office.message().state, told["cancelled"]) == ("rendered", {})
    office.now = opens - timedelta(minutes=1)
    assert office.dispatch()["email"]["results"] == {}
    office.now = opens
    assert office.dispatch()["email"]["results"] == {"delivered": 1}


def test_a_file_for_a_person_to_send_may_be_written_at_night(office: Office) -> None:
    office.books.customers.update(zone="America/Los_Angeles")
    office.decide(day(1))
    assert office.dispatch()["email"]["results"] == {"handed_over": 1}


def test_what_was_decided_for_a_day_to_come_waits_for_it(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    told = office.dispatch(day(0))["email"]
    assert (told["results"], told["cancelled"], told["waiting"]) == ({}, {}, 1)
    assert office.dispatch(day(1))["email"]["results"] == {"delivered": 1}


def test_a_channel_sends_no_faster_than_it_may(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port, per_minute=2, per_day=3)
    office.customers("BIRCH", "CEDAR", "DOGWOOD")
    office.decide(day(1))
    told = office.dispatch()["email"]
    assert (told["results"], told["limited"], told["waiting"]) == ({"delivered": 2}, True, 2)
    office.later(seconds=61)
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    office.later(minutes=5)
    assert office.dispatch()["email"]["limited"] is True
    office.later(hours=24)
    assert office.dispatch()["email"]["results"] == {"delivered": 1}


def test_a_limit_of_the_call_leaves_the_rest(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH", "CEDAR")
    office.decide(day(1))
    assert office.dispatch(limit=2)["email"]["waiting"] == 1
    assert len(server.received) == 2


def claimed(office: Office, holder: str = "other") -> Claim:
    """Let another dispatcher have the message."""
    office.do(lambda caller: render_messages(caller, wiring.papers()), office.now.date())
    [claim] = leases.claim(office.books, [office.message().pk], holder, office.now)
    return claim


def test_what_another_has_claimed_is_left_alone_until_its_lease_is_over(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    claimed(office)
    assert office.dispatch()["email"]["results"] == {}
    office.later(minutes=6)
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert len(server.received) == 1


def test_what_a_dead_dispatcher_was_sending_is_in_doubt_and_stays_so(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    claim = claimed(office)
    assert leases.begin(office.books, claim, office.now)
    office.later(minutes=6)
    assert office.dispatch()["email"]["results"] == {"in_doubt": 1}
    assert (office.message().state, office.message().reason) == ("in_doubt", "dispatcher_lost")
    office.later(days=1)
    office.dispatch()
    assert server.received == []


def test_who_has_lost_the_lease_can_write_nothing_down(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    claim = claimed(office)
    office.later(minutes=6)
    office.dispatch()
    assert not leases.begin(office.books, claim, office.now)
    assert not leases.settle(office.books, claim, state="failed")
    assert office.message().state == "delivered"


def test_a_dispatcher_that_breaks_leaves_its_message_in_doubt_and_lets_the_others_go(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH", "CEDAR")
    office.decide(day(1))

    def breaking(line: Any, sender: str, recipient: str, data: bytes) -> Any:
        if recipient == "ap@birch.example":
            raise MemoryError
        return hand_over(line, sender, recipient, data)

    monkeypatch.setattr("dunwell.adapters.email_smtp.channel.hand_over", breaking)
    with pytest.raises(MemoryError):
        office.dispatch()
    assert office.states() == {"ACME": "delivered", "BIRCH": "in_doubt", "CEDAR": "rendered"}
    monkeypatch.undo()
    office.dispatch()
    assert sorted(server.recipients) == ["ap@acme.example", "ap@cedar.example"]


def test_a_person_may_try_one_in_doubt_again_with_the_same_bytes(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    server.drop_after_content.add("ap@acme.example")
    office.decide(day(1))
    office.dispatch()
    server.drop_after_content.clear()
    office.do(retry_messages, day(1), messages=[office.message().pk])
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert server.received[0][2] == server.received[1][2]


def test_what_a_person_cancels_does_not_come_back_by_itself(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    number = office.message().pk
    office.do(cancel_messages, day(1), messages=[number], reason="I will call them instead")
    assert (office.message().state, office.message().decision.cancel_reason) == ("cancelled", "by_person")
    office.decide(day(2))
    office.dispatch()
    assert server.received == []
    assert office.message().pk == number


def test_only_what_waits_or_failed_can_be_handled(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    office.dispatch()
    number = office.message().pk
    assert office.refused(retry_messages, day(1), messages=[number]) == "unknown_message"
    assert office.refused(cancel_messages, day(1), messages=[number], reason="late") == "unknown_message"
    assert office.refused(cancel_messages, day(1), messages=[number], reason=" ") == "missing"


def test_settings_are_checked_and_no_password_is_kept(office: Office) -> None:
    def refused(**asked: Any) -> str:
        with pytest.raises(UserError) as found:
            office.send_by("email_smtp", from_address="ar@ours.example", **asked)
        return found.value.code

    assert refused(options={"host": "mail.example", "security": "none"}) == "bad_channel"
    assert refused(options={"host": "mail.example", "user": "ann", "password": "hunter2"}) == "bad_channel"
    assert refused(options={"host": "mail.example", "colour": "red"}) == "bad_channel"
    assert refused(options={"host": "mail.example"}, per_minute=0) == "bad_channel"
    assert refused(options={"host": "mail.example"}, reply_to="nobody") == "bad_address"
