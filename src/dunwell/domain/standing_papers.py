"""What is said of terms and charges: the policy in print, the block of terms for quotes and invoices, charge notes.

Plain facts, as `dunwell.domain.papers` has them for reminders. This module knows no language and no layout. Amounts
are minor units, percentages numbers as text ("2", "1.5").
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dunwell.domain.papers import Creditor, Debtor, PayTo, Signatory
from dunwell.domain.references.kinds import Reference

PaperName = Literal["terms", "policy", "payment"]
PAPER_NAMES: tuple[PaperName, ...] = ("terms", "policy", "payment")


@dataclass(frozen=True, slots=True)
class DiscountTier:
    """So many percent off for money that comes within so many days of the invoice date."""

    percent: str
    days: int


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage of the ladder in print: from and to (None: open) in days past due, and what happens on it."""

    stage: str
    from_day: int
    to_day: int | None = None
    notices: int = 0
    calls: int = 0
    hold: bool = False
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """What a company's policy and terms say, to be printed before anything is late.

    `terms_kind`: as `dunwell.domain.terms` has it. `late_percent` a month from `late_from_day` on where it may be
    said under the governing law; `statutory`: what the law gives is charged. `compensation_minor` in
    `compensation_currency` is a fixed sum for each invoice paid late; None: none is claimed. Days count from the due
    date; None: it does not happen.
    """

    company: Creditor
    language: str
    as_of: date
    sender: Signatory
    terms_kind: str = "net"
    net_days: int = 30
    discounts: tuple[DiscountTier, ...] = ()
    late_percent: str = ""
    late_from_day: int | None = None
    statutory: bool = False
    compensation_minor: int | None = None
    compensation_currency: str = ""
    reminds_before_days: tuple[int, ...] = ()
    hold_from_day: int | None = None
    suspend_from_day: int | None = None
    end_from_day: int | None = None
    hand_over_from_day: int | None = None
    ladder: tuple[Rung, ...] = ()
    law: str = ""
    payment: tuple[PayTo, ...] = ()
    must_accept: bool = False


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One line of a charge: days at a rate on a principal, or a cost of one invoice; `why` it begins there."""

    number: str
    kind: Literal["interest", "compensation", "collection"]
    amount_minor: int
    base_minor: int = 0
    first_date: date | None = None
    last_date: date | None = None
    days: int = 0
    percent: str = ""
    why: str = ""
    doubtful: bool = False
    last_known: bool = False


@dataclass(frozen=True, slots=True)
class ChargeNote:
    """A late charge in print: what it is of, line by line, or the percentage of a base.

    `law` is the country whose law gives it, as a code; empty for a percentage that was agreed.
    """

    company: Creditor
    customer: Debtor
    language: str
    as_of: date
    sender: Signatory
    number: str
    currency: str
    amount_minor: int
    due_date: date
    law: str = ""
    percent: str = ""
    base_minor: int = 0
    lines: tuple[ChargeLine, ...] = ()
    payment: tuple[PayTo, ...] = ()
    references: tuple[Reference, ...] = ()
    contact_name: str = ""
    banner: str = ""
