"""A mail gives the same bytes again, and no text of a customer can change its head."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.errors import UserError
from dunwell.domain.mail import Attachment, Head, Mailbox, build_mail, check_address, one_line, whole

AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


def head(**given: Any) -> Head:
    usual: dict[str, Any] = {
        "sender": Mailbox("Ann Smith, Ours BV", "ar@ours.example"),
        "recipients": (Mailbox("Acme", "ap@acme.example"),),
        "subject": "Your account",
        "message_id": "<abc.1@ours.example>",
        "at": AT,
    }
    return Head(**{**usual, **given})


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def test_the_same_mail_gives_the_same_bytes() -> None:
    files = [Attachment("a.pdf", b"%PDF-a" * 999), Attachment("b.pdf", b"")]
    first, second = (build_mail(head(), "Hello", "<p>Hello</p>", files) for _ in range(2))
    assert whole(first) == whole(second)


def test_files_stand_in_pieces_of_their_own() -> None:
    pieces = build_mail(head(), "Hello", "", [Attachment("a.pdf", b"one" * 100), Attachment("b.pdf", b"two")])
    assert [(piece.encoding, piece.name) for piece in pieces] == [
        ("", ""),
        ("base64", "a.pdf"),
        ("", ""),
        ("base64", "b.pdf"),
        ("", ""),
    ]
    contents: list[Any] = [part.get_content() for part in read(whole(pieces)).iter_attachments()]
    assert contents == [b"one" * 100, b"two"]


def test_lines_end_as_mail_wants_them_and_fit_into_seven_bits() -> None:
    data = whole(
        build_mail(head(subject="Größe €"), "Zeile\n.\n€" + "x" * 2000, "<p>ä</p>", [Attachment("ä.pdf", b"1")])
    )
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) < 998
    mail = read(data)
    assert mail["Subject"] == "Größe €"
    assert mail.get_body(("plain",)).get_content().splitlines()[2].startswith("€xxx")  # type: ignore[union-attr]
    assert [part.get_filename() for part in mail.iter_attachments()] == ["ä.pdf"]


def test_conventions_of_reminders() -> None:
    mail = read(
        whole(build_mail(head(reply_to="ar+t0@ours.example", references=("<1@o>", "<2@o>"), language="en"), "Hi"))
    )
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert mail["Reply-To"].addresses[0].addr_spec == "ar+t0@ours.example"
    assert (mail["In-Reply-To"], mail["References"]) == ("<2@o>", "<1@o> <2@o>")
    assert mail["Date"].datetime == AT
    assert mail["Content-Language"] == "en"


@given(name=st.text(max_size=80), subject=st.text(max_size=200), file=st.text(max_size=60), body=st.text(max_size=300))
def test_no_text_can_add_a_header_or_a_recipient(name: str, subject: str, file: str, body: str) -> None:
    body = body.encode("utf-8", "replace").decode()
    pieces = build_mail(
        head(recipients=(Mailbox(name, "ap@acme.example"),), subject=subject), body, "", [Attachment(file, b"x")]
    )
    mail = read(whole(pieces))
    assert set(mail.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
        *("MIME-Version", "Content-Type"),
    }
    assert [each.addr_spec for each in mail["To"].addresses] == ["ap@acme.example"]
    assert len(list(mail.iter_attachments())) == 1


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("ap@acme.example", "ap@acme.example"),
        (" ap@acme.example ", "ap@acme.example"),
        ("o'hara+x@a-b.example", "o'hara+x@a-b.example"),
        ("info@bücher.example", "info@xn--bcher-kva.example"),
    ],
)
def test_addresses_that_mail_can_go_to(written: str, spelt: str) -> None:
    assert check_address(written) == spelt


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "acme",
            "ap@localhost",
            "ap@",
            "@acme.example",
            "a b@acme.example",
            "ap@acme..example",
            "<ap@acme.example>",
        ),
        *(
            "ap@acme.example\r\nBcc: x@evil.example",
            "jürgen@acme.example",
            "a@b@acme.example",
            "ap@acme.example, x@y.z",
        ),
    ],
)
def test_addresses_that_it_cannot(written: str) -> None:
    with pytest.raises(UserError) as refused:
        check_address(written)
    assert refused.value.code == "bad_address"


def test_a_line_holds_no_mark_that_hides_text() -> None:
    assert one_line("pay\u202e\u0000 now\r\n\tplease") == "pay now please"
