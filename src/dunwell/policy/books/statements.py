"""What a line of a book says: one class a verb.

A statement carries its line, its day, its hour if one was written, and the expectations that follow it. Does not
know how a statement is carried out.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import TypedDict

from dunwell.policy.books.expectations import Expectation, Open
from dunwell.policy.books.words import Amount


class Place(TypedDict):
    """Where a statement stands in the book, and in time."""

    line: int
    on: date
    at: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A line with a verb, and the expectations that judge it."""

    line: int
    on: date
    at: time | None = None
    expects: tuple[Expectation, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether `-> …` lets messages pass that no line expects."""
        return any(isinstance(each, Open) for each in self.expects)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(Statement):
    """A customer comes on the books."""

    name: str
    legal_name: str
    country: str | None = None  # none: no holidays and no weekends
    region: str | None = None
    kind: str = "business"
    language: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    terms: str | None = None
    policy: str | None = None
    limit: Amount | None = None
    law: str | None = None
    stage: str | None = None  # where a person places the customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(Statement):
    """An invoice; without a due date it falls due by the terms."""

    name: str
    customer: str
    amount: Amount
    due_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(Statement):
    """A credit note, for an invoice or for none."""

    name: str
    customer: str
    amount: Amount
    invoice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Statement):
    """Money comes in."""

    customer: str
    amount: Amount
    ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund(Statement):
    """Money goes back."""

    customer: str
    amount: Amount
    ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chargeback(Statement):
    """Money that had come is taken back by the bank."""

    customer: str
    amount: Amount
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay(Statement):
    """A payment is under way: a direct debit sent, a transfer announced."""

    customer: str
    amount: Amount
    invoice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWayFailed(Statement):
    """A payment under way did not arrive."""

    invoice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Statement):
    """The customer promises money by a day."""

    customer: str
    amount: Amount
    promised_date: date
    method: str | None = None
    number: str | None = None  # of the cheque or transfer
    in_hand: bool = False  # we hold the cheque
    said_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Statement):
    """The open promise is taken back."""

    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(Statement):
    """An invoice is disputed, whole or in part."""

    invoice: str
    amount: Amount | None = None  # none: all that is left
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(Statement):
    """A dispute ends."""

    invoice: str
    verdict: str  # upheld, rejected
    amount: Amount | None = None  # upheld for so much of it; none: for all
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Statement):
    """Nobody chases the customer until a day, that day included."""

    customer: str
    until_date: date
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Statement):
    """A pause ends early."""

    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(Statement):
    """An invoice gets a later due date."""

    invoice: str
    due_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Statement):
    """Invoices are paid in equal instalments."""

    customer: str
    invoices: tuple[str, ...]
    count: int
    amount: Amount  # of each instalment
    every: str  # monthly, weekly
    first_date: date
    interest: str | None = None  # percent a year
    accelerates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waive(Statement):
    """A fee is given up."""

    customer: str
    amount: Amount
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOff(Statement):
    """What is left of an invoice is given up."""

    invoice: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Statement):
    """The customer is handed over."""

    customer: str
    to: str  # agency, counsel


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Statement):
    """A hand-over is taken back."""

    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recover(Statement):
    """Money comes in for what was handed over or written off."""

    customer: str
    amount: Amount
    ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Statement):
    """The customer accepts the terms of a policy."""

    customer: str
    policy: str
    how: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Statement):
    """The customer writes back."""

    customer: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Statement):
    """Somebody reads the customer's replies; asks: nothing, or `plan`, from a first date, by instalments of a wish."""

    customer: str
    asks: str = ""
    every: str = "monthly"
    first_date: date | None = None
    wish: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce(Statement):
    """What was sent on a channel comes back."""

    customer: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(Statement):
    """Somebody approves or rejects what waits for approval."""

    what: str
    customer: str
    approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Statement):
    """The decisions of one day, carried out."""

    allow_stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDaily(Statement):
    """One run a day, from the line's date to another, both included."""

    to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class As(Statement):
    """A statement made in a role; the expectations stand here, not on the statement within."""

    role: str
    statement: Statement
    actor: str | None = None  # who it is, where it matters


def verb_of(statement: Statement) -> Statement:
    """Give the statement itself, or the one within `as ROLE …`."""
    return statement.statement if isinstance(statement, As) else statement
