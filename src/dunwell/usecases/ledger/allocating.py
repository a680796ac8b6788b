"""Allocations and what undoes them: the only place where residuals and unallocated amounts change.

An allocation is never changed. What is undone is reversed by a row of its own, whole; where only a part is undone,
the rest is allocated anew. Does not know which item money is for.
"""

from datetime import date

from dunwell.data.models import Allocation, Entry, Item
from dunwell.usecases.work import Work


def settle(work: Work, entry: Entry, item: Item, minor: int, *, on: date | None = None) -> Allocation:
    """Let a part of an entry settle a part of an item. `minor` is within what is left of both.

    It is dated `on`, left out: the entry's date, or the item's where the money came before the claim.
    """
    entry.unallocated_minor -= minor
    item.residual_minor -= minor
    _save(entry, item)
    made: Allocation = work.books.allocations.create(
        customer_id=item.customer_id,
        entry=entry,
        item=item,
        amount_minor=minor,
        allocated_on=on or max(entry.entry_date, item.item_date),
        **work.stamp,
    )
    return made


def reverse(work: Work, allocation: Allocation, minor: int, *, on: date) -> Item:
    """Take back a part of what an entry settled of an item: the entry has it unallocated again. Gives the item."""
    entry, item = allocation.entry, allocation.item
    if item is None or not 0 < minor <= allocation.amount_minor:
        raise ValueError("only what settled an item can be taken back, and no more than that")
    day = max(on, allocation.allocated_on)
    entry.unallocated_minor += allocation.amount_minor
    item.residual_minor += allocation.amount_minor
    _save(entry, item)
    work.books.allocations.create(
        customer_id=allocation.customer_id,
        entry=entry,
        item=item,
        reverses=allocation,
        amount_minor=-allocation.amount_minor,
        allocated_on=day,
        **work.stamp,
    )
    if allocation.amount_minor > minor:
        settle(work, entry, item, allocation.amount_minor - minor, on=day)
    return item


def drain(work: Work, taker: Entry, entry: Entry, minor: int) -> Allocation:
    """Let a refund, chargeback or undoing take unallocated money of an entry out of the books."""
    taker.unallocated_minor -= minor
    entry.unallocated_minor -= minor
    taker.save(update_fields=["unallocated_minor"])
    entry.save(update_fields=["unallocated_minor"])
    made: Allocation = work.books.allocations.create(
        customer_id=taker.customer_id,
        entry=taker,
        against=entry,
        amount_minor=minor,
        allocated_on=max(taker.entry_date, entry.entry_date),
        **work.stamp,
    )
    return made


def _save(entry: Entry, item: Item) -> None:
    entry.save(update_fields=["unallocated_minor"])
    item.save(update_fields=["residual_minor"])
