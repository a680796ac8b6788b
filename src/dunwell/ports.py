"""What the core asks of the world, and the shapes in which the world answers.

Here stands how a file arrives, be it of invoices, payments, customers or one electronic invoice: the rows that can
be trusted, the problems, and what the file was taken for; and how words become papers, and messages leave. It does
not know who reads, renders or sends (adapters), or who records it (use cases).
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, Protocol

from dunwell.domain.letters import OwnLetter
from dunwell.domain.mail import Attachment
from dunwell.domain.papers import InvoiceFacts, MessageFacts, StatementFacts, WrittenMail
from dunwell.domain.post import ChannelSettings, Outcome, Outgoing
from dunwell.domain.standing_papers import ChargeNote
from dunwell.item_rows import ItemKind as ItemKind
from dunwell.item_rows import ItemRow as ItemRow
from dunwell.item_rows import ItemRows as ItemRows

DateOrder = Literal["dmy", "mdy", "ymd"]
Severity = Literal["refused", "warning"]
What = Literal["invoices", "open_items", "payments", "customers", "e_invoice"]
CustomerKind = Literal["business", "consumer", "public", ""]
PaymentKind = Literal["payment", "refund"]


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money that came in, or went back to the customer, as the file states it.

    `amount_minor` is above zero, in minor units of `currency`; `kind` gives the direction. `number` is the payment's
    own number, `items` the numbers of the invoices that it names, `reference` its text. `digest` covers all but the
    line; two equal payments of one file have equal digests and are both kept.
    """

    line: int
    number: str
    customer_ref: str
    customer_name: str
    kind: PaymentKind
    paid_on: date
    currency: str
    amount_minor: int
    reference: str
    items: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where letters go; `country` is a code of two letters or empty."""

    lines: tuple[str, ...] = ()
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""


NOWHERE = PostalAddress()


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person at the customer; `role` as the ledger names it (payables, management, legal), or empty."""

    role: str
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as the file states it, with the state of a case that runs elsewhere; what is not said is empty.

    `emails` and `phones` are those of the customer in general, `contacts` those of persons. `stage` is the name of a
    stage in the file's words. An open promise has a day and may have an amount, in minor units of `promise_currency`.
    """

    line: int
    ref: str
    name: str
    kind: CustomerKind = ""
    country: str = ""
    language: str = ""
    zone: str = ""
    terms: str = ""
    vat: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    address: PostalAddress | None = None
    contacts: tuple[ContactLine, ...] = ()
    stage: str = ""
    promised_on: date | None = None
    promised_minor: int | None = None
    promise_currency: str = ""
    disputed: bool | None = None
    dispute_reason: str = ""

    @property
    def digest(self) -> str:
        """Digest all that is taken from its rows except the line."""
        return sha256(repr(replace(self, line=0)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Discount:
    """So many percent off for money that comes within `days` of the invoice date, of `base_minor` where it is said."""

    percent: Decimal
    days: int
    base_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer of an electronic invoice (BT-27 … BT-58): names, identifiers by scheme, address, contact."""

    name: str
    trading_name: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    legal_id: str = ""
    vat: str = ""
    endpoint: tuple[str, str] = ("", "")
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    address: PostalAddress = NOWHERE


@dataclass(frozen=True, slots=True)
class EInvoice:
    """One electronic invoice or credit note, in the terms of EN 16931, whatever its syntax.

    Amounts are in minor units of `currency` as the document states them, also below zero: `owed_minor` is what is
    to be paid (BT-115), `total_minor` the whole with tax (BT-112), `prepaid_minor` what was paid before (BT-113).
    `due_why` names the place of the due date; None: neither BT-9 nor the terms (BT-20) give one.
    """

    syntax: str
    profile: str
    number: str
    type_code: str
    kind: ItemKind
    item_date: date
    due_date: date | None
    due_why: str
    currency: str
    owed_minor: int
    total_minor: int | None
    prepaid_minor: int | None
    terms: str
    discounts: tuple[Discount, ...]
    payment_references: tuple[str, ...]
    buyer_reference: str
    order_reference: str
    preceding: tuple[str, ...]
    seller: Party
    buyer: Party
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that a person has to know about a row, or about the whole file where `line` is None.

    `refused`: the row (or the file) does not go in. `warning`: it goes in as it stands, and somebody
    should look. `count` is the number of rows that share the problem, `line` then being the first.
    """

    file: str
    line: int | None
    field: str
    value: str
    code: str
    message: str
    way_out: str
    severity: Severity = "refused"
    count: int = 1


@dataclass(frozen=True, slots=True)
class ColumnTaken:
    """Which header gives a field, by what right, and which other headers claimed the same field."""

    field: str
    header: str
    position: int
    why: str
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenFor:
    """What a file was taken for and why, in words that a person can check against the file."""

    kind: str = ""
    what: What | None = None
    what_why: str = ""
    layout: str = ""
    layout_why: str = ""
    sheet: str = ""
    sheet_why: str = ""
    encoding: str = ""
    encoding_why: str = ""
    delimiter: str = ""
    delimiter_why: str = ""
    header_line: int = 0
    columns: tuple[ColumnTaken, ...] = ()
    unused: tuple[str, ...] = ()
    date_order: str = ""
    date_order_why: str = ""
    decimal_mark: str = ""
    decimal_why: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReading:
    """All that came of reading one file: its rows may go in, `problems` must be shown, nothing else happened.

    `rows` are items; `payments` and `customers` hold the rows of such files, and what a list of items says of them
    beside; `documents` the electronic invoices, one for each of `rows`. `digest` is the SHA-256 of the bytes ("" when
    they could not be read). `rows_seen` counts the records below the header without blank lines; each of them is a
    row of what the file was taken for, refused, repeated, or passed over: titles, subtotals, further lines of an
    invoice, and drafts and voids, which are no debt.
    """

    file: str
    digest: str
    rows: Sequence[ItemRow]
    problems: tuple[RowProblem, ...]
    taken_for: TakenFor
    rows_seen: int = 0
    rows_refused: int = 0
    rows_repeated: int = 0
    rows_passed: int = 0
    payments: tuple[PaymentRow, ...] = ()
    customers: tuple[CustomerRow, ...] = ()
    documents: tuple[EInvoice, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Tell whether the file as a whole could not be taken in; of a document there is no half."""
        whole = any(problem.line is None and problem.severity == "refused" for problem in self.problems)
        return whole or (self.what == "e_invoice" and not self.rows)

    @property
    def what(self) -> What | None:
        """Tell what the file was taken for; None where it could not be told."""
        return self.taken_for.what


class ReadFile(Protocol):
    """Reads a file of whatever make without touching the ledger."""

    def __call__(
        self,
        path: Path,
        *,
        what: What | None = None,
        date_order: DateOrder | None = None,
        currency: str | None = None,
        mapping: Path | Mapping[str, str] | None = None,
    ) -> FileReading:
        """Read a file into rows and problems; `what` None: decide it by the content."""
        ...


class Papers(Protocol):
    """Turns facts into mails and papers; the same facts give the same bytes.

    Each raises UserError `bad_template` where a text cannot be filled in, `unknown_currency` where an amount cannot be
    written.
    """

    def language(self, *wanted: str) -> str:
        """Choose the first language that papers can speak."""
        ...

    def message(self, facts: MessageFacts) -> WrittenMail:
        """Write a mail: its subject, its plain text, its HTML and the pictures in it."""
        ...

    def letter(self, facts: MessageFacts) -> bytes:
        """Write a letter as PDF."""
        ...

    def statement(self, facts: StatementFacts) -> bytes:
        """Write a statement of account as PDF."""
        ...

    def own_letter(self, facts: OwnLetter) -> bytes:
        """Write a letter that a person sends, as PDF."""
        ...

    def own_words(self, facts: OwnLetter) -> tuple[str, str]:
        """Write the same letter as text for a mail: a subject and a body."""
        ...

    def digest(self, name: str, facts: Mapping[str, Any], language: str) -> tuple[str, str]:
        """Write the day for the staff of a company: a subject and plain text."""
        ...

    def invoice(self, facts: InvoiceFacts) -> bytes:
        """Give a copy of an invoice as PDF: the invoice itself where it is at hand, else a summary that says so."""
        ...

    def electronic(self, facts: MessageFacts, statement: StatementFacts | None) -> list[Attachment]:
        """Write a reminder, and a statement where one goes along, as electronic documents (UBL)."""
        ...

    def charge_note(self, facts: ChargeNote) -> bytes:
        """Write the note of a late charge as PDF, with what it is made of."""
        ...


class Channel(Protocol):
    """A way by which messages leave us."""

    @property
    def batch(self) -> int:
        """Say how many messages it takes at a time, at most."""
        ...

    @property
    def keeps_hours(self) -> bool:
        """Tell whether what is handed over reaches the customer at once, and so at decent hours alone."""
        ...

    def send(self, messages: Iterable[Outgoing]) -> Generator[Outcome, None, None]:
        """Hand messages over, and say of each what came of it.

        A message is drawn only when it is about to be handed over: what was drawn and never answered for is in doubt.
        An outcome with number 0 says that the channel can send nothing. After that, and after `stopped`, no more are
        drawn.
        """
        ...

    def check(self) -> Outcome:
        """Try everything short of sending; the result is `delivered` where it would work."""
        ...


OpenChannel = Callable[[str, ChannelSettings], Channel]
"""Gives the adapter of a company's (its short name) channel by its settings; it connects only when it sends."""


@dataclass(frozen=True, slots=True)
class Post:
    """All that sending needs of the world: channels, a clock that runs on, and a name for whoever holds the lease.

    stops: whether it shall stop after the message at hand. told: hears of a channel how many messages are behind us,
    and how many there were.
    """

    open_channel: OpenChannel
    clock: Callable[[], datetime]
    holder: str
    stops: Callable[[], bool] = lambda: False
    told: Callable[[str, int, int], None] = lambda channel, done, number: None


@dataclass(frozen=True, slots=True)
class Hands:
    """All that a worker needs of the world for the shards of a run: a name for its leases, a clock that runs on, time.

    shard_size: of more customers than these a run is cut into shards; None: as suits the database. lease: how long a
    shard is a worker's without a sign of life. lanes: on how many shards it works at a time where that can be (with a
    server, and a pause), each in a thread and with a connection of its own. pause: waits so many seconds for others;
    None: it does not wait. stops: whether it shall stop after what it is doing. begun: hears which run we go to work
    on. told: hears after each shard how many of the run are behind us, and how many there are.
    """

    holder: str
    clock: Callable[[], datetime]
    shard_size: int | None = None
    lease: timedelta = timedelta(minutes=5)
    lanes: int = 1
    pause: Callable[[float], None] | None = None
    stops: Callable[[], bool] = lambda: False
    begun: Callable[[int], None] = lambda run: None
    told: Callable[[str, int, int], None] = lambda phase, done, number: None
