"""A mail as bytes: built once, in pieces of which attachments are shared, and put together again byte for byte.

Headers follow the conventions of reminders (docs/sending.md). No text can add a header: line ends and control
characters are taken out of names, and the library refuses what is left. Knows neither words nor who sends.
"""

import binascii
import hashlib
import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache

from dunwell.domain.errors import UserError

# Seven bits pass through every mail system as they are; SMTP gives lines that end in CR LF.
POLICY = SMTP.clone(cte_type="7bit")
_LETTERS = 76  # to a line of base64, as mail has it
_PLAIN = 75
_SEVEN_BITS = bytes(range(128))
# Most addresses and names of files are such: what the library makes of them is known beforehand.
_USUAL_ADDRESS = re.compile(r"[\w+-]+(\.[\w+-]+)*@([a-z0-9-]{1,63}\.)+[a-z0-9-]{1,63}", re.ASCII | re.IGNORECASE)
_USUAL_NAME = re.compile(r"[\w.-]{1,30}", re.ASCII)


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
    # Boundaries would be random; from the Message-ID they are the same for the same mail, and no text can know them.
    token = hashlib.sha256(head.message_id.encode()).hexdigest()[:32]
    body = _body(text, html, pictures, token)
    lines = [*_head_lines(head), _line("MIME-Version", "1.0")]
    if not attachments:
        return [Piece("".join([*lines, *_speaks(head), body]).encode("ascii"))]
    outer = f"=_{token}_0"
    pieces, before = [], "".join([*lines, *_speaks(head), _multipart("mixed", outer), "\r\n", f"--{outer}\r\n", body])
    for file in attachments:
        pieces.append(Piece(f"{before}\r\n--{outer}\r\n{_file_head(file)}\r\n".encode("ascii")))
        pieces.append(Piece(file.content, "base64", one_line(file.name)))
        before = ""
    return [*pieces, Piece(f"\r\n--{outer}--\r\n".encode("ascii"))]


def whole(pieces: Iterable[Piece]) -> bytes:
    """Put the pieces together: the bytes that were, or will be, sent."""
    return b"".join(_encoded(piece.content) if piece.encoding else piece.content for piece in pieces)


def check_address(address: str) -> str:
    """Give an address as it stands in an envelope, its domain in ASCII. Raises UserError `bad_address`."""
    if _USUAL_ADDRESS.fullmatch(address):
        return address
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
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(each if unicodedata.category(each) not in ("Cc", "Cf", "Cs") else " " for each in text)
    return " ".join(kept.split())


def _head_lines(head: Head) -> list[str]:
    """Write the headers of a mail; those that never change, and names that come again, are written once."""
    lines = [_line("From", _mailbox(head.sender)), _line("To", ", ".join(map(_mailbox, head.recipients)))]
    if head.reply_to:
        lines.append(_line("Reply-To", _mailbox(Mailbox(head.sender.name, head.reply_to))))
    lines += [_line("Subject", one_line(head.subject)), _line("Date", format_datetime(head.at))]
    lines.append(_line("Message-ID", head.message_id))
    if head.references:
        lines += [_line("In-Reply-To", head.references[-1]), _line("References", " ".join(head.references))]
    # RFC 3834: no robot answers a robot. The second is what Exchange looks for.
    return [*lines, _line("Auto-Submitted", "auto-generated"), _line("X-Auto-Response-Suppress", "OOF, AutoReply")]


def _speaks(head: Head) -> list[str]:
    return [_line("Content-Language", head.language)] if head.language else []


def _line(name: str, value: str) -> str:
    """Write one header, folded as the library folds it; what is short and plain is written straight."""
    if value.isascii() and len(name) + len(value) < _PLAIN and _is_plain(value):
        return f"{name}: {value}\r\n"
    return _folded(name, value)


def _is_plain(value: str) -> bool:
    return value.isprintable() and "=?" not in value and value == value.strip()


@lru_cache(maxsize=4096)
def _folded(name: str, value: str) -> str:
    header = POLICY.header_factory(name, value)
    return str(header.fold(policy=POLICY))


def _body(text: str, html: str, pictures: Sequence[Attachment], token: str) -> str:
    """Write the text, and beside it the HTML with the pictures that it shows, so that no reader lists them as files."""
    if not html:
        return _text_part(text, "plain")
    page = _text_part(html, "html")
    if pictures:
        shown = [f"Content-ID: <{one_line(each.name)}>\r\n{_content(each, 'inline')}" for each in pictures]
        page = _parts("related", f"=_{token}_2", [page, *shown])
    return _parts("alternative", f"=_{token}_1", [_text_part(text, "plain"), page])


def _parts(kind: str, boundary: str, parts: Sequence[str]) -> str:
    inside = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return f"{_multipart(kind, boundary)}\r\n{inside}--{boundary}--\r\n"


def _multipart(kind: str, boundary: str) -> str:
    return f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n'


def _text_part(text: str, subtype: str) -> str:
    """Write a text as a part: quoted-printable where most of it is plain, else base64; lines end in CR LF."""
    content = "\r\n".join(text.splitlines()).encode("utf-8") + b"\r\n"
    if 3 * len(content.translate(None, _SEVEN_BITS)) > len(content):
        encoding, coded = "base64", _encoded(content).decode("ascii")
    else:
        encoding, coded = "quoted-printable", binascii.b2a_qp(content).decode("ascii")
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head + coded


def _content(file: Attachment, disposition: str) -> str:
    return f"{_file_head(file, disposition)}\r\n{_encoded(file.content).decode('ascii')}"


@lru_cache(maxsize=4096)
def _named(disposition: str, name: str) -> str:
    """Write how a file is shown; a name of other letters goes as RFC 2231 has it."""
    if _USUAL_NAME.fullmatch(name):
        return f'Content-Disposition: {disposition}; filename="{name}"\r\n'
    part = EmailMessage(policy=POLICY)
    part.add_header("Content-Disposition", disposition, filename=name)
    return part.as_string().partition("\r\n\r\n")[0] + "\r\n"


def _file_head(file: Attachment, disposition: str = "attachment") -> str:
    named = _named(disposition, one_line(file.name))
    return f"Content-Type: {file.media}\r\nContent-Transfer-Encoding: base64\r\n{named}"


@lru_cache(maxsize=4096)
def _mailbox(box: Mailbox) -> str:
    name, address = one_line(box.name), check_address(box.address)
    if _USUAL_ADDRESS.fullmatch(address):
        local, _, domain = address.rpartition("@")
        return str(Address(name, local, domain))
    return str(Address(display_name=name, addr_spec=address))


def _encoded(content: bytes) -> bytes:
    letters = binascii.b2a_base64(content, newline=False)
    # Cut in one go: attachments are most of what is sent.
    lines, rest = divmod(len(letters), _LETTERS)
    cut = struct.unpack_from(f"{_LETTERS}s" * lines, letters)
    return b"\r\n".join((*cut, letters[-rest:], b"") if rest else (*cut, b""))


def _bad(address: str) -> UserError:
    return UserError(
        "bad_address",
        f"{one_line(address)!r} is no address that mail can go to",
        "Give the customer a working address with `dunwell customer address`",
        field="address",
        value=one_line(address),
    )
