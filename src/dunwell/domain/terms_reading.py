"""Payment terms as people write them.

What could be read two ways is refused: an invoice that is chased a month early costs more than a question. This
module does not work out due dates.
"""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

from dunwell.domain.errors import UserError
from dunwell.domain.terms import Discount, Share, Terms, TermsKind

UNDERSTOOD = (
    "net 30, 30 days, net 30 from receipt, due on receipt, prepay, end of month, end of month + 30, "
    "net 45 then end of month, 15th of next month, 2/10 net 30, 3/5 2/10 net 30, "
    "50% net 30 and 50% net 60, 40% on 2026-01-31 and 60% on 2026-03-31"
)
_LONGEST_DAYS = 365
_LONGEST_TEXT = 200
_MOST_SHARES = 36

_DAYS = r"(?P<days>\d{1,4})(?:\s*(?:days?|d))?"
_NET = re.compile(rf"(?:(?:net|n)\s*/?\s*)?{_DAYS}(?P<receipt>\s+(?:from|after|of)\s+(?:the\s+)?receipt)?")
_END_OF_MONTH = re.compile(rf"(?:eom|end of month)(?:\s*\+?\s*{_DAYS})?")
_THEN_END_OF_MONTH = re.compile(rf"(?:(?:net|n)\s*/?\s*)?{_DAYS},?\s+then\s+(?:to\s+)?(?:eom|end of month)")
_FIXED_DAY = re.compile(r"(?:on\s+)?(?:the\s+)?(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?\s+of\s+(?:the\s+)?next\s+month")
_TIER = re.compile(r"(?P<percent>\d{1,2}(?:\.\d{1,2})?)\s*%?\s*/\s*(?P<within>\d{1,3})(?:\s*,)?\s+")
_SHARE = re.compile(
    rf"(?P<percent>\d{{1,3}}(?:\.\d{{1,4}})?)\s*%\s+(?:(?:net|n|after)\s*/?\s*{_DAYS}|on\s+(?P<on>\d{{4}}-\d\d-\d\d)"
    r"|(?P<now>on receipt|in advance))"
)
_ON_RECEIPT = frozenset(
    {"due on receipt", "on receipt", "due upon receipt", "upon receipt", "immediate", "immediately"}
)
_PREPAID = frozenset({"prepay", "prepaid", "prepayment", "in advance", "cash in advance", "payment in advance"})


def parse_terms(text: str) -> Terms:
    """Read payment terms such as `net 30`, `due on receipt`, `prepay`, `end of month + 30` or `2/10 net 30`.

    Case and blanks do not matter. Terms that say both, `net 30 end of month`, are read in two ways in the field and
    refused: say `end of month + 30`, or `net 30 then end of month`. Raises UserError `unknown_terms` with a list of
    what is understood.
    """
    words = " ".join(text[: _LONGEST_TEXT + 1].casefold().split()).rstrip(".")
    terms = (_instalments(words) or _discounted(words)) if len(words) <= _LONGEST_TEXT else None
    if terms is None or terms.days > _LONGEST_DAYS:
        raise UserError(
            "unknown_terms",
            f"The payment terms {text[:_LONGEST_TEXT]!r} are not understood",
            f"Write one of these, with any number of days up to {_LONGEST_DAYS}: {UNDERSTOOD}",
            field="terms",
            value=text[:_LONGEST_TEXT],
        )
    return terms


def _plain(words: str) -> Terms | None:
    if words in _ON_RECEIPT:
        return Terms(TermsKind.NET)
    if words in _PREPAID:
        return Terms(TermsKind.PREPAID)
    if found := _NET.fullmatch(words):
        return Terms(TermsKind.NET, int(found["days"]), from_receipt=bool(found["receipt"]))
    if found := _THEN_END_OF_MONTH.fullmatch(words):
        return Terms(TermsKind.THEN_END_OF_MONTH, int(found["days"]))
    if found := _FIXED_DAY.fullmatch(words):
        return Terms(TermsKind.FIXED_DAY, day_of_month=int(found["day"])) if int(found["day"]) else None
    found = _END_OF_MONTH.fullmatch(words)
    return Terms(TermsKind.END_OF_MONTH, int(found["days"] or 0)) if found else None


def _discounted(words: str) -> Terms | None:
    """Read tiers of discount in front of plain terms, the shortest first, each with more off than the next."""
    tiers: list[Discount] = []
    rest = words
    while found := _TIER.match(rest):
        tiers.append(Discount(Decimal(found["percent"]), int(found["within"])))
        rest = rest[found.end() :]
    terms = _plain(rest)
    if terms is None or not tiers:
        return terms
    fits = terms.kind not in (TermsKind.PREPAID, TermsKind.FIXED_DAY) or not tiers
    longer = all(one.days < two.days and one.percent > two.percent for one, two in pairwise(tiers))
    within = terms.kind is not TermsKind.NET or tiers[-1].days <= terms.days
    if not (fits and longer and within and all(tier.percent for tier in tiers)):
        return None
    return Terms(terms.kind, terms.days, tuple(tiers), terms.from_receipt)


def _instalments(words: str) -> Terms | None:
    parts = re.split(r"\s*(?:,|;|\band\b)\s*", words)
    found = [_SHARE.fullmatch(part) for part in parts]
    if len(parts) < 2 or len(parts) > _MOST_SHARES or not all(found):
        return None
    shares = tuple(_share(one) for one in found if one)
    whole = sum(share.percent for share in shares)
    if whole != 100 or any(share.days > _LONGEST_DAYS or not share.percent for share in shares):
        return None
    return Terms(TermsKind.INSTALMENTS, shares=shares)


def _share(found: re.Match[str]) -> Share:
    try:
        on = date.fromisoformat(found["on"]) if found["on"] else None
    except ValueError:
        return Share(Decimal(0))
    return Share(Decimal(found["percent"]), int(found["days"] or 0), on)
