"""Money finds its item by itself only without doubt (docs/deciding.md, rule 9).

Every result says by which rule it came about, so that an allocation can be explained to the customer who asks.
This module does not know where money and items are kept; it changes nothing, it proposes.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunwell.domain.items import OpenItem, named_numbers, oldest_first


class SourceKind(StrEnum):
    """What settles an item: money that came in, or a credit that was given."""

    MONEY = "money"
    CREDIT = "credit"


class Basis(StrEnum):
    """By which rule money was allocated, or why it was not."""

    BY_REFERENCE = "by_reference"
    BY_EXACT_AMOUNT = "by_exact_amount"
    BY_PAST_DUE_TOTAL = "by_past_due_total"
    BY_OPEN_TOTAL = "by_open_total"
    REFERENCE_SETTLED = "reference_settled"
    REFERENCE_OTHER_CURRENCY = "reference_other_currency"
    NONE = "none"

    @property
    def meaning(self) -> str:
        """Say in one sentence how the money was understood."""
        return MEANINGS[self]


MEANINGS: dict[Basis, str] = {
    Basis.BY_REFERENCE: "The reference names the items.",
    Basis.BY_EXACT_AMOUNT: "Exactly one open item has this amount.",
    Basis.BY_PAST_DUE_TOTAL: "With what was unallocated it is exactly all that is past due in its currency.",
    Basis.BY_OPEN_TOTAL: "With what was unallocated it is exactly all that is open in its currency.",
    Basis.REFERENCE_SETTLED: "The reference names only items of which nothing is left.",
    Basis.REFERENCE_OTHER_CURRENCY: "The reference names only items in another currency.",
    Basis.NONE: "No item can be meant beyond doubt.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Money or credit with an amount that settles nothing yet, in minor units.

    `entry` rises in the order of entry. `source_id` is unique among the sources of its kind.
    """

    kind: SourceKind
    source_id: int
    received_on: date
    entry: int
    currency: str
    minor: int

    @property
    def age_key(self) -> tuple[date, int]:
        """Give the key by which sources are oldest first: date, then entry."""
        return self.received_on, self.entry


@dataclass(frozen=True, slots=True)
class Allocation:
    """So much of a source settles so much of an item."""

    source: Source
    item: OpenItem
    minor: int


@dataclass(frozen=True, slots=True)
class Match:
    """What money settles, by which rule, and how much of the money itself is left unallocated."""

    basis: Basis
    allocations: tuple[Allocation, ...]
    left_minor: int

    @property
    def without_reference(self) -> bool:
        """Tell whether the money came without a reference that means anything (rule 7 asks)."""
        return self.basis not in (Basis.BY_REFERENCE, Basis.REFERENCE_SETTLED, Basis.REFERENCE_OTHER_CURRENCY)


def find_items(
    money: Source,
    reference: str,
    open_items: Iterable[OpenItem],
    *,
    as_of: date,
    unallocated: Iterable[Source] = (),
    settled_numbers: Collection[str] = (),
    credits_join: bool = True,
) -> Match:
    """Find the items that money settles, of one customer, by rule 9.

    First the items that the reference names, oldest first; else the one item of exactly this amount; else, where
    the money together with what is unallocated equals all that is past due in its currency, or else all that is
    open, those: then the unallocated sources are used up with it, the oldest first. Open items and unallocated
    sources in other currencies are left alone; `settled_numbers` are the numbers of the customer's items of which
    nothing is left. With `credits_join` off, unallocated credits neither count nor settle here.
    """
    every = [item for item in open_items if item.residual_minor > 0]
    items = oldest_first(item for item in every if item.currency == money.currency)
    named = named_numbers(reference, [*settled_numbers, *(item.number for item in every)]) if reference else frozenset()
    if named:
        return _by_reference(money, [item for item in items if item.number in named], every, named)
    exact = [item for item in items if item.residual_minor == money.minor]
    if len(exact) == 1:
        return _match(Basis.BY_EXACT_AMOUNT, money, [money], exact)
    joining = _joining(money, unallocated, credits_join)
    at_hand = sum(source.minor for source in joining)
    past_due = [item for item in items if item.is_past_due(as_of)]
    for basis, meant in ((Basis.BY_PAST_DUE_TOTAL, past_due), (Basis.BY_OPEN_TOTAL, items)):
        if meant and at_hand == sum(item.residual_minor for item in meant):
            return _match(basis, money, joining, meant)
    return Match(Basis.NONE, (), money.minor)


def settle(sources: Sequence[Source], items: Sequence[OpenItem]) -> tuple[Allocation, ...]:
    """Let sources settle items, both in the order given, until either is used up. All are of one currency."""
    allocations: list[Allocation] = []
    waiting = [(item, item.residual_minor) for item in reversed(items)]
    for source in sources:
        left = source.minor
        while left > 0 and waiting:
            item, residual = waiting.pop()
            minor = min(left, residual)
            if minor > 0:
                allocations.append(Allocation(source, item, minor))
            left -= minor
            if residual > minor:
                waiting.append((item, residual - minor))
    return tuple(allocations)


def _by_reference(money: Source, meant: list[OpenItem], every: list[OpenItem], named: frozenset[str]) -> Match:
    if meant:
        return _match(Basis.BY_REFERENCE, money, [money], meant)
    elsewhere = any(item.number in named for item in every)
    return Match(Basis.REFERENCE_OTHER_CURRENCY if elsewhere else Basis.REFERENCE_SETTLED, (), money.minor)


def _joining(money: Source, unallocated: Iterable[Source], credits_join: bool) -> list[Source]:
    """Give the sources of the money's currency that count with it, the oldest first and the money last."""
    joining = [
        source
        for source in unallocated
        if source.currency == money.currency
        and source.minor > 0
        and (credits_join or source.kind is SourceKind.MONEY)
        and (source.kind, source.source_id) != (money.kind, money.source_id)
    ]
    return [*sorted(joining, key=lambda source: source.age_key), money]


def _match(basis: Basis, money: Source, sources: Sequence[Source], items: Sequence[OpenItem]) -> Match:
    allocations = settle(sources, items)
    used = sum(allocation.minor for allocation in allocations if allocation.source is money)
    return Match(basis, allocations, money.minor - used)
