"""Just before a message goes out, its customer is read again; what no longer holds is cancelled, and due again."""

from typing import Any

import pytest

from dunwell import wiring
from dunwell.data.outbox import leases
from dunwell.domain.errors import UserError
from dunwell.domain.post import ChannelSettings
from dunwell.domain.roles import Role
from dunwell.usecases.announce_payment import announce_payment
from dunwell.usecases.change_address import change_address
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.render_messages import render_messages
from dunwell.usecases.resume_customer import resume_customer
from dunwell.usecases.sending.taking import take
from integration.outbox.mail_server import MailServer, text_of
from integration.outbox.office import Office
from integration.usecases.desk import day

ALL = {"customer": "ACME", "amount_minor": 100_000, "currency": "EUR"}
STOPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "nothing_owed": (post_payment, {**ALL, "reference": "INV-1"}),
    "disputed": (raise_dispute, {"item": "INV-1", "reason": "broken"}),
    "promise_open": (record_promise, {**ALL, "on": day(5)}),
    "reply_waiting": (record_reply, {"customer": "ACME", "text": "which delivery?"}),
    "paused": (pause_customer, {"customer": "ACME", "until": day(9), "reason": "illness"}),
    "payment_under_way": (
        announce_payment,
        {"customer": "ACME", "item": "INV-1", "amount_minor": 100_000, "currency": "EUR"},
    ),
    "nothing_due": (extend_item, {"item": "INV-1", "to": day(20)}),
    "superseded": (post_payment, {**ALL, "amount_minor": 40_000, "reference": "INV-1"}),
}


@pytest.mark.parametrize("reason", STOPS)
def test_what_came_in_between_cancels_the_message(office: Office, server: MailServer, reason: str) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    use_case, asked = STOPS[reason]
    office.do(use_case, day(1), **asked)
    told = office.dispatch()
    message = office.message()
    assert told["email"]["cancelled"] == {str(message.pk): reason}
    assert (message.state, message.reason) == ("cancelled", reason)
    assert (message.decision.state, message.decision.cancel_reason) == ("cancelled", reason)
    assert server.received == []
    if reason != "superseded":
        assert office.acme.reason == reason


def test_only_those_concerned_are_cancelled(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH", "CEDAR")
    office.decide(day(1))
    office.do(post_payment, day(1), customer="BIRCH", amount_minor=50_000, currency="EUR")
    office.dispatch()
    assert office.states() == {"ACME": "delivered", "BIRCH": "cancelled", "CEDAR": "delivered"}


def test_a_step_that_was_cancelled_is_due_again_when_its_reason_is_gone(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    office.do(pause_customer, day(1), customer="ACME", until=day(9), reason="illness")
    office.dispatch()
    office.do(resume_customer, day(2), customer="ACME")
    office.decide(day(2))
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert office.message().decision.step_id == "just-overdue"
    assert office.books.step_marks.standing().filter(slot="email").count() == 1


def test_the_same_day_again_asks_for_what_is_left(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    office.do(post_payment, day(1), **{**ALL, "amount_minor": 40_000}, reference="INV-1")
    office.dispatch()
    office.decide(day(1))
    office.dispatch()
    [mail] = server.mails
    text = text_of(mail)
    assert "600.00" in text
    assert text.count("1,000.00") <= 1  # once, as what the invoice was


def test_a_friendly_reminder_that_was_cancelled_is_due_again(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(-7))
    office.do(pause_customer, day(-7), customer="ACME", until=day(-5), reason="holidays")
    office.dispatch()
    assert office.books.items.get(number="INV-1").friendly_day is None
    office.decide(day(-4))
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert office.message().decision.step_id == "upcoming"


def test_a_new_address_gets_the_message_and_the_old_one_does_not(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    server.sender = "451 later"
    office.decide(day(1))
    office.dispatch()
    office.do(change_address, day(1), customer="ACME", channel="email", text="new@acme.example")
    server.sender = "250 ok"
    office.later(hours=1)
    office.dispatch()
    assert server.recipients == ["new@acme.example"]
    assert server.mails[0]["To"] == "Acme Ltd <new@acme.example>"


def test_a_customer_that_changes_while_the_batch_is_under_way_is_read_again(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH")
    office.decide(day(1))
    begin = leases.begin

    def paying_meanwhile(books: Any, claim: Any, at: Any) -> bool:
        mine = office.books.messages.get(pk=claim.number).customer.ref == "BIRCH"
        if mine and server.received and not office.books.entries.exists():
            office.do(post_payment, day(1), customer="BIRCH", amount_minor=50_000, currency="EUR")
        return begin(books, claim, at)

    monkeypatch.setattr(leases, "begin", paying_meanwhile)
    office.dispatch()
    assert office.states() == {"ACME": "delivered", "BIRCH": "cancelled"}
    assert server.recipients == ["ap@acme.example"]


def test_a_dry_run_tells_and_changes_nothing(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH")
    office.decide(day(1))
    office.do(post_payment, day(1), customer="BIRCH", amount_minor=50_000, currency="EUR")
    told = office.dispatch(dry=True)["email"]
    assert told["results"] == {"would_send": 1}
    assert list(told["cancelled"].values()) == ["nothing_owed"]
    assert office.states() == {"ACME": "planned", "BIRCH": "planned"}
    assert server.received == []


def test_looking_again_takes_a_constant_number_of_queries(
    office: Office, server: MailServer, django_assert_max_num_queries: Any
) -> None:
    office.customers(*(f"C{number}" for number in range(12)))
    office.decide(day(1))
    office.do(lambda caller: render_messages(caller, wiring.papers()), day(1))
    with django_assert_max_num_queries(60):
        told = office.do(
            lambda caller, **asked: take(caller, ChannelSettings("email_files"), **asked),
            day(1),
            channel="email",
            holder="me",
            limit=100,
            keeps_hours=False,
        )
    assert len(told["claimed"]) == 13


def test_only_who_may_chase_may_send(office: Office) -> None:
    office.caller = office.by("sales").caller
    assert office.caller.role is Role.SALES
    with pytest.raises(UserError, match="may not do this"):
        office.dispatch()
