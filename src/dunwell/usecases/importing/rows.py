"""What a row of a file of invoices says about money, and how a problem of it is told. Knows no ledger."""

from typing import Literal

import polars as pl

from dunwell.ports import ItemRow, RowProblem
from dunwell.usecases.importing.told import row_problem


def paid_of(row: ItemRow) -> int:
    """Give what of an invoice the file says is paid, in minor units."""
    if row.settled_on is not None:
        return row.amount_minor
    return max(0, row.amount_minor - row.open_minor) if row.open_minor is not None else 0


def open_of(row: ItemRow) -> int:
    """Give what of an invoice or credit the file says is open, in minor units."""
    return row.amount_minor - paid_of(row)


PAID = (
    pl.when(pl.col("settled_on").is_not_null())
    .then(pl.col("amount_minor"))
    .otherwise((pl.col("amount_minor") - pl.col("open_minor")).clip(0).fill_null(0))
)
"""`paid_of` by the column."""

DISPUTED = pl.col("disputed").fill_null(False) & (pl.col("amount_minor") > PAID)
"""Whether an invoice is open and under dispute; of a settled one that is history."""


def problem_of(
    file: str,
    row: ItemRow,
    name: str,
    value: object,
    said: tuple[str, str, str],
    severity: Literal["refused", "warning"] = "refused",
) -> RowProblem:
    """Make a problem of a row: `said` is its code, its sentence and the way out."""
    return row_problem(file, row.line, name, value, said, severity)
