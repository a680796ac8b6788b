"""The words of sending: what is handed to a channel, what came of it, and what a company says about a channel.

Knows no transport, no table and no layout.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

ACTIVE_CHANNELS = ("email", "letter")
"""The channels that have something to send by; what goes by sms waits until a person marks it as sent."""

TRIES_AGAIN: tuple[timedelta, ...] = tuple(timedelta(minutes=each) for each in (5, 15, 60, 240, 480, 960, 1440))
"""How long to wait after the first, second, … refusal for the time being; after the last one it fails for good."""


class Result(StrEnum):
    """What came of handing over one message. What each makes of the message stands in docs/sending.md."""

    DELIVERED = "delivered"  # accepted by the mail system, or picked up by one
    HANDED_OVER = "handed_over"  # written to a folder, from which a person brings it on its way
    RETRY = "retry"  # refused for the time being, or nobody answered before anything was sent
    NO_CONTACT = "no_contact"  # the recipient's address does not exist
    REFUSED = "refused"  # this message is refused for good, and nothing says that the address is wrong
    IN_DOUBT = "in_doubt"  # the line dropped after the message and before the answer
    STOPPED = "stopped"  # not sent; the channel cannot send at all until a person has mended it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one message; `number` 0: of the channel as a whole, nothing was handed over.

    `code` is a short word for what happened (`sign_in`, `policy`, `mailbox`), `said` the other side's own words.
    """

    number: int
    result: Result
    code: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of an outgoing message: the mail as a whole, or the letter and what goes into its envelope."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message ready to be handed over, its bytes as they were kept.

    `stem` names it for good, such as `2026-04-01-ACME-just-overdue-17`. `recipient` is the bare address of a mail;
    `address` the lines of an envelope. `sender` is the address to which a mail comes back.
    """

    number: int
    stem: str
    customer: str
    name: str
    recipient: str
    files: tuple[Enclosure, ...]
    sender: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What a company says about a channel. `options` are those of the kind, checked by its adapter.

    `kind` names the adapter. `per_minute`, `per_day`: how many at most; None: no limit. `reply_to`: where replies go,
    with a token behind a plus unless `plus_addressing` is off. `bounces_to`: where mail comes back, likewise; empty: to
    `from_address`.
    """

    kind: str
    per_minute: int | None = None
    per_day: int | None = None
    from_name: str = ""
    from_address: str = ""
    reply_to: str = ""
    plus_addressing: bool = True
    bounces_to: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    def as_facts(self) -> dict[str, Any]:
        """Give them as plain values, to be kept and shown: no password is ever among them."""
        return asdict(self)


DEFAULTS: dict[str, ChannelSettings] = {
    "email": ChannelSettings("email_files"),
    "letter": ChannelSettings("letters"),
}
"""What holds while a company has set nothing: mails and letters are files in the installation's own folder."""


def with_token(address: str, token: str) -> str:
    """Put a token behind a plus into an address: `ar@firm.example` becomes `ar+4f1…@firm.example`."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}" if local and token else address


def wait_after(attempts: int) -> timedelta | None:
    """Tell how long to wait after so many refusals for the time being; None: it is not tried again."""
    return TRIES_AGAIN[attempts - 1] if 0 < attempts <= len(TRIES_AGAIN) else None
