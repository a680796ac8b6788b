"""The rows of a file of invoices as rows of the ledger: customers, items, entries, disputes, by the thousand.

One journal entry stands for all of them, with their number and digest. Knows no file format.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dunwell.data import journal
from dunwell.data.models import Allocation, Customer, Dispute, Entry, Item
from dunwell.ports import FileReading, ItemRow
from dunwell.usecases.importing.batching import BATCH, batches
from dunwell.usecases.importing.items import Intake
from dunwell.usecases.importing.people import add_customers, reach
from dunwell.usecases.importing.rows import is_disputed, open_of, paid_of
from dunwell.usecases.work import Work


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What becomes of the part of an invoice that a file says is paid: an entry of this kind, on this day."""

    kind: str
    on: date


def digest_of(digests: Iterable[str]) -> bytes:
    """Digest the rows that go in, by their own digests."""
    return journal.digest_rows(pl.DataFrame({"row": list(digests)}, schema={"row": pl.String}))


def write_intake(work: Work, reading: FileReading, intake: Intake, paid: PaidPart) -> None:
    """Write all that is new in a file, once `work.note` has been called. Customers written to are planned anew."""
    rows = [*intake.invoices, *intake.credits]
    _add_customers(work, reading, intake)
    owners = intake.customers
    for part in batches(intake.invoices):
        _post_invoices(work, part, owners, paid)
    for part in batches(intake.credits):
        _post_credits(work, part, owners)
    touch(work, {owners[row.customer_ref].pk for row in rows})


def touch(work: Work, ids: Iterable[int]) -> None:
    """Raise the versions of customers by the batch."""
    for part in batches(sorted(ids)):
        work.books.customers.raise_versions(part)


def _add_customers(work: Work, reading: FileReading, intake: Intake) -> None:
    """Add the customers that are new, and reach those who could not be reached by what the file says of them."""
    beside = {row.ref: row for row in reading.customers}
    new = add_customers(work, intake.new_customers.values(), beside)
    intake.customers.update({customer.ref: customer for customer, _ in new})
    fresh = {customer.ref for customer, _ in new}
    known = [(intake.customers[ref], row) for ref, row in beside.items() if ref in intake.customers.keys() - fresh]
    reach(work, new)
    reach(work, known, only_missing=True)


def _post_invoices(work: Work, rows: Iterable[ItemRow], owners: Mapping[str, Customer], how: PaidPart) -> None:
    """Post invoices, settle what the file says is paid, and dispute what it says is disputed."""
    pairs = [(row, _item(work, row, owners[row.customer_ref])) for row in rows]
    work.books.items.bulk_create([item for _, item in pairs], batch_size=BATCH)
    paid = [(row, item, _payment(work, row, item, how)) for row, item in pairs if paid_of(row)]
    work.books.entries.bulk_create([entry for *_, entry in paid], batch_size=BATCH)
    work.books.allocations.bulk_create([_allocation(work, item, entry) for _, item, entry in paid], batch_size=BATCH)
    disputes = [_dispute(work, item) for row, item in pairs if is_disputed(row)]
    work.books.disputes.bulk_create(disputes, batch_size=BATCH)


def _item(work: Work, row: ItemRow, owner: Customer) -> Item:
    return Item(
        customer=owner,
        kind="invoice",
        number=row.number,
        currency=row.currency,
        amount_minor=row.amount_minor,
        residual_minor=open_of(row),
        item_date=row.item_date,
        due_date=row.due_date or row.item_date,
        text=row.reference[:300],
        **work.stamp,
    )


def _payment(work: Work, row: ItemRow, item: Item, how: PaidPart) -> Entry:
    """Make the payment that a row implies; of one without a day only that it came by now is known."""
    return Entry(
        customer=item.customer,
        kind="payment" if row.settled_on else how.kind,
        currency=row.currency,
        amount_minor=paid_of(row),
        unallocated_minor=0,
        entry_date=row.settled_on or how.on,
        reference=row.number,
        **work.stamp,
    )


def _allocation(work: Work, item: Item, entry: Entry) -> Allocation:
    return Allocation(
        customer=item.customer,
        entry=entry,
        item=item,
        amount_minor=entry.amount_minor,
        allocated_on=max(entry.entry_date, item.item_date),
        **work.stamp,
    )


def _dispute(work: Work, item: Item) -> Dispute:
    return Dispute(
        customer=item.customer, item=item, amount_minor=item.residual_minor, opened_on=work.today, **work.stamp
    )


def _post_credits(work: Work, rows: Iterable[ItemRow], owners: Mapping[str, Customer]) -> None:
    """Post what is left of credits; what they settled already is not in the books."""
    made = [_credit(work, row, owners[row.customer_ref]) for row in rows]
    work.books.entries.bulk_create(made, batch_size=BATCH)


def _credit(work: Work, row: ItemRow, owner: Customer) -> Entry:
    values: dict[str, Any] = {"amount_minor": open_of(row), "unallocated_minor": open_of(row)}
    return Entry(
        customer=owner,
        kind="credit",
        number=row.number,
        currency=row.currency,
        entry_date=row.item_date,
        reference=row.reference,
        **values,
        **work.stamp,
    )
