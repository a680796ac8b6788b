"""What came of a verb: the facts that its expectations are compared with.

Plain values, filled in by whoever plays the book. What a player leaves out counts as nothing: no stage, no hold, no
banner, no balance. Does not know expectations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dunwell.domain.money import format_amount
from dunwell.policy.books.words import Amount

FEE = "fee"


@dataclass(frozen=True, slots=True)
class GotItem:
    """An item that a message speaks of."""

    name: str
    kind: str  # invoice, opening, fee
    due_date: date


@dataclass(frozen=True, slots=True)
class GotMessage:
    """A message, a call or a task; the items in order of due date, the totals in minor units by currency."""

    channel: str  # email, letter, sms, call, task
    customer: str
    template: str
    items: tuple[GotItem, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        names = [item.name for item in self.items]
        return " ".join([self.channel, self.customer, self.template, *names, *told(self.totals)])


@dataclass(frozen=True, slots=True)
class GotReason:
    """Why something did not happen: a code, and the engine's sentence."""

    code: str
    sentence: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}" if self.sentence else self.code


@dataclass(frozen=True, slots=True)
class GotAnswer:
    """Whether one may sell: yes, no or prepay, and why."""

    answer: str
    reason: str | None = None

    def __str__(self) -> str:
        return f"{self.answer} {self.reason}" if self.reason else self.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class DayResult:
    """One day of a verb: what went out, and how the customers stand in the evening."""

    on: date
    messages: tuple[GotMessage, ...] = ()
    reasons: Mapping[str, GotReason] = field(default_factory=dict)
    charges: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # minor units by customer and currency
    stages: Mapping[str, str | None] = field(default_factory=dict)
    holds: Mapping[str, bool] = field(default_factory=dict)
    banners: Mapping[str, str | None] = field(default_factory=dict)
    balances: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # items less unallocated, minor units
    may_sell: Mapping[tuple[str, Amount | None], GotAnswer] = field(default_factory=dict)  # as each line asks
    shown: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by customer and what is shown
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def why(self, customer: str) -> str:
        """Give the engine's reason for a customer; empty where it has none."""
        return str(self.reasons.get(customer, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that came of a verb: its days in order, or its refusal."""

    days: tuple[DayResult, ...] = ()
    refused: GotReason | None = None

    def day(self, on: date) -> DayResult:
        """Give the result of a day; an empty one where the verb did nothing on it."""
        return next((day for day in self.days if day.on == on), DayResult(on=on))


def told(amounts: Mapping[str, int]) -> list[str]:
    """Write amounts one a currency, by code, zeros left out."""
    return [format_amount(amounts[currency], currency) for currency in sorted(amounts) if amounts[currency]]
