"""Links that open one door once: a new password, an invitation. Signed with the key of the installation, and they end.

Nothing is kept of them: a link names the state in which it works, so that what it does ends it. Knows no page.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from dunwell.queries.accounts import account_by_id, is_owner, person_to_come

RESET_LASTS, INVITATION_LASTS = timedelta(hours=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom a link lets in, and who gave it."""

    person: Any
    by: str


def reset_link(account: Any, at: datetime) -> str:
    """Give the text by which an account gets a new password: it works for an hour, and until there is a new one."""
    return _signed(account.pk, at + RESET_LASTS, "reset", account.password)


def account_of_reset(text: str, at: datetime) -> Any:
    """Find the account that a text gives a new password; none where it is another, too old or used."""
    number, ends = _numbers(text)
    account = account_by_id(number)
    if account is None or not account.is_active or ends < at:
        return None
    return account if hmac.compare_digest(text, _signed(number, ends, "reset", account.password)) else None


def invitation_link(person: Any, by: str, at: datetime) -> str:
    """Give the text by which a person begins to sign in: for a week, once, and until there is another invitation."""
    return f"{_signed(person.pk, at + INVITATION_LASTS, 'join', *_state(person), by)}.{by.encode().hex()}"


def invitation_of(text: str, at: datetime) -> Invitation | None:
    """Find whom a text lets in; none where it is another, too old, used, or whoever gave it is no owner any more.

    A person whose roles or address have changed since needs a new one, and the newest invitation alone counts.
    """
    signed, _, name = text.partition(".")
    number, ends = _numbers(signed)
    try:
        by = bytes.fromhex(name).decode()
    except ValueError:
        return None
    person = person_to_come(number)
    if person is None or ends < at or not is_owner(person.company, by):
        return None
    right = _signed(number, ends, "join", *_state(person), by)
    return Invitation(person, by) if hmac.compare_digest(signed, right) else None


def _state(person: Any) -> tuple[str, ...]:
    return person.email, str(person.invitations), *sorted(person.roles)


def _signed(number: int, ends: datetime, *state: str) -> str:
    moment = int(ends.timestamp())
    said = "\0".join((str(number), str(moment), *state))
    key = hashlib.sha256(b"links:" + str(settings.SECRET_KEY).encode()).digest()
    return f"{number}-{moment}-{hmac.new(key, said.encode(), hashlib.sha256).hexdigest()}"


def _numbers(text: str) -> tuple[int, datetime]:
    """Read whom a text is about and when it ends; of what is no such text, nobody and long ago."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 12 for part in parts[:2]):
        return 0, datetime.fromtimestamp(0, UTC)
    return int(parts[0]), datetime.fromtimestamp(int(parts[1]), UTC)
