"""Entries, allocations and what they change, collected in memory and written together.

It does what `ledger.allocating` does one by one, for thousands: an allocation is never changed, what is undone is
reversed whole by a row of its own, and a part that stays is allocated anew. Decides nothing.
"""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

import polars as pl

from dunwell.data.bulk import append, new_ids, update
from dunwell.data.models import Allocation, Entry, Item, Reopening
from dunwell.usecases.work import Work

Columns = dict[str, Any]
UPDATED = 500


class Pen:
    """What one import changes of money. Nothing is written before `write`; `work.note` comes first."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._new: list[Entry] = []
        self._allocations: list[tuple[Any, ...]] = []  # as ALLOCATION_COLUMNS, with rows for their ids
        self._entries: dict[int, Entry] = {}
        self._items: dict[int, Item] = {}
        self._reopenings: list[tuple[int, int, date, str]] = []

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
        self._reopenings.append((item.customer_id, item.pk, on, cause))

    def same(self, entry: Entry) -> Entry:
        """Give the one object that stands for an entry, so that no amount is overwritten."""
        return self._entries.setdefault(entry.pk, entry) if entry.pk else entry

    def same_item(self, item: Item) -> Item:
        """Give the one object that stands for an item."""
        return self._items.setdefault(item.pk, item)

    def write(self) -> None:
        """Write all that was collected, each table at once."""
        stamp = self._work.column_stamp
        for entry, key in zip(self._new, new_ids(Entry, len(self._new)), strict=True):
            entry.pk, entry._state.adding = key, False
        append(Entry, _frame(map(_ENTRY, self._new), ENTRY_COLUMNS), **stamp)
        update(Entry, _frame(((key, entry.unallocated_minor) for key, entry in self._entries.items()), ENTRY_CHANGED))
        update(Item, _frame(map(_ITEM, self._items.values()), ITEM_CHANGED))
        moved = (tuple(getattr(each, "pk", each) for each in row) for row in self._allocations)
        append(Allocation, _frame(moved, ALLOCATION_COLUMNS), **stamp)
        append(Reopening, _frame(self._reopenings, REOPENING_COLUMNS), **stamp)

    def _move(self, entry: Entry, minor: int) -> None:
        entry.unallocated_minor += minor
        if entry.pk:
            self._entries[entry.pk] = entry

    def _owe(self, item: Item, minor: int) -> None:
        item.residual_minor += minor
        self._items[item.pk] = item

    def _add(
        self,
        customer: int,
        entry: Entry,
        minor: int,
        day: date,
        *,
        item: Item | None = None,
        against: Entry | None = None,
        reverses: Allocation | None = None,
    ) -> None:
        self._allocations.append((customer, entry, minor, day, item, against, reverses))


INT, DAY = pl.Int64, pl.Date
ENTRY_COLUMNS: Columns = {
    "id": INT,
    "customer_id": INT,
    "kind": pl.String,
    "number": pl.String,
    "currency": pl.String,
    "amount_minor": INT,
    "unallocated_minor": INT,
    "entry_date": DAY,
    "reference": pl.String,
    "reason": pl.String,
    "for_item_id": INT,
}
ENTRY_CHANGED: Columns = {"id": INT, "unallocated_minor": INT}
ITEM_CHANGED: Columns = {"id": INT, "residual_minor": INT, "opened": INT, "friendly_day": INT}
ALLOCATION_COLUMNS: Columns = {
    "customer_id": INT,
    "entry_id": INT,
    "amount_minor": INT,
    "allocated_on": DAY,
    "item_id": INT,
    "against_id": INT,
    "reverses_id": INT,
}
REOPENING_COLUMNS: Columns = {"customer_id": INT, "item_id": INT, "reopened_on": DAY, "cause": pl.String}
_ENTRY, _ITEM = attrgetter(*ENTRY_COLUMNS), attrgetter(*ITEM_CHANGED)


def _frame(rows: Iterable[tuple[Any, ...]], columns: Columns) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=columns, orient="row")
