"""Open claims by how long they have been past due, on any day, worked out from dated allocations. Reads only.

Few statements for any number of rows. Where nothing is dated after the day, what is stored of items and entries is
what was open then, and the database sums it; else it is worked out in frames.
"""

from datetime import date, timedelta
from typing import Any

import polars as pl

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import read
from dunwell.data.snapshot.reading import rows as rows_of
from dunwell.domain.aging import BUCKETS

CODES = tuple(bucket.code for bucket in BUCKETS)
OWNER = ["customer", "name"]


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
    if _is_now(company, as_of):
        sums, loose = _sums_now(company, as_of, by_customer=by_customer)
    else:
        sums, loose = _sums_then(company, as_of, keys)
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


def _sums_now(company: Company, as_of: date, *, by_customer: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Let the database sum what is stored."""
    whose = {"customer_id": pl.Int64} if by_customer else {}
    columns = {**whose, "currency": pl.String}
    names = "".join(f"t.{name}, " for name in whose)
    latest = [as_of - timedelta(days=bucket.last_day or 0) for bucket in BUCKETS[:-1]]
    which = " ".join(f"WHEN t.due_date >= %s THEN {place}" for place in range(len(latest)))
    found = read(
        _NOW.format(names=names, bucket=f"CASE {which} ELSE {len(latest)} END"),
        {**columns, "place": pl.Int64, "items": pl.Int64, "open_minor": pl.Int64},
        [*latest, company.pk, as_of],
        many=True,
    )
    place, minor = pl.col("place"), pl.col("open_minor")
    sums = found.group_by(list(columns)).agg(
        *(minor.filter(place == at).sum().alias(code) for at, code in enumerate(CODES)),
        pl.col("items").sum(),
        minor.sum().alias("total_minor"),
    )
    loose = read(
        _LOOSE_NOW.format(names=names), {**columns, "unallocated_minor": pl.Int64}, [company.pk, as_of], many=True
    )
    if not by_customer:
        return sums, loose
    loose = loose.filter(pl.col("unallocated_minor") > 0)
    known = read(_NAMES, {"customer_id": pl.Int64, "customer": pl.String, "name": pl.String}, [company.pk], many=True)
    return tuple(table.join(known, on="customer_id").drop("customer_id") for table in (sums, loose))  # type: ignore[return-value]


def _sums_then(company: Company, as_of: date, keys: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Work out what was open then from the dated allocations."""
    items, loose = _open_items(company, as_of), _unallocated(company, as_of)
    sums = items.group_by(keys).agg(
        *(pl.col("open_minor").filter(pl.col("bucket") == code).sum().alias(code) for code in CODES),
        pl.len().alias("items"),
        pl.col("open_minor").sum().alias("total_minor"),
    )
    return sums, loose.group_by(keys).agg(pl.col("unallocated_minor").sum())


def _open_items(company: Company, as_of: date) -> pl.DataFrame:
    """Gather the items with something left of them on the day, with the bucket of each."""
    items = read(_ITEMS, _ITEM_COLUMNS, [company.pk, as_of], many=True)
    settled = read(_SETTLED, {"item_id": pl.Int64, "settled_minor": pl.Int64}, [company.pk, as_of], many=True)
    moved = read(_MOVED, {"item_id": pl.Int64, "due_then": pl.Date}, [company.pk, as_of], many=True)
    moved = moved.unique("item_id", keep="first", maintain_order=True)
    days = (pl.lit(as_of) - pl.coalesce("due_then", "due_date")).dt.total_days()
    return (
        items.join(settled, on="item_id", how="left")
        .join(moved, on="item_id", how="left")
        .with_columns(open_minor=pl.col("amount_minor") - pl.col("settled_minor").fill_null(0), bucket=_bucket(days))
        .filter(pl.col("open_minor") > 0)
    )


def _bucket(days: pl.Expr) -> pl.Expr:
    """Name the bucket of so many days past due; what is not past due goes into the first."""
    named: pl.Expr = pl.lit(BUCKETS[-1].code)
    for each in reversed(BUCKETS[:-1]):
        named = pl.when(days <= (each.last_day or 0)).then(pl.lit(each.code)).otherwise(named)
    return named


def _unallocated(company: Company, as_of: date) -> pl.DataFrame:
    """Gather money and credits that settled nothing by the end of the day."""
    entries = read(_ENTRIES, _ENTRY_COLUMNS, [company.pk, as_of], many=True)
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
SELECT {names}t.currency, {bucket} AS place, COUNT(*), CAST(SUM(t.residual_minor) AS bigint)
FROM data_item t WHERE t.company_id = %s AND t.item_date <= %s AND t.residual_minor > 0
GROUP BY {names}t.currency, place
"""
_LOOSE_NOW = """
SELECT {names}t.currency, CAST(SUM(t.unallocated_minor) AS bigint) FROM data_entry t
WHERE t.company_id = %s AND t.entry_date <= %s AND t.unallocated_minor > 0
AND t.kind IN ('payment', 'credit', 'recovery') GROUP BY {names}t.currency
"""
_NAMES = "SELECT t.id, t.ref, t.name FROM data_customer t WHERE t.company_id = %s"
_OWNER = {"customer": pl.String, "name": pl.String, "currency": pl.String, "amount_minor": pl.Int64}
_ITEM_COLUMNS = {"item_id": pl.Int64, **_OWNER, "due_date": pl.Date}
_ENTRY_COLUMNS = {"entry_id": pl.Int64, **_OWNER}
_ITEMS = """
SELECT t.id, c.ref, c.name, t.currency, t.amount_minor, t.due_date FROM data_item t
JOIN data_customer c ON c.company_id = t.company_id AND c.id = t.customer_id
WHERE t.company_id = %s AND t.item_date <= %s
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
SELECT t.id, c.ref, c.name, t.currency, t.amount_minor FROM data_entry t
JOIN data_customer c ON c.company_id = t.company_id AND c.id = t.customer_id
WHERE t.company_id = %s AND t.entry_date <= %s AND t.kind IN ('payment', 'credit', 'recovery')
"""
_USED = """
SELECT t.entry_id, t.amount_minor FROM data_allocation t WHERE t.company_id = %s AND t.allocated_on <= %s
UNION ALL
SELECT t.against_id, t.amount_minor FROM data_allocation t
WHERE t.company_id = %s AND t.allocated_on <= %s AND t.against_id IS NOT NULL
"""
