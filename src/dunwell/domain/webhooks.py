"""Events as other systems get them, signed by the Standard Webhooks specification, version 1.

The signature is over the event's name in public, the moment and the body, so that none can be changed or replayed
much later. Does not know how it is sent.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from dunwell.domain.errors import UserError

PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400))
"""How long a delivery waits after each attempt that failed; after the last it is given up."""


def signature(secret: str, event: str, at_seconds: int, body: bytes) -> str:
    """Sign an event: `v1,` and the HMAC-SHA256 in base64. Raises UserError `bad_secret`."""
    signed = b".".join((event.encode(), str(at_seconds).encode(), body))
    mac = hmac.new(key_of(secret), signed, hashlib.sha256)
    return f"v1,{base64.b64encode(mac.digest()).decode()}"


def headers(secret: str, event: str, at_seconds: int, body: bytes) -> dict[str, str]:
    """Give the headers of a delivery. Raises UserError `bad_secret`."""
    return {
        "content-type": "application/json",
        "webhook-id": event,
        "webhook-timestamp": str(at_seconds),
        "webhook-signature": signature(secret, event, at_seconds, body),
    }


def is_genuine(secret: str, headers_got: dict[str, str], body: bytes, now_seconds: int) -> bool:
    """Tell whether a delivery is signed with a secret, and not older or newer than the tolerance."""
    given = headers_got.get("webhook-timestamp", "")
    if not given.isdecimal() or abs(now_seconds - int(given)) > TOLERANCE.total_seconds():
        return False
    wanted = signature(secret, headers_got.get("webhook-id", ""), int(given), body)
    return any(hmac.compare_digest(wanted, each) for each in headers_got.get("webhook-signature", "").split())


def key_of(secret: str) -> bytes:
    """Give the key that a secret stands for. Raises UserError `bad_secret`, which never repeats it."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not 24 <= len(key) <= 64:
        raise UserError(
            "bad_secret",
            "The secret is none of the Standard Webhooks kind",
            f"Give {PREFIX} and 24 to 64 bytes in base64, or none: then one is made",
            field="secret",
        )
    return key


def make_secret(random: bytes) -> str:
    """Write random bytes, 24 to 64, as a secret."""
    return PREFIX + base64.b64encode(random).decode()


@dataclass(frozen=True, slots=True)
class Told:
    """What came of telling another system: the status of its answer, none where there was none, and what was said."""

    status: int | None
    said: str = ""

    @property
    def taken(self) -> bool:
        """Tell whether the other system took it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def answered(self) -> bool:
        """Tell whether the other system is there and able to take events, this one or others."""
        return self.status is not None and self.status < 500 and self.status != 429


class Teller(Protocol):
    """Tells other systems events, over whatever lies between."""

    def secret(self, name: str) -> str:
        """Give the secret kept under a name. Raises UserError `secret_missing`."""
        ...

    def tell(self, url: str, headers: Mapping[str, str], body: bytes) -> Told:
        """Hand an event over once. Raises nothing: what failed is told."""
        ...
