"""The rows of a file as rows of the ledger: customers, items, entries, allocations and disputes by the thousand.

One journal entry stands for all of them, with their number and digest. Knows no file format.
"""

from collections.abc import Iterable
from typing import Any

import polars as pl

from dunwell.data import journal
from dunwell.data.models import Address, Allocation, Customer, Dispute, Entry, Item
from dunwell.ports import FileReading, ItemRow
from dunwell.usecases.ledger.intake import BATCH, Intake, batches, is_disputed, paid_of
from dunwell.usecases.work import Work

CHANNELS = (("email", "email"), ("sms", "phone"))


def write_intake(work: Work, reading: FileReading, intake: Intake) -> None:
    """Note a file in the journal and write all that it brings. Customers written to are planned anew."""
    rows = [*intake.invoices, *intake.credits]
    digest = journal.digest_rows(pl.DataFrame({"row": [row.digest for row in rows]}, schema={"row": pl.String}))
    work.note({"file": reading.digest, **intake.counts}, rows=len(rows), digest=digest)
    _add_customers(work, intake)
    owners = intake.customers
    for part in batches(intake.invoices):
        _post_invoices(work, part, owners)
    for part in batches(intake.credits):
        _post_credits(work, part, owners)
    _touch(work, {owners[row.customer_ref].pk for row in rows})


def _add_customers(work: Work, intake: Intake) -> None:
    new = [_customer(work, row) for row in intake.new_customers.values()]
    for customer in work.books.customers.bulk_create(new, batch_size=BATCH):
        intake.customers[customer.ref] = customer
    addresses = [
        Address(customer=intake.customers[ref], channel=channel, text=getattr(row, name), **work.stamp)
        for ref, row in intake.new_customers.items()
        for channel, name in CHANNELS
        if getattr(row, name)
    ]
    work.books.addresses.bulk_create(addresses, batch_size=BATCH)


def _customer(work: Work, row: ItemRow) -> Customer:
    return Customer(
        ref=row.customer_ref,
        name=row.customer_name or row.customer_ref,
        country=row.country,
        language=work.company.language,
        **work.stamp,
    )


def _post_invoices(work: Work, rows: Iterable[ItemRow], owners: dict[str, Customer]) -> None:
    """Post invoices, pay what the file says is paid, and dispute what it says is disputed."""
    pairs = [(row, _item(work, row, owners[row.customer_ref])) for row in rows]
    work.books.items.bulk_create([item for _, item in pairs], batch_size=BATCH)
    paid = [(row, item, _payment(work, row, item)) for row, item in pairs if paid_of(row)]
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
        residual_minor=row.amount_minor - paid_of(row),
        item_date=row.item_date,
        due_date=row.due_date or row.item_date,
        text=row.reference[:300],
        **work.stamp,
    )


def _payment(work: Work, row: ItemRow, item: Item) -> Entry:
    """Make the payment that a row implies; of a part payment only that it came by today is known."""
    return Entry(
        customer=item.customer,
        kind="payment",
        currency=row.currency,
        amount_minor=paid_of(row),
        unallocated_minor=0,
        entry_date=row.settled_on or work.today,
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


def _post_credits(work: Work, rows: Iterable[ItemRow], owners: dict[str, Customer]) -> None:
    """Post what is left of credits; what they settled already is not in the books."""
    made = [_credit(work, row, owners[row.customer_ref], row.amount_minor - paid_of(row)) for row in rows]
    work.books.entries.bulk_create(made, batch_size=BATCH)


def _credit(work: Work, row: ItemRow, owner: Customer, left_minor: int) -> Entry:
    return Entry(
        customer=owner,
        kind="credit",
        number=row.number,
        currency=row.currency,
        amount_minor=left_minor,
        unallocated_minor=left_minor,
        entry_date=row.item_date,
        reference=row.reference,
        **work.stamp,
    )


def _touch(work: Work, ids: Iterable[Any]) -> None:
    for part in batches(sorted(ids)):
        work.books.customers.raise_versions(part)
