"""Messages as they are handed to a channel: their bytes as they were kept, with names for files. Knows no transport."""

import re
from collections.abc import Callable, Sequence

from dunwell.data.books import Books
from dunwell.data.models import Company, Message
from dunwell.data.outbox import parts
from dunwell.domain.mail import check_address, whole
from dunwell.domain.post import ChannelSettings, Enclosure, Outgoing, with_token
from dunwell.queries.letterhead import writer_of


def outgoing(company: Company, numbers: Sequence[int], settings: ChannelSettings) -> Callable[[int], Outgoing]:
    """Read the messages of a batch, and give what makes each of them ready when its turn comes.

    Raises RuntimeError for a message whose bytes are not those that were kept.
    """
    rows = Books(company).messages.filter(pk__in=list(numbers)).select_related("customer", "decision", "address")
    messages = {row.pk: row for row in rows}
    sender = settings.from_address or writer_of(company).company.email

    def ready(number: int) -> Outgoing:
        return _outgoing(messages[number], company, settings, sender)

    return ready


def stem_of(message: Message) -> str:
    """Name a message for good: day, customer, template, number."""
    named = f"{message.decision.as_of}-{message.customer.ref}-{message.decision.template}"
    return f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', named)[:120]}-{message.pk}"


def _outgoing(message: Message, company: Company, settings: ChannelSettings, sender: str) -> Outgoing:
    pieces = parts.pieces_of(company, [message.pk]).get(message.pk, [])
    if parts.digest_of(pieces)[0] != message.sha256:
        raise RuntimeError(f"message {message.pk} is not what was rendered")
    to = message.address.text if message.address else ""
    mail = message.channel == "email"
    files = (
        (Enclosure(f"{stem_of(message)}.eml", whole(pieces)),)
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
