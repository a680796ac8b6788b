"""The outbox and what was sent: what waits and why, one message whole, and its bytes as they were. Reads only."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from django.db.models import Count

from dunwell.data.books import Books
from dunwell.data.models import Company, Message
from dunwell.data.outbox import parts
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.mail import Piece, whole
from dunwell.domain.post import Enclosure, Outgoing

Facts = dict[str, Any]
TROUBLED = ("in_doubt", "failed", "claimed", "sending")


def outbox(company: Company, *, state: str = "") -> list[Facts]:
    """List the messages that wait to be sent, in the order in which they were decided.

    With a state, those of that state instead: planned, rendered, sent (a person has to bring them on their way),
    in_doubt, failed, cancelled, delivered, bounced.
    """
    messages = Books(company).messages
    rows = messages.filter(state=state) if state else messages.outbox()
    return [_line(row) for row in rows.select_related("customer", "decision", "address").order_by("id")]


def messages_named(company: Company, numbers: list[int]) -> list[Facts]:
    """List messages by their numbers, whatever has become of them."""
    rows = Books(company).messages.filter(pk__in=numbers).select_related("customer", "decision", "address")
    return [_line(row) for row in rows.order_by("id")]


def letters_of(company: Company, states: tuple[str, ...], limit: int) -> list[Facts]:
    """List letters in some states, the oldest first."""
    rows = Books(company).messages.filter(channel="letter", state__in=states)
    found = rows.select_related("customer", "decision", "address").order_by("id")[:limit]
    return [{**_line(row), "customer_id": row.customer_id} for row in found]


def letters_to_print(company: Company, numbers: list[int]) -> list[Outgoing]:
    """Give letters that were made, as they are handed to a printer, byte for byte; unknown numbers are left out.

    Raises UserError `message_changed`.
    """
    rows = Books(company).messages.filter(channel="letter", pk__in=numbers).exclude(sha256="")
    return [
        Outgoing(
            row.pk,
            f"letter-{row.pk}",
            row.customer.ref,
            row.customer.name,
            "",
            tuple(Enclosure(piece.name, piece.content) for piece in _pieces(company, row)),
            address=tuple(row.address.text.splitlines()) if row.address else (),
        )
        for row in rows.select_related("customer", "address").order_by("pk")
    ]


def outbox_summary(company: Company) -> Facts:
    """Count the messages by channel and state, as far as they still need something: to be sent, or a person."""
    rows = Books(company).messages.filter(state__in=("planned", "rendered", "sent", *TROUBLED))
    found: dict[str, dict[str, int]] = {}
    for row in rows.values("channel", "state").annotate(messages=Count("id")).order_by("channel", "state"):
        found.setdefault(row["channel"], {})[row["state"]] = row["messages"]
    return found


def message_page(company: Company, number: int) -> Facts:
    """Tell all about one message: its way so far, and what it says. Raises Refused `unknown_message`."""
    message = _find(company, number)
    decision = message.decision
    files = [{"name": name, "size": len(content)} for name, content in _files(company, message)]
    return {
        **_line(message),
        "step": decision.step_id,
        "days": decision.days,
        "message_id": message.message_id,
        "sha256": message.sha256,
        "size": message.size,
        "rendered_at": _moment(message.rendered_at),
        "sent_at": _moment(message.sent_at),
        "delivered_on": message.delivered_on.isoformat() if message.delivered_on else None,
        "bounced_on": message.bounced_on.isoformat() if message.bounced_on else None,
        "files": files,
        "text": _text(company, message),
    }


def message_files(company: Company, number: int) -> list[tuple[str, bytes]]:
    """Give what was sent, byte for byte: the mail as one .eml, or the letter and what went into its envelope.

    Raises Refused `unknown_message`, and UserError `message_changed` where the bytes are not those whose hash was
    recorded, `not_rendered` where there are none yet.
    """
    message = _find(company, number)
    if not message.sha256:
        raise UserError(
            "not_rendered",
            f"Message {number} has not been made yet",
            "It is made when it is sent; `dunwell dispatch` does both",
            field="message",
            value=number,
        )
    return _files(company, message)


def _files(company: Company, message: Message) -> list[tuple[str, bytes]]:
    pieces = _pieces(company, message)
    if message.channel == "email":
        return [(f"message-{message.pk}.eml", whole(pieces))] if pieces else []
    return [(piece.name, piece.content) for piece in pieces]


def _pieces(company: Company, message: Message) -> list[Piece]:
    """Read the pieces, and prove that together they are what was recorded."""
    pieces = parts.pieces_of(company, [message.pk]).get(message.pk, [])
    if message.sha256 and parts.digest_of(pieces)[0] != message.sha256:
        raise UserError(
            "message_changed",
            f"The bytes of message {message.pk} are not those whose hash was recorded",
            "Somebody changed the database; compare with a backup, and look with `dunwell journal verify`",
            field="message",
            value=message.pk,
        )
    return pieces


def _text(company: Company, message: Message) -> str:
    """Give the plain text of a mail; of a letter nothing, its words stand in its PDF."""
    if message.channel != "email" or not message.sha256:
        return ""
    mail: EmailMessage = message_from_bytes(whole(_pieces(company, message)), policy=default)
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def _line(row: Message) -> Facts:
    return {
        "id": row.pk,
        "customer": row.customer.ref,
        "name": row.customer.name,
        "channel": row.channel,
        "template": row.decision.template,
        "language": row.language,
        "address": row.address.text if row.address else "",
        "decided_for": row.decision.as_of.isoformat(),
        "state": row.state,
        "subject": row.subject,
        "not_before": _moment(row.not_before),
        "attempts": row.attempts,
        "reason": row.reason,
        "said": row.said,
    }


def _find(company: Company, number: int) -> Message:
    rows = Books(company).messages.filter(pk=number)
    found: Message | None = rows.select_related("customer", "decision", "address").first()
    if found is None:
        raise Refused(
            RefusalCode.UNKNOWN_MESSAGE,
            f"There is no message {number}",
            "Give a number as `dunwell outbox` lists it",
            field="message",
            value=number,
        )
    return found


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
