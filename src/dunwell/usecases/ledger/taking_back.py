"""Money that goes out again: from which entries it is taken, and which items are open again because of it.

Does not know whether we send it back or the bank takes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.data.models import Allocation, Customer, Entry, Item
from dunwell.domain.items import named_numbers
from dunwell.usecases.ledger.allocating import drain, reverse
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.early_payment import end_discounts
from dunwell.usecases.ledger.reopening import reopen
from dunwell.usecases.ledger.texts import check_not_ahead
from dunwell.usecases.work import Answer, Work


@dataclass(frozen=True, slots=True)
class Part:
    """So much, in minor units, that is taken from an entry: what settled an item, or what it has unallocated."""

    entry: Entry
    minor: int
    allocation: Allocation | None = None

    @property
    def facts(self) -> list[int | None]:
        """Give entry, allocation and amount for the journal."""
        return [self.entry.pk, self.allocation.pk if self.allocation else None, self.minor]


@dataclass(frozen=True, slots=True)
class MoneyOut:
    """Money that goes out: its kind as an entry, minor units, value date, and what was written with it."""

    kind: str
    amount_minor: int
    currency: str
    on: date
    reference: str = ""


def take(parts: Iterable[Part], wanted_minor: int) -> tuple[list[Part], int]:
    """Take an amount from parts in the order given; give what is taken of each, and what is missing."""
    taken: list[Part] = []
    for part in parts:
        minor = min(part.minor, wanted_minor)
        if minor > 0:
            taken.append(Part(part.entry, minor, part.allocation))
            wanted_minor -= minor
    return taken, wanted_minor


def settlements(work: Work, customer: Customer, currency: str) -> list[Allocation]:
    """Read by which allocations in force a customer's money settled items, the newest first."""
    mine = work.books.allocations.in_force().of_customer(customer)
    money = mine.filter(item__isnull=False, entry__kind__in=("payment", "recovery"), entry__currency=currency)
    return list(money.select_related("entry", "item").order_by("-allocated_on", "-id"))


def named_in(work: Work, customer: Customer, reference: str) -> frozenset[str]:
    """Find the customer's items, open or settled, that a reference names."""
    if not reference:
        return frozenset()
    return named_numbers(reference, work.books.items.of_customer(customer).values_list("number", flat=True))


def take_out(work: Work, customer: Customer, money: MoneyOut, parts: Sequence[Part]) -> Answer:
    """Put money that goes out on record, take it from these parts, and open the items again that it had settled."""
    check_not_ahead(work, money.on, "value date")
    personal = {"reference": money.reference} if money.reference else None
    facts = {"amount_minor": money.amount_minor, "currency": money.currency, "on": money.on}
    work.note({**facts, "taken": [part.facts for part in parts]}, subject=customer, personal=personal)
    taker: Entry = work.books.entries.create(
        customer=customer,
        kind=money.kind,
        currency=money.currency,
        amount_minor=money.amount_minor,
        unallocated_minor=money.amount_minor,
        entry_date=money.on,
        reference=money.reference,
        **work.stamp,
    )
    reopened = _take_parts(work, taker, parts, money.on)
    opened = {part.allocation.item_id for part in parts if part.allocation is not None and part.allocation.item_id}
    # What we send back ourselves was paid in time; what the bank takes back was never there.
    ended = end_discounts(work, opened, money.on) if money.kind == "chargeback" else []
    return {
        "entry_id": taker.pk,
        "customer": customer.ref,
        "amount_minor": money.amount_minor,
        "currency": money.currency,
        "taken": [{"entry_id": part.entry.pk, "amount_minor": part.minor} for part in parts],
        "reopened": reopened,
        **({"discounts_ended": ended} if ended else {}),
        "commitments": refresh_commitments(work, customer),
    }


def _take_parts(work: Work, taker: Entry, parts: Sequence[Part], on: date) -> list[dict[str, Any]]:
    """Take each part; several parts of one entry or item share its row, so that no amount is overwritten.

    An item is opened again where nothing was left of it: one that was open all along keeps the steps that it has had.
    """
    entries: dict[int, Entry] = {}
    items: dict[int, Item] = {}
    lowered: dict[int, int] = {}
    closed: set[int] = set()
    for part in parts:
        entry = entries.setdefault(part.entry.pk, part.entry)
        if part.allocation is not None and part.allocation.item is not None:
            part.allocation.entry = entry
            part.allocation.item = items.setdefault(part.allocation.item.pk, part.allocation.item)
            if part.allocation.item.residual_minor == 0:
                closed.add(part.allocation.item.pk)
            item = reverse(work, part.allocation, part.minor, on=on)
            lowered[item.pk] = lowered.get(item.pk, 0) + part.minor
        drain(work, taker, entry, part.minor)
    for key in sorted(closed):
        reopen(work, items[key], taker.kind, on)
    return [
        {"item": items[key].number, "amount_minor": minor, "opened_again": key in closed}
        for key, minor in lowered.items()
    ]
