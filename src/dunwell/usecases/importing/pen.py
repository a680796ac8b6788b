"""Entries, allocations and what they change, collected in memory and written together.

It does what `ledger.allocating` does one by one, for thousands: an allocation is never changed, what is undone is
reversed whole by a row of its own, and a part that stays is allocated anew. Decides nothing.
"""

from datetime import date
from typing import Any

from dunwell.data.models import Allocation, Entry, Item, Reopening
from dunwell.usecases.importing.batching import BATCH
from dunwell.usecases.work import Work

UPDATED = 500


class Pen:
    """What one import changes of money. Nothing is written before `write`; `work.note` comes first."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._new: list[Entry] = []
        self._allocations: list[Allocation] = []
        self._entries: dict[int, Entry] = {}
        self._items: dict[int, Item] = {}
        self._reopenings: list[Reopening] = []

    def enter(self, **values: Any) -> Entry:
        """Put an entry on record; all of its amount is unallocated."""
        entry = Entry(unallocated_minor=values["amount_minor"], **values, **self._work.stamp)
        self._new.append(entry)
        return entry

    def settle(self, entry: Entry, item: Item, minor: int, on: date | None = None) -> None:
        """Let an entry settle so many minor units of an item; the day is that of the later of the two, at least."""
        self._move(entry, -minor)
        self._owe(item, -minor)
        day = max(entry.entry_date, item.item_date, on or entry.entry_date)
        self._add(item.customer_id, entry, minor, day, item=item)

    def reverse(self, allocation: Allocation, minor: int, on: date) -> None:
        """Take back a part of what an entry settled of an item: the entry has it unallocated again."""
        if allocation.item is None:
            raise ValueError("only what settled an item can be taken back")
        entry, item = self.same(allocation.entry), self.same_item(allocation.item)
        day = max(on, allocation.allocated_on)
        self._move(entry, allocation.amount_minor)
        self._owe(item, allocation.amount_minor)
        self._add(item.customer_id, entry, -allocation.amount_minor, day, item=item, reverses=allocation)
        if allocation.amount_minor > minor:
            self.settle(entry, item, allocation.amount_minor - minor, day)

    def undo(self, entry: Entry, minor: int, on: date) -> None:
        """Take so much unallocated of an entry out of the books, by an entry that undoes it."""
        taker = self.enter(
            customer_id=entry.customer_id, kind="undo", currency=entry.currency, amount_minor=minor, entry_date=on
        )
        self.drain(taker, entry, minor)

    def drain(self, taker: Entry, entry: Entry, minor: int) -> None:
        """Let a refund or an undoing take unallocated money of an entry out of the books."""
        self._move(taker, -minor)
        self._move(entry, -minor)
        day = max(taker.entry_date, entry.entry_date)
        self._add(entry.customer_id, taker, minor, day, against=entry)

    def reopen(self, item: Item, cause: str, on: date) -> None:
        """Note that an item was opened again: its steps count anew (docs/deciding.md, rule 3)."""
        item.opened += 1
        item.friendly_day = None
        self._items[item.pk] = item
        self._reopenings.append(
            Reopening(customer_id=item.customer_id, item=item, reopened_on=on, cause=cause, **self._work.stamp)
        )

    def same(self, entry: Entry) -> Entry:
        """Give the one object that stands for an entry, so that no amount is overwritten."""
        return self._entries.setdefault(entry.pk, entry) if entry.pk else entry

    def same_item(self, item: Item) -> Item:
        """Give the one object that stands for an item."""
        return self._items.setdefault(item.pk, item)

    def write(self) -> None:
        """Write all that was collected."""
        books = self._work.books
        books.entries.bulk_create(self._new, batch_size=BATCH)
        books.entries.bulk_update(list(self._entries.values()), ["unallocated_minor"], batch_size=UPDATED)
        books.items.bulk_update(
            list(self._items.values()), ["residual_minor", "opened", "friendly_day"], batch_size=UPDATED
        )
        books.allocations.bulk_create(self._allocations, batch_size=BATCH)
        books.reopenings.bulk_create(self._reopenings, batch_size=BATCH)

    def _move(self, entry: Entry, minor: int) -> None:
        entry.unallocated_minor += minor
        if entry.pk:
            self._entries[entry.pk] = entry

    def _owe(self, item: Item, minor: int) -> None:
        item.residual_minor += minor
        self._items[item.pk] = item

    def _add(self, customer: int, entry: Entry, minor: int, day: date, **target: Any) -> None:
        self._allocations.append(
            Allocation(
                customer_id=customer, entry=entry, amount_minor=minor, allocated_on=day, **target, **self._work.stamp
            )
        )
