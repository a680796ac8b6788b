"""Write-offs taken back, whole or in part: the item is owed again by as much. Knows not why."""

from collections.abc import Iterable

from dunwell.data.models import Allocation, Customer, Entry
from dunwell.usecases.ledger.allocating import drain, reverse
from dunwell.usecases.work import Work


def write_offs(work: Work, customer: Customer) -> list[Allocation]:
    """Read what is written off of a customer's items and stands, the oldest first."""
    mine = work.books.allocations.in_force().of_customer(customer).filter(entry__kind="write_off")
    return list(mine.filter(item__isnull=False).select_related("entry", "item").order_by("allocated_on", "id"))


def take_back(work: Work, parts: Iterable[tuple[Allocation, int]]) -> None:
    """Take back so many minor units of each write-off, by an entry that undoes it. Items owe as much again."""
    for allocation, minor in parts:
        entry = allocation.entry
        undo: Entry = work.books.entries.create(
            customer_id=allocation.customer_id,
            kind="undo",
            currency=entry.currency,
            amount_minor=minor,
            unallocated_minor=minor,
            entry_date=work.today,
            for_item=allocation.item,
            **work.stamp,
        )
        reverse(work, allocation, minor, on=work.today)
        drain(work, undo, entry, minor)
