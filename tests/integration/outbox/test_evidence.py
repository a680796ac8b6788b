"""What was sent is kept once and comes back byte for byte; what was changed since is found."""

import hashlib
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from dunwell.data.models import MessagePart, Part
from dunwell.data.outbox import parts
from dunwell.domain.errors import UserError
from dunwell.domain.mail import Piece
from dunwell.queries.messages import message_files, message_page, outbox, outbox_summary
from integration.outbox.mail_server import MailServer
from integration.outbox.office import Office
from integration.usecases.desk import day


def test_what_was_sent_comes_back_byte_for_byte(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.run_to(14)
    office.decide(day(15))
    office.dispatch()
    message = office.message()
    [(name, content)] = message_files(office.company, message.pk)
    assert content == server.received[0][2]
    assert hashlib.sha256(content).hexdigest() == message.sha256
    assert name == f"message-{message.pk}.eml"
    assert list(pdfs(server.mails[0])) == [("invoice-INV-1.pdf", b"%PDF-")]
    assert message_page(office.company, message.pk)["text"].startswith("Dear")


def pdfs(mail: EmailMessage) -> Iterator[tuple[str | None, bytes]]:
    for part in mail.iter_attachments():
        content: Any = part.get_content()
        yield part.get_filename(), content[:5]


def test_parts_that_messages_share_are_kept_once(office: Office) -> None:
    office.customers("BIRCH")
    office.decide(day(1))
    first, second = office.message("ACME").pk, office.message("BIRCH").pk
    before = Part.objects.count()
    shared = Piece(b"the same statement", "base64", "statement.pdf")
    parts.keep(office.company, {first: [Piece(b"one"), shared], second: [Piece(b"two"), shared]})
    assert Part.objects.count() - before == 3
    assert MessagePart.objects.filter(message__in=[first, second]).count() == 4
    assert parts.pieces_of(office.company, [first])[first] == [Piece(b"one"), shared]


def test_a_changed_part_is_found(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    office.dispatch()
    number = office.message().pk
    part = MessagePart.objects.filter(message=number).first()
    assert part is not None
    Part.objects.filter(pk=part.part_id).update(content=b"we never wrote this")
    with pytest.raises(UserError, match="not those whose hash") as found:
        message_files(office.company, number)
    assert found.value.code == "message_changed"


def test_a_message_that_was_not_made_yet_says_so(office: Office) -> None:
    office.decide(day(1))
    with pytest.raises(UserError) as found:
        message_files(office.company, office.message().pk)
    assert found.value.code == "not_rendered"
    with pytest.raises(UserError) as missing:
        message_page(office.company, 10**9)
    assert missing.value.code == "unknown_message"


def test_mails_to_one_customer_make_a_thread(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    for number in (1, 15, 22):
        office.decide(day(number))
        office.dispatch()
    first, second, third = server.mails
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == first["Message-ID"]
    assert third["References"] == f"{first['Message-ID']} {second['Message-ID']}"
    assert third["In-Reply-To"] == second["Message-ID"]
    ids = {mail["Message-ID"] for mail in server.mails}
    assert len(ids) == 3


def test_replies_carry_a_token_that_says_nothing(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port, reply_to="replies@ours.example", bounces_to="bounces@ours.example")
    office.decide(day(1))
    office.dispatch()
    token = office.message().token
    assert len(token) == 24
    assert f"<replies+{token}@ours.example>" in server.mails[0]["Reply-To"]
    assert server.received[0][0] == f"bounces+{token}@ours.example"


def test_where_addresses_with_a_plus_do_not_work_replies_come_without(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port, reply_to="replies@ours.example", plus_addressing=False)
    office.decide(day(1))
    office.dispatch()
    assert "<replies@ours.example>" in server.mails[0]["Reply-To"]


def test_no_name_can_add_a_header(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.books.customers.update(name="Acme\r\nBcc: thief@evil.example\r\n\r\nhello")
    office.decide(day(1))
    office.dispatch()
    [mail] = server.mails
    assert mail["Bcc"] is None
    assert server.recipients == ["ap@acme.example"]
    assert set(mail.keys()) <= {
        *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
        *("MIME-Version", "Content-Type", "Content-Language", "Content-Transfer-Encoding"),
    }


def test_the_subject_does_not_speak_of_debt(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.decide(day(1))
    office.dispatch()
    subject = server.mails[0]["Subject"].casefold()
    assert not [word for word in ("overdue", "payment", "invoice", "1,000", "debt", "inv-1") if word in subject]


def test_the_outbox_tells_what_waits_and_what_needs_a_person(office: Office, server: MailServer) -> None:
    office.by_smtp(server.port)
    office.customers("BIRCH", "CEDAR")
    office.books.addresses.filter(customer__ref="CEDAR").update(text="not an address")
    server.drop_after_content.add("ap@birch.example")
    server.to["ap@acme.example"] = "451 4.3.0 later"
    office.decide(day(1))
    assert [row["state"] for row in outbox(office.company)] == ["planned"] * 3
    office.dispatch()
    assert [(row["customer"], row["state"], row["attempts"]) for row in outbox(office.company)] == [
        ("ACME", "failed", 1)
    ]
    assert outbox_summary(office.company) == {"email": {"failed": 1, "in_doubt": 1}}
    [doubted] = outbox(office.company, state="in_doubt")
    assert (doubted["customer"], doubted["reason"]) == ("BIRCH", "line_dropped")
    assert office.states()["CEDAR"] == "cancelled"
    assert office.message("CEDAR").reason == "no_contact"
