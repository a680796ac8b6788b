"""Rows of which it shows at once that they are new and fit the books: found by the column, a million at a time.

Whatever is odd about a row, or about its customer, leaves it to `items`, which looks at rows one by one and finds the
words for what is wrong. So this module says nothing, and takes nothing that the other would not take.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from dunwell.data.bulk import look_up
from dunwell.data.models import Customer, Item
from dunwell.usecases.importing.comparing import LONGEST, names_differ
from dunwell.usecases.importing.zeros import without_zeros
from dunwell.usecases.ledger.amounts import LARGEST_MINOR
from dunwell.usecases.work import Work


@dataclass(frozen=True, slots=True)
class Parted:
    """The rows that are clear, the rest, and the customers of the clear ones that are on the books."""

    clear: pl.DataFrame
    rest: pl.DataFrame
    known: frozenset[str]


def part_clear(work: Work, rows: pl.DataFrame) -> Parted:
    """Part rows into those that are clear and those that have to be looked at. Customers on the books are held."""
    numbers = rows.filter(kind="invoice")["number"].unique()
    on_record = {number for (number,) in look_up(Item, work.company, "number", numbers, ("number",))}
    padded = without_zeros(work.books.items, "number", set(numbers) - on_record)
    refs = set(rows["customer_ref"].unique())
    known = dict(look_up(Customer, work.company, "ref", refs, ("ref", "name"), lock=True))
    strangers = without_zeros(work.books.customers, "ref", refs - known.keys())
    odd = strangers.keys() | _renamed(rows, known)
    clear = (
        _fits(work.today)
        & pl.col("number").is_in(on_record | padded.keys()).not_()
        & pl.col("customer_ref").is_in(odd).not_()
    )
    marked = rows.with_columns(clear=clear)
    taken = marked.filter("clear").drop("clear")
    return Parted(taken, marked.filter(~pl.col("clear")).drop("clear"), frozenset(known))


def _fits(today: date) -> pl.Expr:
    """Mark invoices with a due date that no ledger of today would refuse (`comparing.misfit`)."""
    fits = (pl.col("kind") == "invoice") & pl.col("due_date").is_not_null()
    fits &= (pl.col("amount_minor") <= LARGEST_MINOR) & (pl.col("settled_on") <= today).fill_null(True)
    for name, longest in LONGEST.items():
        fits &= pl.col(name).str.len_chars() <= longest
    return fits


def _renamed(rows: pl.DataFrame, known: dict[str, str]) -> set[str]:
    """Find the customers that the rows know under another name than the books."""
    said = rows.select("customer_ref", "customer_name").unique().iter_rows()
    return {ref for ref, name in said if ref in known and name != known[ref] and names_differ(name, known[ref])}
