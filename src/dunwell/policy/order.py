"""Rows in order, and several columns packed into one number: one key sorts, groups and joins far faster than two.

Whole numbers, dates, truth values and enumerations can be packed; an enumeration goes by the order of its categories.
This module does not know what the rows are.
"""

from functools import cache

import polars as pl
from polars import selectors as cs

_PACKABLE = cs.integer() | cs.date() | cs.boolean() | cs.enum()
_FEW = 500  # so few rows are sorted at once, before their spans are known
LARGEST = 2**62


def in_order(table: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Bring rows into the order of their keys; rows that stand so already cost a look, and equal ones stay in place.

    Polars is told that the first key rises: it then joins and groups by walking along.
    """
    if table.height < 2:
        return table
    if len(keys) == 1:
        return with_sorted(table, keys[0])
    if table.height < _FEW:
        return table.sort(keys, maintain_order=True)
    if not table.select(_falls(keys).any()).item():
        return known_sorted(table, keys[0])
    key = packed(table, *keys)
    return table.sort(keys, maintain_order=True) if key is None else known_sorted(table[key.arg_sort()], keys[0])


@cache
def _falls(keys: tuple[str, ...]) -> pl.Expr:
    """Tell of each row whether it should stand before the one above it."""
    falls = pl.lit(False)
    for name in reversed(keys):
        this = pl.col(name).to_physical()
        falls = (this < this.shift(1)) | ((this == this.shift(1)) & falls)
    return falls


def packed(table: pl.DataFrame, *keys: str) -> pl.Series | None:
    """Give one number a row that rises with the keys in turn; none where 62 bits do not hold it, or a key is text.

    Equal numbers mean equal keys. The table has rows, and no key is empty.
    """
    if len(keys) == 1:
        return table.get_column(keys[0]).to_physical()
    numbers = table.select(_PACKABLE & cs.by_name(keys)).select(pl.all().to_physical().cast(pl.Int64))
    if numbers.width < len(keys):
        return None
    ends = numbers.select(pl.all().min().name.prefix("first "), pl.all().max().name.prefix("last ")).row(0, named=True)
    key, size = pl.lit(0, dtype=pl.Int64), 1
    for name in keys:
        span = ends[f"last {name}"] - ends[f"first {name}"] + 1
        size *= span
        key = key * span + (pl.col(name) - ends[f"first {name}"])
    return numbers.select(key=key).get_column("key") if size < LARGEST else None


def with_sorted(table: pl.DataFrame, key: str) -> pl.DataFrame:
    """Sort rows by one key unless they come so, and let Polars know."""
    if table.height > 1 and not table.get_column(key).is_sorted():
        return table.sort(key, maintain_order=True)
    return known_sorted(table, key)


def known_sorted(table: pl.DataFrame, key: str) -> pl.DataFrame:
    """Let Polars know that a column rises, which must be true."""
    known = table.clone()
    return known.replace_column(known.get_column_index(key), known.get_column(key).set_sorted())


def rows_where(table: pl.DataFrame, condition: pl.Expr, *names: str) -> pl.DataFrame:
    """Keep some columns of the rows of which a condition is true; the other columns are not sifted."""
    return table.select(names).filter(table.select(condition).to_series())


def first_of_each(table: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Keep the first row of each key, of rows in which equal keys stand together."""
    return table.filter(_differs(keys, 1)) if table.height > 1 else table


def last_of_each(table: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Keep the last row of each key, of rows in which equal keys stand together."""
    return table.filter(_differs(keys, -1)) if table.height > 1 else table


@cache
def _differs(keys: tuple[str, ...], step: int) -> pl.Expr:
    other = (pl.col(name) != pl.col(name).shift(step) for name in keys)
    return pl.any_horizontal(*other).fill_null(True)


def summed(table: pl.DataFrame, keys: tuple[str, ...], *amounts: str) -> pl.DataFrame:
    """Add up amounts over rows of equal keys; gives one row a key, in the order of the keys."""
    if table.height < _FEW:
        return table.group_by(keys, maintain_order=True).agg(pl.col(amounts).sum()).sort(keys)
    ordered = in_order(table.select(*keys, *amounts), *keys)
    up_to = last_of_each(ordered.with_columns(pl.col(amounts).cum_sum()), *keys)
    return up_to.with_columns(pl.col(amounts) - pl.col(amounts).shift(1, fill_value=0))
