"""Payment terms as people write them, and the due date that follows.

What could be read two ways is refused: an invoice that is chased a month early costs more than a question.
This module does not know invoices or calendars: due dates are calendar dates, also on a holiday.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dunwell.domain.calendars import end_of_month
from dunwell.domain.errors import UserError


class TermsKind(StrEnum):
    """From which day terms count."""

    NET = "net"
    PREPAID = "prepaid"
    END_OF_MONTH = "end_of_month"


@dataclass(frozen=True, slots=True)
class Terms:
    """When an invoice is to be paid, and what is taken off for paying early.

    `days` are calendar days: from the invoice date, or from the end of its month. The discount, in percent, is for
    money that comes within `discount_days` of the invoice date.
    """

    kind: TermsKind
    days: int = 0
    discount_percent: Decimal | None = None
    discount_days: int | None = None


UNDERSTOOD = "net 30, 30 days, due on receipt, prepay, end of month, end of month + 30, 2/10 net 30"
_LONGEST_DAYS = 365

_NET = re.compile(r"(?:(?:net|n)\s*/?\s*)?(?P<days>\d{1,4})(?:\s*(?:days?|d))?")
_END_OF_MONTH = re.compile(r"(?:eom|end of month)(?:\s*\+?\s*(?P<days>\d{1,4})(?:\s*(?:days?|d))?)?")
_DISCOUNT = re.compile(r"(?P<percent>\d{1,2}(?:\.\d{1,2})?)\s*%?\s*/\s*(?P<within>\d{1,3})\s*,?\s+(?P<rest>n.*)")
_ON_RECEIPT = frozenset(
    {"due on receipt", "on receipt", "due upon receipt", "upon receipt", "immediate", "immediately"}
)
_PREPAID = frozenset({"prepay", "prepaid", "prepayment", "in advance", "cash in advance", "payment in advance"})


def parse_terms(text: str) -> Terms:
    """Read payment terms such as `net 30`, `due on receipt`, `prepay`, `end of month + 30` or `2/10 net 30`.

    Case and blanks do not matter. Terms that say both, `net 30 end of month`, are read in two ways in the field and
    refused. Raises UserError `unknown_terms` with a list of what is understood.
    """
    words = " ".join(text.casefold().split()).rstrip(".")
    terms = _plain(words) or _discounted(words)
    if terms is None or terms.days > _LONGEST_DAYS:
        raise UserError(
            "unknown_terms",
            f"The payment terms {text!r} are not understood",
            f"Write one of these, with any number of days up to {_LONGEST_DAYS}: {UNDERSTOOD}",
            field="terms",
            value=text,
        )
    return terms


def due_date(terms: Terms, invoice_date: date) -> date:
    """Work out when an invoice is due; what is paid on receipt or in advance is due on the invoice's own date."""
    start = end_of_month(invoice_date) if terms.kind is TermsKind.END_OF_MONTH else invoice_date
    return start + timedelta(days=terms.days)


def _plain(words: str) -> Terms | None:
    if words in _ON_RECEIPT:
        return Terms(TermsKind.NET)
    if words in _PREPAID:
        return Terms(TermsKind.PREPAID)
    return _counted(words, _NET, TermsKind.NET) or _counted(words, _END_OF_MONTH, TermsKind.END_OF_MONTH)


def _counted(words: str, pattern: re.Pattern[str], kind: TermsKind) -> Terms | None:
    found = pattern.fullmatch(words)
    return Terms(kind, int(found["days"] or 0)) if found else None


def _discounted(words: str) -> Terms | None:
    found = _DISCOUNT.fullmatch(words)
    rest = _counted(found["rest"], _NET, TermsKind.NET) if found else None
    if found is None or rest is None or int(found["within"]) > rest.days:
        return None
    return Terms(rest.kind, rest.days, Decimal(found["percent"]), int(found["within"]))
