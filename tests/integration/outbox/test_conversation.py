"""A real conversation with a mail server: what came in, and what each way of saying no does to message and channel."""

import ssl

import pytest
import trustme

from dunwell.adapters.email_smtp import SmtpSettings
from dunwell.domain.post import ChannelSettings, Outcome
from dunwell.usecases.change_address import change_address
from dunwell.usecases.configure_channel import resume_channel
from integration.outbox.mail_server import MailServer, text_of
from integration.outbox.office import Office
from integration.usecases.desk import day

NO_SUCH_USER = "550 5.1.1 no such user"


def test_what_was_decided_arrives_as_it_was_kept(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    told = office.dispatch()
    assert told["email"]["results"] == {"delivered": 1}
    [mail], message = server.mails, office.message()
    assert mail["From"] == '"Ann Smith, Ours BV" <ar@ours.example>'
    assert mail["To"] == "Acme Ltd <ap@acme.example>"
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    text = text_of(mail)
    assert "INV-1" in text
    assert "1,000.00" in text
    assert (message.state, message.delivered_on) == ("delivered", day(1))


def test_many_go_over_one_connection(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH", "CEDAR", "DOGWOOD")
    office.decide(day(1))
    assert office.dispatch()["email"]["results"] == {"delivered": 4}
    assert server.connections == 1
    assert sorted(server.recipients) == [
        "ap@acme.example",
        "ap@birch.example",
        "ap@cedar.example",
        "ap@dogwood.example",
    ]


def test_a_line_that_drops_leaves_one_in_doubt_and_none_doubled(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH", "CEDAR")
    server.drop_after_content.add("ap@birch.example")
    office.decide(day(1))
    office.dispatch()
    assert office.states() == {"ACME": "delivered", "BIRCH": "in_doubt", "CEDAR": "delivered"}
    for hours in (1, 24):
        office.later(hours=hours)
        office.dispatch()
    assert sorted(server.recipients) == ["ap@acme.example", "ap@birch.example", "ap@cedar.example"]
    assert office.message("BIRCH").reason == "line_dropped"


def test_a_line_that_drops_before_the_message_is_tried_again(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    server.drop_before_content.add("ap@acme.example")
    office.decide(day(1))
    assert office.dispatch()["email"]["results"] == {"retry": 1}
    assert office.message().state == "failed"
    server.drop_before_content.clear()
    office.later(minutes=4)
    assert office.dispatch()["email"]["results"] == {}
    office.later(minutes=2)
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert len(server.received) == 1


@pytest.mark.parametrize("place", ["to", "content"])
def test_what_is_refused_for_now_is_tried_again(office: Office, server: MailServer, place: str) -> None:
    office.by_smtp(server.port)
    getattr(server, place)[""] = "451 4.7.1 greylisted, come back later"
    office.decide(day(1))
    office.dispatch()
    first = office.message()
    assert (first.state, first.attempts, first.said) == ("failed", 1, "451 4.7.1 greylisted, come back later")
    getattr(server, place).clear()
    office.later(minutes=6)
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert office.message().sha256 == first.sha256


def test_an_address_that_does_not_exist_gets_the_fallback_letter(office: Office, server: MailServer) -> None:
    office.do(change_address, day(0), customer="ACME", channel="letter", text="Main Street 1\n1000 Brussels")
    office.by_smtp(server.port)
    server.to["ap@acme.example"] = NO_SUCH_USER
    office.decide(day(1))
    office.dispatch()
    assert (office.message().state, office.message().reason) == ("bounced", "no_contact")
    assert office.books.addresses.get(channel="email").bounced_on == day(1)
    office.decide(day(1))
    assert (office.message().channel, office.message().decision.step_id) == ("letter", "just-overdue")
    assert office.dispatch()["letter"]["results"] == {"handed_over": 1}


@pytest.mark.parametrize(
    ("place", "answer", "code"),
    [
        ("sign_in", "535 5.7.8 wrong password", "sign_in"),
        ("sender", "550 5.7.1 you may not send as this", "sender"),
        ("to", "554 5.7.1 relay access denied", "policy"),
        ("content", "554 5.7.1 looks like spam", "policy"),
        ("to", "550 5.1.8 bad sender", "sender"),
    ],
)
def test_what_is_our_fault_stops_the_channel_and_nobody_gets_a_letter(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch, place: str, answer: str, code: str
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "wrong")
    office.by_smtp(server.port, options={"user": "ann", "password": "env:MAIL_PASSWORD"})
    office.customers("BIRCH", "CEDAR")
    if place in ("to", "content"):
        getattr(server, place)[""] = answer
    else:
        setattr(server, place, answer)
    office.decide(day(1))
    told = office.dispatch()["email"]
    assert told["stopped"]["reason"] == code
    assert told["waiting"] == 3
    assert not office.books.addresses.filter(bounced_on__isnull=False).exists()
    [task] = office.books.tasks.open().filter(task="mend-channel")
    assert (task.subject, task.role) == ("email", "owner")
    office.later(hours=1)
    assert office.dispatch()["email"]["stopped"]["reason"] == code
    assert office.books.tasks.filter(task="mend-channel").count() == 1


def test_a_mended_channel_sends_what_has_waited(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    server.sender = "550 5.7.1 not today"
    office.decide(day(1))
    office.dispatch()
    server.sender = "250 ok"
    office.by_smtp(server.port, on=day(1))
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert not office.books.tasks.open().filter(task="mend-channel").exists()


def test_refusals_for_no_clear_reason_fail_alone_and_then_stop_the_channel(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH", "CEDAR", "DOGWOOD")
    server.to[""] = "550 no"
    office.decide(day(1))
    told = office.dispatch()["email"]
    assert told["results"] == {"refused": 2, "stopped": 1}
    assert told["stopped"]["reason"] == "all_refused"
    assert not office.books.addresses.filter(bounced_on__isnull=False).exists()


def test_a_server_that_is_away_costs_no_attempt(office: Office, server: MailServer) -> None:
    office.by_smtp(1)
    office.decide(day(1))
    assert office.dispatch()["email"]["results"] == {"nobody_answered": 1}
    assert (office.message().state, office.message().attempts) == ("rendered", 0)
    office.by_smtp(server.port, on=day(1))
    office.later(minutes=6)
    assert office.dispatch()["email"]["results"] == {"delivered": 1}


def test_a_message_that_is_refused_for_good_is_not_tried_again(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    server.content[""] = "552 5.3.4 too large"
    office.decide(day(1))
    assert office.dispatch()["email"]["results"] == {"refused": 1}
    office.later(days=2)
    assert office.dispatch()["email"]["results"] == {}
    assert (office.message().state, office.message().reason) == ("failed", "too_large")


def test_without_tls_nothing_leaves_the_machine(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmtpSettings, "is_local", property(lambda settings: False))
    office.by_smtp(server.port, options={"security": "starttls"})
    office.decide(day(1))
    assert office.dispatch()["email"]["stopped"]["reason"] == "no_tls"
    assert server.received == []


def secured(office: Office, server: MailServer, security: str = "starttls") -> trustme.CA:
    """Let the server speak TLS with a certificate made for this test, and give who vouches for it."""
    authority = trustme.CA()
    server.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(server.tls)
    office.by_smtp(server.port, options={"security": security})
    office.decide(day(1))
    return authority


def test_a_certificate_that_nobody_vouches_for_stops_the_channel(office: Office, server: MailServer) -> None:
    secured(office, server)
    assert office.dispatch()["email"]["stopped"]["reason"] == "tls"
    assert server.received == []


def test_mail_goes_through_tls_where_the_certificate_holds(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = ssl.create_default_context()
    secured(office, server).configure_trust(trusting)
    monkeypatch.setattr(ssl, "create_default_context", lambda *purpose: trusting)
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert (server.secured, len(server.received)) == (1, 1)


def test_a_channel_can_be_tried_without_sending(office: Office, server: MailServer) -> None:
    def tried(port: int) -> Outcome:
        options = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 5}
        return office.channel("ours", ChannelSettings("email_smtp", options=options)).check()

    assert tried(server.port).result == "delivered"
    assert tried(1).result == "retry"
    assert office.channel("ours", ChannelSettings("email_files")).check().result == "delivered"
    assert list(office.files("email")) == []
    assert server.received == []


def test_a_channel_that_was_mended_elsewhere_is_let_go_on(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    server.sender = "550 5.7.1 not today"
    office.decide(day(1))
    office.dispatch()
    server.sender = "250 ok"
    office.do(resume_channel, day(1), channel="email")
    assert not office.books.tasks.open().filter(task="mend-channel").exists()
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
