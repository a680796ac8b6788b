"""What an answer of a mail server means for the message and for the channel. Knows no connection.

RFC 5321 gives the three digits, RFC 3463 the enhanced code behind them. Only an enhanced code that speaks of the
recipient's mailbox makes an address wrong, or words that say that there is no such mailbox: a bare 550 may mean
anything, and to print letters for everybody because of a server's mood would be worse than to ask a person.
"""

import re
from dataclasses import dataclass
from typing import Literal

from dunwell.domain.post import Result

Phase = Literal["greeting", "sign_in", "sender", "recipient", "content"]

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_NO_SUCH_RECIPIENT = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
_NO_SUCH_MAILBOX = {550, 551, 553}
_SAYS_SO = re.compile(
    r"(unknown|no such|invalid|nonexistent|non-existent) (local )?(user|recipient|mailbox|address|account)"
    r"|(user|recipient|mailbox|address|account)( \S+)? (is )?(unknown|not found|disabled|(does not|doesn't) exist)"
    r"|does not have an? \S* ?account|no mailbox here",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(r"spam|block|blacklist|reputation|relay|denied|policy|sender|spf|dkim|dmarc", re.IGNORECASE)
_WRONG_SENDER = {"5.1.7", "5.1.8"}
_TOO_LARGE = {"5.2.3", "5.3.4"}
_SIGN_IN = {530, 534, 535, 538}
_MOST_SAID = 500


@dataclass(frozen=True, slots=True)
class Meaning:
    """What follows from an answer: the result, a short word for why, and the server's own words."""

    result: Result
    code: str
    said: str


def meaning_of(phase: Phase, code: int, reply: bytes) -> Meaning:
    """Tell what a refusal means, by where in the conversation it came."""
    said = spoken(code, reply)
    found = _ENHANCED.search(said)
    if found is None and phase == "recipient" and code in _NO_SUCH_MAILBOX and _names_no_mailbox(said):
        return Meaning(Result.NO_CONTACT, "no_such_address", said)
    return Meaning(*_judged(phase, code, found[1] if found else ""), said)


def _names_no_mailbox(said: str) -> bool:
    """Tell whether a server without enhanced codes says in words that there is no such mailbox, and nothing else."""
    return bool(_SAYS_SO.search(said)) and not _SAYS_OTHER.search(said)


def spoken(code: int, reply: bytes) -> str:
    """Give an answer as text: one line, and not too long."""
    return " ".join(f"{code} {reply.decode('utf-8', 'replace')}".split())[:_MOST_SAID]


def _judged(phase: Phase, code: int, enhanced: str) -> tuple[Result, str]:
    if 400 <= code < 500:
        return Result.RETRY, "for_now"
    if code in _SIGN_IN:
        return Result.STOPPED, "sign_in"
    if phase == "sign_in":
        return Result.STOPPED, "sign_in"
    if phase == "greeting":
        return Result.STOPPED, "policy"
    if phase == "sender" or enhanced in _WRONG_SENDER:
        return Result.STOPPED, "sender"
    if enhanced in _NO_SUCH_RECIPIENT:
        return Result.NO_CONTACT, "no_such_address"
    if enhanced in _TOO_LARGE or (code == 552 and not enhanced):
        return Result.REFUSED, "too_large"
    if enhanced.startswith("5.7.") or (code == 554 and not enhanced) or enhanced == "5.0.0":
        return Result.STOPPED, "policy"
    return Result.REFUSED, "recipient_refused" if phase == "recipient" else "content_refused"
