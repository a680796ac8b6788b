"""The rows of a file of invoices as rows of the ledger: customers, items, entries, disputes, by the column.

One journal entry stands for all of them, with their number and digest. Knows no file format.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from dunwell.data import journal
from dunwell.data.bulk import append, look_up, new_ids
from dunwell.data.models import Allocation, Customer, Dispute, Entry, Item
from dunwell.ports import FileReading, ItemRows
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.importing.items import Intake
from dunwell.usecases.importing.people import add_customers, reach
from dunwell.usecases.importing.rows import DISPUTED, PAID
from dunwell.usecases.work import Work


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What becomes of the part of an invoice that a file says is paid: an entry of this kind, on this day."""

    kind: str
    on: date


def digest_of(digests: Iterable[str]) -> bytes:
    """Digest the rows that go in, by their own digests."""
    return journal.digest_rows(pl.DataFrame({"row": list(digests)}, schema={"row": pl.String}))


def digest_of_items(rows: pl.DataFrame, digests: Iterable[str] = ()) -> bytes:
    """Digest rows of invoices, whatever their lines, and what comes with them by its own digests."""
    items = journal.digest_rows(rows.drop("line"))
    others = list(digests)
    return digest_of([items.hex(), *others]) if others else items


def write_intake(work: Work, reading: FileReading, intake: Intake, paid: PaidPart) -> None:
    """Write all that is new in a file, once `work.note` has been called. Customers written to are planned anew."""
    if not intake.is_empty or reading.customers:
        owners, known = _owners(work, reading, intake)
        rows = intake.new.join(owners, on="customer_ref", how="left", maintain_order="left")
        _post_invoices(work, rows.filter(kind="invoice"), paid)
        _post_credits(work, rows.filter(kind="credit"))
        touch(work, known & set(rows["customer_id"].unique()))


def touch(work: Work, ids: Iterable[int]) -> None:
    """Raise the versions of customers by the batch."""
    for part in batches(sorted(ids)):
        work.books.customers.raise_versions(part)


def _owners(work: Work, reading: FileReading, intake: Intake) -> tuple[pl.DataFrame, set[int]]:
    """Add the customers that are new, and reach those who could not be reached by what the file says of them.

    Gives the ids of all customers that the file names, by number, and which of them were on the books before.
    """
    beside = {row.ref: row for row in reading.customers}
    new = add_customers(work, ItemRows(intake.strangers), beside)
    fresh = {row.ref: owner for owner, row in new}
    wanted = {*intake.new["customer_ref"].unique(), *beside} - fresh.keys()
    known: dict[str, int] = dict(look_up(Customer, work.company, "ref", wanted, ("ref", "id"), lock=True))
    reach(work, new, new=True)
    reach(work, [(known[ref], row) for ref, row in beside.items() if ref in known], only_missing=True)
    owners = {**known, **fresh}
    return pl.DataFrame(
        {"customer_ref": list(owners), "customer_id": list(owners.values())},
        schema={"customer_ref": pl.String, "customer_id": pl.Int64},
    ), set(known.values())


def _post_invoices(work: Work, rows: pl.DataFrame, how: PaidPart) -> None:
    """Post invoices, settle what the file says is paid, and dispute what it says is disputed."""
    items = rows.with_columns(
        new_ids(Item, rows.height),
        paid_minor=PAID,
        residual_minor=pl.col("amount_minor") - PAID,
        text=pl.col("reference").str.slice(0, 300),
    )
    append(Item, items.drop("line"), **work.column_stamp)
    _post_payments(work, items.filter(pl.col("paid_minor") > 0), how)
    disputes = items.filter(DISPUTED).select("customer_id", item_id="id", amount_minor="residual_minor")
    append(Dispute, disputes, opened_on=work.today, **work.column_stamp)


def _post_payments(work: Work, items: pl.DataFrame, how: PaidPart) -> None:
    """Post the payments that rows imply; of one without a day only that it came by now is known."""
    dated = pl.col("settled_on").is_not_null()
    entries = items.select(
        "customer_id",
        "currency",
        new_ids(Entry, items.height),
        item_id="id",
        item_date="item_date",
        kind=pl.when(dated).then(pl.lit("payment")).otherwise(pl.lit(how.kind)),
        amount_minor="paid_minor",
        unallocated_minor=pl.lit(0, pl.Int64),
        entry_date=pl.when(dated).then(pl.col("settled_on")).otherwise(pl.lit(how.on)),
        reference="number",
    )
    append(Entry, entries, **work.column_stamp)
    allocated = entries.select(
        "customer_id",
        "item_id",
        "amount_minor",
        entry_id="id",
        allocated_on=pl.max_horizontal("entry_date", "item_date"),
    )
    append(Allocation, allocated, **work.column_stamp)


def _post_credits(work: Work, rows: pl.DataFrame) -> None:
    """Post what is left of credits; what they settled already is not in the books."""
    left = pl.col("amount_minor") - PAID
    notes = rows.select("customer_id", "number", "currency", "reference", entry_date="item_date", amount_minor=left)
    append(Entry, notes.with_columns(unallocated_minor="amount_minor"), kind="credit", **work.column_stamp)
