"""Messages as they are handed to a channel: their bytes as they were kept, with names for files. Knows no transport."""

import hashlib
import re
from collections.abc import Sequence

from dunwell.data.books import Books
from dunwell.data.models import Company, Message
from dunwell.data.outbox import parts
from dunwell.domain.mail import Piece, check_address, whole
from dunwell.domain.post import ChannelSettings, Enclosure, Outgoing, with_token
from dunwell.queries.letterhead import writer_of

READ_AHEAD = 16


class Batch:
    """The messages of a batch, each made ready when its turn comes; their bytes are read a few at a time."""

    def __init__(self, company: Company, numbers: Sequence[int], settings: ChannelSettings) -> None:
        rows = Books(company).messages.filter(pk__in=list(numbers)).select_related("customer", "decision", "address")
        self._company, self._settings = company, settings
        self._order = list(numbers)
        self._pieces: dict[int, list[Piece]] = {}
        self._sender = settings.from_address or writer_of(company).company.email
        self.messages: dict[int, Message] = {row.pk: row for row in rows}

    def ready(self, number: int) -> Outgoing:
        """Make a message ready. Raises RuntimeError where its bytes are not those that were kept."""
        if number not in self._pieces:
            place = self._order.index(number)
            self._pieces = parts.pieces_of(self._company, self._order[place : place + READ_AHEAD])
        pieces = self._pieces.pop(number, [])
        return _outgoing(self.messages[number], pieces, self._settings, self._sender)


def stem_of(message: Message) -> str:
    """Name a message for good: day, customer, template, number."""
    named = f"{message.decision.as_of}-{message.customer.ref}-{message.decision.template}"
    return f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', named)[:120]}-{message.pk}"


def _outgoing(message: Message, pieces: list[Piece], settings: ChannelSettings, sender: str) -> Outgoing:
    data = whole(pieces)
    if hashlib.sha256(data).hexdigest() != message.sha256:
        raise RuntimeError(f"message {message.pk} is not what was rendered")
    to = message.address.text if message.address else ""
    mail = message.channel == "email"
    files = (
        (Enclosure(f"{stem_of(message)}.eml", data),)
        if mail
        else tuple(Enclosure(piece.name, piece.content) for piece in pieces)
    )
    bounces = with_token(settings.bounces_to, message.token) if settings.plus_addressing else settings.bounces_to
    return Outgoing(
        number=message.pk,
        stem=stem_of(message),
        customer=message.customer.ref,
        name=message.customer.name,
        recipient=check_address(to) if mail else "",
        files=files,
        sender=bounces or sender,
        address=() if mail else tuple(line.strip() for line in to.splitlines() if line.strip()),
    )
