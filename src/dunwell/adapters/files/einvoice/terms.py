"""Payment terms of an invoice in free text (BT-20): when it is due, and what is taken off for paying early.

XRechnung writes discounts as `#SKONTO#TAGE=14#PROZENT=2.00#`, most others as a sentence in their language. A due
date is taken only where the text gives one, and one alone: an invoice chased too early costs more than a question.
"""

import re
from datetime import date, timedelta
from decimal import Decimal

from dunwell.adapters.files.amounts import MAX_MINOR
from dunwell.domain.errors import UserError
from dunwell.domain.money import digits
from dunwell.domain.terms import due_date
from dunwell.domain.terms_reading import parse_terms
from dunwell.ports import Discount

LONGEST_DAYS = 365

_SKONTO = re.compile(
    r"#SKONTO#TAGE=(?P<days>\d{1,3})#PROZENT=(?P<percent>\d{1,3}(?:\.\d{1,2})?)"
    r"(?:#BASISBETRAG=(?P<base>-?\d{1,15}(?:\.\d{1,4})?))?#",
    re.IGNORECASE,
)
_MARKED = re.compile(r"#(?:SKONTO|VERZUG)#[^\n]*", re.IGNORECASE)
_DAYS = r"(?:calendar\s+)?(?:days?|tage?n?|dagen|dag|jours?|zile|dana|дана|дней|дня|день|روز|giorni|días|dias)"
_COUNT = re.compile(rf"(?<!\d)(\d{{1,3}})\s*{_DAYS}(?!\w)", re.IGNORECASE)
_NET_COUNT = re.compile(r"\bnet(?:to)?\s*(\d{1,3})\b(?!\s*%)", re.IGNORECASE)
_PERCENT = re.compile(r"(?<!\d)(\d{1,2}(?:[.,]\d{1,2})?)\s*%")
_EARLY = re.compile(r"%|skonto|discount|escompte|korting|скидк|popust|попуст|reducere|تخفیف", re.IGNORECASE)
_NET = re.compile(r"\bnet(?:to|t)?\b|ohne\s+abzug|zonder\s+korting|без\s+скидк", re.IGNORECASE)
_AT_ONCE = re.compile(
    r"\b(?:sofort|immediately|immediate|due (?:up)?on receipt|payable (?:up)?on receipt|à réception|dès réception"
    r"|bij ontvangst|direct te betalen|la primire|odmah|одмах|немедленно|per direct)\b|فوری",
    re.IGNORECASE,
)
_MONTH_END = re.compile(
    r"\beom\b|end of (?:the )?month|month end|monatsende|ende? (?:der )?maand|fin (?:de|du) mois|sf[âa]r[șs]itul lunii"
    r"|kraja? meseca|крај[а]? месеца|кон(?:ец|ца) месяца|پایان ماه",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;\n]|\.\s|\boder\b|\bor\b|\bof\b|\bou\b")


def read_discounts(text: str, currency: str) -> tuple[Discount, ...]:
    """Find the discounts for early payment that terms name, by days; base amounts in minor units of the currency."""
    found = {
        Discount(Decimal(one["percent"]), int(one["days"]), _base(one["base"], currency))
        for one in _SKONTO.finditer(text)
    }
    for part in _parts(text):
        percents, days = _PERCENT.findall(part), _COUNT.findall(part)
        if len(percents) == 1 and len(days) == 1:
            found.add(Discount(Decimal(percents[0].replace(",", ".")), int(days[0])))
    return tuple(sorted((one for one in found if 0 < one.percent < 100), key=lambda one: (one.days, -one.percent)))


def read_due(text: str, item_date: date) -> date | None:
    """Work out the due date that terms give, in words or in the short forms of the trade; None where they give none.

    A count of days beside a discount is the net count only where the text says so.
    """
    try:
        return due_date(parse_terms(text), item_date)
    except UserError:
        days = _net_days(text)
    return item_date + timedelta(days=days) if days is not None and days <= LONGEST_DAYS else None


def _net_days(text: str) -> int | None:
    if _MONTH_END.search(text):
        return None
    early = bool(_EARLY.search(_MARKED.sub("", text)))
    counts: set[int] = set()
    for part in _parts(text):
        if _PERCENT.search(part):
            continue
        days = [int(one) for one in _COUNT.findall(part)]
        if not days or _NET_COUNT.search(part):
            days = [int(one) for one in _NET_COUNT.findall(part)] or days
        if days and (not early or _NET.search(part)):
            counts.update(days)
        elif not days and not early and _AT_ONCE.search(part):
            counts.add(0)
    return counts.pop() if len(counts) == 1 else None


def _parts(text: str) -> list[str]:
    return [part for part in _PARTS.split(_MARKED.sub("\n", text)) if part.strip()]


def _base(text: str | None, currency: str) -> int | None:
    if text is None:
        return None
    minor = Decimal(text).scaleb(digits(currency))
    return int(minor) if minor == minor.to_integral_value() and abs(minor) < MAX_MINOR else None
