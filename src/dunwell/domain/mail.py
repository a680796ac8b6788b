"""A mail as bytes: built once, in pieces of which attachments are shared, and put together again byte for byte.

Headers follow the conventions of reminders (docs/sending.md). No text can add a header: line ends and control
characters are taken out of names, and the library refuses what is left. Knows neither words nor who sends.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from dunwell.domain.errors import UserError

# Seven bits pass through every mail system as they are; SMTP gives lines that end in CR LF.
POLICY = SMTP.clone(cte_type="7bit")
_LINE = 57  # bytes to a line of base64, as mail has it: 76 letters


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """The headers of a mail. `references` are the Message-IDs of the thread, the oldest first."""

    sender: Mailbox
    recipients: tuple[Mailbox, ...]
    subject: str
    message_id: str
    at: datetime
    reply_to: str = ""
    references: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    content: bytes
    media: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a message's bytes; `encoding` base64: the content stands there as lines of base64."""

    content: bytes
    encoding: str = ""
    name: str = ""

    @property
    def sha256(self) -> str:
        """Give the hash of the content, by which it is kept."""
        return hashlib.sha256(self.content).hexdigest()


def build_mail(
    head: Head, text: str, html: str = "", attachments: Sequence[Attachment] = (), pictures: Sequence[Attachment] = ()
) -> list[Piece]:
    """Write a mail as pieces. The same head, text and files give the same bytes.

    `pictures` are shown by the HTML, which calls each by its name (`cid:NAME`).

    Raises UserError `bad_address` for an address that cannot stand in a header.
    """
    mail = EmailMessage(policy=POLICY)
    _write_head(mail, head)
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
        _relate(mail, pictures)
    if head.language:  # only now: setting content clears all headers that speak of content
        mail["Content-Language"] = head.language
    for file in attachments:
        maintype, _, subtype = file.media.partition("/")
        mail.add_attachment(_mark(file), maintype=maintype, subtype=subtype, filename=one_line(file.name), cte="base64")
    # Boundaries would be random; from the Message-ID they are the same for the same mail, and no text can know them.
    token = hashlib.sha256(head.message_id.encode()).hexdigest()[:32]
    for place, part in enumerate(each for each in mail.walk() if each.is_multipart()):
        part.set_boundary(f"=_{token}_{place}")
    return list(_split(mail.as_bytes(), attachments))


def whole(pieces: Iterable[Piece]) -> bytes:
    """Put the pieces together: the bytes that were, or will be, sent."""
    return b"".join(_encoded(piece.content) if piece.encoding else piece.content for piece in pieces)


def check_address(address: str) -> str:
    """Give an address as it stands in an envelope, its domain in ASCII. Raises UserError `bad_address`."""
    try:
        local, _, domain = address.strip().rpartition("@")
        spelt = f"{local}@{domain.encode('idna').decode()}"
        spelt.encode("ascii")
        read = Address(addr_spec=spelt)
    except (HeaderParseError, ValueError, IndexError):
        raise _bad(address) from None
    if not read.username or "." not in read.domain.strip(".") or any(letter.isspace() for letter in spelt):
        raise _bad(address)
    return spelt


def one_line(text: str) -> str:
    """Make a text fit for one line of a header: no line end, no control character, no mark that turns the direction."""
    kept = "".join(each if unicodedata.category(each) not in ("Cc", "Cf", "Cs") else " " for each in text)
    return " ".join(kept.split())


def _write_head(mail: EmailMessage, head: Head) -> None:
    mail["From"] = _mailbox(head.sender)
    mail["To"] = tuple(_mailbox(each) for each in head.recipients)
    if head.reply_to:
        mail["Reply-To"] = _mailbox(Mailbox(head.sender.name, head.reply_to))
    mail["Subject"] = one_line(head.subject)
    mail["Date"] = format_datetime(head.at)
    mail["Message-ID"] = head.message_id
    if head.references:
        mail["In-Reply-To"] = head.references[-1]
        mail["References"] = " ".join(head.references)
    # RFC 3834: no robot answers a robot. The second is what Exchange looks for.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"


def _relate(mail: EmailMessage, pictures: Sequence[Attachment]) -> None:
    """Put pictures beside the HTML that shows them, so that no reader lists them as attachments."""
    page = mail.get_body(("html",))
    for picture in pictures:
        maintype, _, subtype = picture.media.partition("/")
        if isinstance(page, EmailMessage):
            page.add_related(picture.content, maintype, subtype, cid=f"<{picture.name}>", disposition="inline")


def _mailbox(box: Mailbox) -> Address:
    return Address(display_name=one_line(box.name), addr_spec=check_address(box.address))


def _split(data: bytes, attachments: Sequence[Attachment]) -> Iterable[Piece]:
    """Cut the mail where each file's mark stands, and put the file there."""
    for file in attachments:
        before, _, data = data.partition(_encoded(_mark(file)))
        yield Piece(before)
        yield Piece(file.content, "base64", one_line(file.name))
    yield Piece(data)


def _mark(file: Attachment) -> bytes:
    return hashlib.sha256(file.name.encode() + b"\0" + file.content).digest()


def _encoded(content: bytes) -> bytes:
    lines = (content[at : at + _LINE] for at in range(0, len(content), _LINE))
    return b"".join(base64.b64encode(line) + b"\r\n" for line in lines)


def _bad(address: str) -> UserError:
    return UserError(
        "bad_address",
        f"{one_line(address)!r} is no address that mail can go to",
        "Give the customer a working address with `dunwell customer address`",
        field="address",
        value=one_line(address),
    )
