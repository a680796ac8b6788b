"""Open claims by how long they have been past due, on any day, worked out from dated allocations. Reads only.

Few statements for any number of rows. Where nothing is dated after the day, what is stored of items and entries is
what was open then, and that is summed; else it is worked out in frames.
"""

from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import connection

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import Reader, Schema, read
from dunwell.data.snapshot.reading import rows as rows_of
from dunwell.domain.aging import BUCKETS

CODES = tuple(bucket.code for bucket in BUCKETS)
OWNER = ["customer", "name"]
PIECE = 1_000_000  # ids of items that are looked at together
_KEYS = {"customer_id": pl.Int64, "currency": pl.String}


def aging(company: Company, as_of: date, *, by_customer: bool = False) -> dict[str, Any]:
    """Sum what was open at the end of a day as `aged` does, as plain values: a list of buckets in each row."""
    owner = OWNER if by_customer else []
    rows = aged(company, as_of, by_customer=by_customer).iter_rows()
    return {"as_of": as_of.isoformat(), "rows": [_row(row, owner) for row in rows]}


def aged(company: Company, as_of: date, *, by_customer: bool = False) -> pl.DataFrame:
    """Sum what was open at the end of a day by currency and bucket, or by customer, currency and bucket.

    Gives customer and name where asked for, currency, items, total_minor, unallocated_minor, and a column for each
    bucket by its code. Amounts are in minor units; `unallocated_minor` is money and credit that settled nothing.
    """
    keys = [*(OWNER if by_customer else []), "currency"]
    of = ["customer_id", "currency"] if by_customer else ["currency"]
    sums, loose = (_sums_now if _is_now(company, as_of) else _sums_then)(company, as_of, of)
    if by_customer:
        known = read(_NAMES, _NAME_COLUMNS, [company.pk], many=True)
        sums, loose = _named(sums, known), _named(loose.filter(pl.col("unallocated_minor") > 0), known)
    rows = sums.join(loose, on=keys, how="full", coalesce=True).sort(keys)
    numbers = ["items", "total_minor", "unallocated_minor", *CODES]
    return rows.select(*keys, pl.col(numbers).fill_null(0))


def _row(row: tuple[Any, ...], owner: list[str]) -> dict[str, Any]:
    """Tell a row: its owner, currency, number of items, total, unallocated and the buckets, in this order."""
    whose, (currency, items, total, unallocated, *buckets) = row[: len(owner)], row[len(owner) :]
    return {
        **dict(zip(owner, whose, strict=True)),
        "currency": currency,
        "items": items,
        "buckets": [
            {"bucket": code, "currency": currency, "open_minor": minor}
            for code, minor in zip(CODES, buckets, strict=True)
        ],
        "total_minor": total,
        "unallocated_minor": unallocated,
    }


def _is_now(company: Company, as_of: date) -> bool:
    """Tell whether nothing was settled, and no due date moved, after a day."""
    return not rows_of(_LATER, [company.pk, as_of, company.pk, as_of])


def _named(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    return rows.join(known, on="customer_id").drop("customer_id")


def _sums_now(company: Company, as_of: date, keys: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sum what is stored: the database does it, but for SQLite, which would sort all rows for that."""
    columns = {name: _KEYS[name] for name in keys}
    found = _stored(company, as_of, columns) if connection.vendor == "sqlite" else _summed(company, as_of, columns)
    place, minor = pl.col("place"), pl.col("open_minor")
    sums = found.group_by(keys).agg(
        *(pl.when(place == at).then(minor).otherwise(0).sum().alias(code) for at, code in enumerate(CODES)),
        pl.col("items").sum(),
        minor.sum().alias("total_minor"),
    )
    loose = _LOOSE_NOW.format(names=_named_in(columns))
    return sums, read(loose, {**columns, "unallocated_minor": pl.Int64}, [company.pk, as_of], many=True)


def _summed(company: Company, as_of: date, columns: Schema) -> pl.DataFrame:
    """Have the database sum what is open, by keys and place of the bucket."""
    latest = [as_of - timedelta(days=bucket.last_day or 0) for bucket in BUCKETS[:-1]]
    which = " ".join(f"WHEN t.due_date >= %s THEN {place}" for place in range(len(latest)))
    return read(
        _NOW.format(names=_named_in(columns), bucket=f"CASE {which} ELSE {len(latest)} END"),
        {**columns, "place": pl.Int64, "items": pl.Int64, "open_minor": pl.Int64},
        [*latest, company.pk, as_of],
        many=True,
    )


def _stored(company: Company, as_of: date, columns: Schema) -> pl.DataFrame:
    """Sum what is open, piece by piece of the table, by keys and place of the bucket."""
    statement = _OPEN.format(names=_named_in(columns), how=Reader(company.pk).through("data_item"))
    ((newest,),) = rows_of("SELECT COALESCE(MAX(id), 0) FROM data_item")
    schema = {**columns, "due_date": pl.Date, "open_minor": pl.Int64}
    sums = []
    for first in range(1, newest + 1, PIECE):
        rows = read(statement, schema, [company.pk, as_of, first, first + PIECE], many=True)
        placed = rows.with_columns(place=_place((pl.lit(as_of) - pl.col("due_date")).dt.total_days()))
        counted = placed.group_by(*columns, "place").agg(pl.sum("open_minor"), items=pl.len().cast(pl.Int64))
        sums.append(counted.select(*columns, "place", "items", "open_minor"))
    nothing = {**columns, "place": pl.Int64, "items": pl.Int64, "open_minor": pl.Int64}
    return pl.concat([pl.DataFrame(schema=nothing), *sums])


def _named_in(columns: Schema) -> str:
    return ", ".join(f"t.{name}" for name in columns)


def _place(days: pl.Expr) -> pl.Expr:
    """Give the place of the bucket of so many days past due; what is not past due goes into the first."""
    return pl.sum_horizontal((days > (each.last_day or 0)).cast(pl.Int64) for each in BUCKETS[:-1])


def _sums_then(company: Company, as_of: date, keys: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Work out what was open then from the dated allocations."""
    items, loose = _open_items(company, as_of, keys), _unallocated(company, as_of, keys)
    place, minor = pl.col("place"), pl.col("open_minor")
    sums = items.group_by(keys).agg(
        *(pl.when(place == at).then(minor).otherwise(0).sum().alias(code) for at, code in enumerate(CODES)),
        pl.len().alias("items"),
        minor.sum().alias("total_minor"),
    )
    return sums, loose.group_by(keys).agg(pl.col("unallocated_minor").sum())


def _open_items(company: Company, as_of: date, keys: list[str]) -> pl.DataFrame:
    """Gather the items with something left of them on the day, with the place of the bucket of each."""
    columns = {name: _KEYS[name] for name in keys}
    statement = _ITEMS.format(names=_named_in(columns), how=Reader(company.pk).through("data_item"))
    schema = {**columns, "item_id": pl.Int64, "amount_minor": pl.Int64, "due_date": pl.Date}
    items = read(statement, schema, [company.pk, as_of], many=True)
    settled = read(_SETTLED, {"item_id": pl.Int64, "settled_minor": pl.Int64}, [company.pk, as_of], many=True)
    moved = read(_MOVED, {"item_id": pl.Int64, "due_then": pl.Date}, [company.pk, as_of], many=True)
    moved = moved.unique("item_id", keep="first", maintain_order=True)
    days = (pl.lit(as_of) - pl.coalesce("due_then", "due_date")).dt.total_days()
    return (
        items.join(settled, on="item_id", how="left")
        .join(moved, on="item_id", how="left")
        .with_columns(open_minor=pl.col("amount_minor") - pl.col("settled_minor").fill_null(0), place=_place(days))
        .filter(pl.col("open_minor") > 0)
    )


def _unallocated(company: Company, as_of: date, keys: list[str]) -> pl.DataFrame:
    """Gather money and credits that settled nothing by the end of the day."""
    columns = {name: _KEYS[name] for name in keys}
    schema = {**columns, "entry_id": pl.Int64, "amount_minor": pl.Int64}
    entries = read(_ENTRIES.format(names=_named_in(columns)), schema, [company.pk, as_of], many=True)
    used = read(
        _USED, {"entry_id": pl.Int64, "used_minor": pl.Int64}, [company.pk, as_of, company.pk, as_of], many=True
    )
    used = used.group_by("entry_id").agg(pl.col("used_minor").sum())
    left = pl.col("amount_minor") - pl.col("used_minor").fill_null(0)
    return entries.join(used, on="entry_id", how="left").with_columns(unallocated_minor=left).filter(left > 0)


_LATER = """
SELECT 1 WHERE EXISTS (SELECT 1 FROM data_allocation WHERE company_id = %s AND allocated_on > %s)
OR EXISTS (SELECT 1 FROM data_duedatechange WHERE company_id = %s AND moved_on > %s)
"""
_NOW = """
SELECT {names}, {bucket} AS place, COUNT(*), CAST(SUM(t.residual_minor) AS bigint)
FROM data_item t WHERE t.company_id = %s AND t.item_date <= %s AND t.residual_minor > 0
GROUP BY {names}, place
"""
_OPEN = """
SELECT {names}, t.due_date, t.residual_minor FROM data_item t{how}
WHERE t.company_id = %s AND t.item_date <= %s AND t.residual_minor > 0 AND t.id >= %s AND t.id < %s
"""
_LOOSE_NOW = """
SELECT {names}, CAST(SUM(t.unallocated_minor) AS bigint) FROM data_entry t
WHERE t.company_id = %s AND t.entry_date <= %s AND t.unallocated_minor > 0
AND t.kind IN ('payment', 'credit', 'recovery') GROUP BY {names}
"""
_NAME_COLUMNS = {"customer_id": pl.Int64, "customer": pl.String, "name": pl.String}
_NAMES = "SELECT t.id, t.ref, t.name FROM data_customer t WHERE t.company_id = %s"
_ITEMS = """
SELECT {names}, t.id, t.amount_minor, t.due_date FROM data_item t{how} WHERE t.company_id = %s AND t.item_date <= %s
"""
_SETTLED = """
SELECT t.item_id, CAST(SUM(t.amount_minor) AS bigint) FROM data_allocation t
WHERE t.company_id = %s AND t.allocated_on <= %s AND t.item_id IS NOT NULL GROUP BY t.item_id
"""
_MOVED = """
SELECT t.item_id, t.from_date FROM data_duedatechange t
WHERE t.company_id = %s AND t.moved_on > %s ORDER BY t.moved_on, t.id
"""
_ENTRIES = """
SELECT {names}, t.id, t.amount_minor FROM data_entry t
WHERE t.company_id = %s AND t.entry_date <= %s AND t.kind IN ('payment', 'credit', 'recovery')
"""
_USED = """
SELECT t.entry_id, t.amount_minor FROM data_allocation t WHERE t.company_id = %s AND t.allocated_on <= %s
UNION ALL
SELECT t.against_id, t.amount_minor FROM data_allocation t
WHERE t.company_id = %s AND t.allocated_on <= %s AND t.against_id IS NOT NULL
"""
