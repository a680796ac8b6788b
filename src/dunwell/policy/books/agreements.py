"""What a line of a book says of agreements: plans proposed, disputes, holds, credit, calls, approvals. A class a verb.

Knows neither how a line is read nor how it is carried out.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dunwell.policy.books.statements import Statement
from dunwell.policy.books.words import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ChequeBounced(Statement):
    """A cheque that a customer gave was not honoured."""

    customer: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Statement):
    """A plan is proposed by rule."""

    customer: str
    invoices: tuple[str, ...]
    every: str
    first_date: date
    asked_by: str = "staff"
    wish: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPlan(Statement):
    """The customer accepts or declines what was proposed."""

    customer: str
    accepted: bool
    how: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced(Statement):
    """Somebody stops supplying a customer."""

    customer: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Statement):
    """A hold is released, or somebody asks for it; with the payment that is to come."""

    customer: str
    method: str | None = None
    number: str | None = None
    amount: Amount | None = None
    payment_date: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Statement):
    """Another system tells of an order, or what became of it."""

    name: str
    customer: str | None = None
    amount: Amount | None = None
    state: str | None = None  # invoiced, cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Statement):
    """A person sets a credit limit."""

    customer: str
    amount: Amount
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Statement):
    """A figure known of a customer is entered."""

    customer: str
    name: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditReview(Statement):
    """The limit is reviewed by its score."""

    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze(Statement):
    """Nothing is sold on credit, or it is again."""

    customer: str
    frozen: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade(Statement):
    """The oldest open call of a customer is made, with its result and what it leads to."""

    customer: str
    result: str
    amount: Amount | None = None
    promised_date: date | None = None
    invoice: str | None = None
    callback: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Statement):
    """What was heard from a customer is kept."""

    customer: str
    text: str
    trouble: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Statement):
    """A person confirms what kind of debtor a customer is; none takes it back."""

    customer: str
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward(Statement):
    """A reward is granted or declined."""

    customer: str
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Statement):
    """Somebody works for the company, in roles."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Statement):
    """A task or duty of a customer is done."""

    customer: str
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Statement):
    """Somebody reviews a policy or a weekly report."""

    what: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter(Statement):
    """An agency or counsel tells how a debt stands that it has."""

    customer: str
    status: str
    matter: str | None = None
