"""What a message or a paper has to say, as plain facts: who, to whom, which items, how much, by when, how to pay.

Facts are made from the books for one customer and one day, and kept with what was sent. This module knows no
language, no layout and no database: words come from templates, the look of a page from the papers adapter. Amounts are
minor units of their currency. Free text (names, addresses, numbers, notes) may hold anything that a customer wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from dunwell.domain.instalments import Instalment
from dunwell.domain.references.kinds import Reference

PaperItemKind = Literal["invoice", "opening", "fee"]
MovementKind = Literal["payment", "credit", "fee", "refund", "chargeback", "write_off"]
Outcome = Literal["open", "kept", "broken", "replaced"]


@dataclass(frozen=True, slots=True)
class Creditor:
    """The company that writes. `address` holds whole lines; `colour` is `#rrggbb`; `logo` an SVG or PNG, or empty."""

    name: str
    address: tuple[str, ...] = ()
    country: str = ""
    email: str = ""
    phone: str = ""
    web: str = ""
    tax_id: str = ""
    colour: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Debtor:
    """The customer that is written to; `ref` is its number in our books, `address` the lines below its name.

    `debtor_kind` is what a person has found about how it pays: `cannot-pay`, `delays`, `avoids`, or nothing.
    """

    name: str
    ref: str = ""
    address: tuple[str, ...] = ()
    country: str = ""
    kind: Literal["business", "consumer", "public"] = "business"
    debtor_kind: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """The person who signs and whom the customer can call."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PayTo:
    """Where to pay. `currency` empty: for every currency that has no line of its own. `link` leads to a page to pay.

    The payee's address in parts is what a Swiss QR-bill asks for; `correspondent`, `tax_id` (INN) and `kpp` are those
    of an account in Russia. They stand in codes for payment and are not printed beside the account.
    """

    payee: str
    iban: str = ""
    account: str = ""
    bic: str = ""
    bank: str = ""
    reference: str = ""
    link: str = ""
    currency: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    correspondent: str = ""
    tax_id: str = ""
    kpp: str = ""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What the policy says will follow, as far as it may be said to this customer; what is empty is not mentioned.

    `hold_from_day` counts days past due; `on_hold`: it has come so far. `late_charge_percent` is a number as text,
    "2" or "1.5", a month; `late_charge_from_day` counts days past due. `suspend_on`: the last day on which payment
    keeps services running. `costs_minor`: costs of collection that the law lets follow when this notice has run out,
    `costs_after_days` days after it came; the law asks that the exact amount is named.
    """

    hold_from_day: int | None = None
    on_hold: bool = False
    late_charge_percent: str = ""
    late_charge_from_day: int | None = None
    suspend_on: date | None = None
    services_end: bool = False
    hand_over: bool = False
    costs_minor: int | None = None
    costs_currency: str = ""
    costs_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a message about something agreed or contested speaks of; of other messages all of it is empty.

    Of an instalment: what is still to pay of it, its day (`due_on`), the last day of its grace, what is left of the
    plan after it, and whether all is due once it is missed (`accelerates`). Of a dispute that was rejected: the amount,
    the day of the complaint (`on_date`), and `complaint` and `reason` in people's own words. Of a plan that
    is proposed: its `instalments`, the last day on which it may be accepted (`answer_by`), its amount, `accelerates`.
    """

    currency: str = ""
    amount_minor: int = 0
    due_on: date | None = None
    last_day: date | None = None
    left_minor: int = 0
    accelerates: bool = False
    on_date: date | None = None
    complaint: str = ""
    reason: str = ""
    instalments: tuple[Instalment, ...] = ()
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class PaperItem:
    """An item as a message names it: `asked_minor` is what is asked for today, of `amount_minor` once billed.

    `references` are those by which a payment of it is known, the best first; each account takes the one it understands.
    """

    number: str
    item_date: date
    due_date: date
    currency: str
    amount_minor: int
    asked_minor: int
    kind: PaperItemKind = "invoice"
    references: tuple[Reference, ...] = ()

    def days_late(self, as_of: date) -> int:
        """Count the days since the due date; none on the day itself and before."""
        return max(0, (as_of - self.due_date).days)


@dataclass(frozen=True, slots=True)
class CurrencyTotal:
    """What is asked in one currency, what stands to the customer's credit in it, and the rest."""

    currency: str
    asked_minor: int
    credit_minor: int = 0

    @property
    def net_minor(self) -> int:
        """Give what is left to pay; never below nothing."""
        return max(0, self.asked_minor - self.credit_minor)


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """All that one reminder says, by mail or by letter.

    `template` is a step of the ladder, `stage` where the customer stands; `language` a tag such as "en" or "sr-Latn".
    `totals` has one entry for each currency of `items`. `banner` is the policy's word ("PAST DUE ACCOUNT") or empty.
    `attached` names what goes along; `left_out` are the numbers of invoices whose copy was too large to go along.
    `references` name the customer, for one payment of several items.
    """

    company: Creditor
    customer: Debtor
    language: str
    template: str
    stage: str
    as_of: date
    items: tuple[PaperItem, ...]
    totals: tuple[CurrencyTotal, ...]
    sender: Signatory
    contact_name: str = ""
    payment: tuple[PayTo, ...] = ()
    banner: str = ""
    deadline_on: date | None = None
    consequences: Consequences = Consequences()
    attached: tuple[Literal["statement", "invoices"], ...] = ()
    left_out: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    agreed: Agreement = Agreement()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture within a mail: `name` is what the HTML calls it by (its Content-ID)."""

    name: str
    content: bytes
    media: str = "image/png"


class WrittenMail(NamedTuple):
    """A mail in words: its subject, its plain text, its HTML, and the pictures that the HTML shows."""

    subject: str
    text: str
    html: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementItem:
    """An open item of a statement. `disputed_minor` is the part of `open_minor` that is disputed."""

    number: str
    item_date: date
    due_date: date
    amount_minor: int
    open_minor: int
    kind: PaperItemKind = "invoice"
    disputed_minor: int = 0
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """Something that changed the account; `amount_minor` is below zero where it lessens what is owed."""

    on: date
    kind: MovementKind
    amount_minor: int
    number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CurrencyAccount:
    """The account in one currency: open items, what moved it, and what stands to the customer's credit."""

    currency: str
    items: tuple[StatementItem, ...] = ()
    movements: tuple[Movement, ...] = ()
    credit_minor: int = 0

    @property
    def open_minor(self) -> int:
        """Sum what is left of all items."""
        return sum(item.open_minor for item in self.items)

    @property
    def balance_minor(self) -> int:
        """Give what is owed less what stands to the customer's credit; below zero it is we who owe."""
        return self.open_minor - self.credit_minor

    def past_due_minor(self, as_of: date) -> int:
        """Sum what is left of the items whose due date has passed."""
        return sum(item.open_minor for item in self.items if as_of > item.due_date)


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """A statement of account as of a day. `since` is the first day of the movements shown.

    `references` name the customer, for one payment of several items.
    """

    company: Creditor
    customer: Debtor
    language: str
    as_of: date
    accounts: tuple[CurrencyAccount, ...]
    sender: Signatory
    since: date | None = None
    payment: tuple[PayTo, ...] = ()
    banner: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """One invoice as our books know it, for a summary where the invoice itself is not at hand."""

    company: Creditor
    customer: Debtor
    language: str
    as_of: date
    item: PaperItem
    sender: Signatory
    movements: tuple[Movement, ...] = ()
    reference: str = ""
    terms: str = ""
    payment: tuple[PayTo, ...] = ()
    banner: str = ""


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """A promise of the customer; `by` names who gave it, `made_on` None: not on record."""

    due_on: date
    currency: str
    amount_minor: int
    outcome: Outcome
    made_on: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class DisputeRaised:
    """A complaint of the customer about one item; `resolved`: it is over."""

    raised_on: date
    number: str
    currency: str
    amount_minor: int
    reason: str = ""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """A contact before this one: what it was (a template or a few words) and what came of it."""

    on: date
    channel: Literal["email", "letter", "call", "sms", "reply"]
    what: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call sheet for staff: the goal comes with the `template`, everything else stands here."""

    company: Creditor
    customer: Debtor
    language: str
    template: str
    stage: str
    as_of: date
    items: tuple[PaperItem, ...]
    totals: tuple[CurrencyTotal, ...]
    caller: Signatory
    contact_name: str = ""
    phones: tuple[str, ...] = ()
    deadline_on: date | None = None
    consequences: Consequences = Consequences()
    promises: tuple[PromiseMade, ...] = ()
    disputes: tuple[DisputeRaised, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    banner: str = ""


def totals_of(items: Iterable[PaperItem], credits_minor: Iterable[tuple[str, int]] = ()) -> tuple[CurrencyTotal, ...]:
    """Sum what is asked by currency, in the order of the codes, and put the credits of those currencies beside it.

    `credits_minor` are pairs of currency and amount; a currency in which nothing is asked is left out.
    """
    asked: dict[str, int] = {}
    for item in items:
        asked[item.currency] = asked.get(item.currency, 0) + item.asked_minor
    to_credit: dict[str, int] = {}
    for currency, amount_minor in credits_minor:
        to_credit[currency] = to_credit.get(currency, 0) + amount_minor
    return tuple(CurrencyTotal(code, asked[code], to_credit.get(code, 0)) for code in sorted(asked))
