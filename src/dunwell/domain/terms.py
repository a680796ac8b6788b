"""Payment terms: when an invoice is to be paid, in how many parts, and what is taken off for paying early.

How people write terms stands in `dunwell.domain.terms_reading`. This module does not know invoices or calendars of
holidays: due dates are calendar dates, also on a holiday. Amounts are minor units, percentages exact.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dunwell.domain.calendars import add_month, end_of_month
from dunwell.domain.money import half_up


class TermsKind(StrEnum):
    """From which day terms count."""

    NET = "net"
    PREPAID = "prepaid"
    END_OF_MONTH = "end_of_month"
    THEN_END_OF_MONTH = "then_end_of_month"
    FIXED_DAY = "fixed_day"
    INSTALMENTS = "instalments"


@dataclass(frozen=True, slots=True)
class Discount:
    """So many percent off for money that comes within `days` of the invoice date."""

    percent: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of an invoice, in percent, due so many days after its date or on a date."""

    percent: Decimal
    days: int = 0
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """When an invoice is to be paid, and what is taken off for paying early.

    `days` are calendar days: from the invoice date (or, `from_receipt`, from the day on which it was received), from
    the end of its month, or up to a day whose month's end it is (`then_end_of_month`). `day_of_month` is that of the
    month after the invoice. `discounts` stand with the shortest first.
    """

    kind: TermsKind
    days: int = 0
    discounts: tuple[Discount, ...] = ()
    from_receipt: bool = False
    day_of_month: int = 0
    shares: tuple[Share, ...] = ()


def due_date(terms: Terms, invoice_date: date, received_on: date | None = None) -> date:
    """Work out when an invoice is due, of instalments the last; what is paid on receipt or in advance, on its own date.

    Where terms count from receipt and its day is not known, they count from the invoice date.
    """
    start = received_on if terms.from_receipt and received_on else invoice_date
    match terms.kind:
        case TermsKind.END_OF_MONTH:
            return end_of_month(start) + timedelta(days=terms.days)
        case TermsKind.THEN_END_OF_MONTH:
            return end_of_month(start + timedelta(days=terms.days))
        case TermsKind.FIXED_DAY:
            month = add_month(start.replace(day=1))
            return month.replace(day=min(terms.day_of_month, end_of_month(month).day))
        case TermsKind.INSTALMENTS:
            return max(_due(share, start) for share in terms.shares)
        case _:
            return start + timedelta(days=terms.days)


def instalments(terms: Terms, invoice_date: date, amount_minor: int) -> list[tuple[date, int]]:
    """Cut an amount into what is due when, the earliest first; the parts add up to it."""
    if terms.kind is not TermsKind.INSTALMENTS:
        return [(due_date(terms, invoice_date), amount_minor)]
    ordered = sorted(terms.shares, key=lambda share: _due(share, invoice_date))
    parts, whole, cut = [], Decimal(0), 0
    for share in ordered:
        whole += share.percent
        upto = half_up(*(amount_minor * whole / 100).as_integer_ratio())
        parts.append((_due(share, invoice_date), upto - cut))
        cut = upto
    return [(on, minor) for on, minor in parts if minor]


class DiscountRefusal(StrEnum):
    """Why an early-payment discount is not accepted."""

    LATE = "discount_late"
    SHORT = "discount_short"


@dataclass(frozen=True, slots=True)
class DiscountAnswer:
    """Whether what is left of an invoice is taken off: accepted with so much, or why not. `until`: the last day."""

    percent: Decimal
    until: date
    minor: int = 0
    refusal: DiscountRefusal | None = None


def early_payment(
    terms: Terms, invoice_date: date, base_minor: int, paid_minor: int, paid_on: date, tolerance_minor: int = 0
) -> DiscountAnswer | None:
    """Judge a rest after money came: is it an early-payment discount? None where nothing speaks of one.

    `base_minor`: the invoice less its credit notes; `paid_minor`: all money for it by `paid_on`. The best tier whose
    last day is not past counts; a rest is accepted up to its discount and the tolerance. Of a later payment the tier
    that was missed is named, where the rest would have been its discount.
    """
    rest = base_minor - paid_minor
    if rest <= 0 or paid_minor <= 0:
        return None
    for tier in terms.discounts:
        until, off = invoice_date + timedelta(days=tier.days), _off(base_minor, tier)
        if rest > off + tolerance_minor:
            continue
        if paid_on <= until:
            return DiscountAnswer(tier.percent, until, rest)
    return _refusal(terms, invoice_date, base_minor, rest, paid_on)


def _refusal(terms: Terms, invoice_date: date, base_minor: int, rest: int, paid_on: date) -> DiscountAnswer | None:
    """Tell why a rest that looks like a discount is none: a little too little came in time, or it came late."""
    judged = [(tier, invoice_date + timedelta(days=tier.days), _off(base_minor, tier)) for tier in terms.discounts]
    for tier, until, off in judged:
        if paid_on <= until and 2 * rest < 3 * off:
            return DiscountAnswer(tier.percent, until, refusal=DiscountRefusal.SHORT)
    for tier, until, off in judged:
        if paid_on > until and rest <= off:
            return DiscountAnswer(tier.percent, until, refusal=DiscountRefusal.LATE)
    return None


def _off(base_minor: int, tier: Discount) -> int:
    return half_up(*(base_minor * tier.percent / 100).as_integer_ratio())


def _due(share: Share, invoice_date: date) -> date:
    return share.on or invoice_date + timedelta(days=share.days)
