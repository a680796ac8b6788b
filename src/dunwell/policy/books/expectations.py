"""What a book expects after a verb: one class for each kind of line that begins with an arrow.

Each speaks of one day, already settled when the book was read. Does not know how it is compared.
"""

from dataclasses import dataclass
from datetime import date

from dunwell.policy.books.words import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A line that begins with an arrow."""

    line: int
    on: date
    source: str  # the line as it was written, without arrow and date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCustomer(Expectation):
    """An expectation that names a customer: the closed world holds for it."""

    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(OfCustomer):
    """A message, a call or a task; items and amounts that are left out are not compared."""

    channel: str
    template: str
    items: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing(OfCustomer):
    """No message and no call; tasks have lines of their own."""

    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(OfCustomer):
    """A late charge, in one currency."""

    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class StageIs(OfCustomer):
    """Where the customer stands; none: no episode."""

    stage: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldIs(OfCustomer):
    """Whether an account hold stands."""

    on_hold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceIs(OfCustomer):
    """Items less unallocated money, by currency."""

    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerIs(OfCustomer):
    """What is printed on the customer's statements."""

    banner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaySell(OfCustomer):
    """Whether one may sell to the customer, for an amount or at all."""

    amount: Amount | None
    answer: str  # yes, no, prepay
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedWith(Expectation):
    """The verb is refused."""

    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Expectation):
    """`-> …`: messages that no line expects are let pass for this verb."""
