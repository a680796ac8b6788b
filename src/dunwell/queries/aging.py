"""Open claims by how long they have been past due, on any day, worked out from dated allocations. Reads only.

Few statements for any number of rows: the sums are made in frames.
"""

from datetime import date
from typing import Any

import polars as pl

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import read
from dunwell.domain.aging import BUCKETS

CODES = tuple(bucket.code for bucket in BUCKETS)


def aging(company: Company, as_of: date, *, by_customer: bool = False) -> dict[str, Any]:
    """Sum what was open at the end of a day by currency and bucket, or by customer, currency and bucket.

    Amounts are in minor units; `unallocated_minor` is money and credit that settled nothing by then.
    """
    owner = ["customer", "name"] if by_customer else []
    items, loose = _open_items(company, as_of), _unallocated(company, as_of)
    keys = [*owner, "currency"]
    sums = items.group_by(keys).agg(
        *(pl.col("open_minor").filter(pl.col("bucket") == code).sum().alias(code) for code in CODES),
        pl.len().alias("items"),
        pl.col("open_minor").sum().alias("total_minor"),
    )
    rows = sums.join(loose.group_by(keys).agg(pl.col("unallocated_minor").sum()), on=keys, how="full", coalesce=True)
    return {"as_of": as_of.isoformat(), "rows": [_row(row) for row in rows.sort(keys).iter_rows(named=True)]}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {name: row[name] for name in ("customer", "name", "currency") if name in row}
    return {
        **named,
        "items": row["items"] or 0,
        "buckets": [{"bucket": code, "currency": row["currency"], "open_minor": row[code] or 0} for code in CODES],
        "total_minor": row["total_minor"] or 0,
        "unallocated_minor": row["unallocated_minor"] or 0,
    }


def _open_items(company: Company, as_of: date) -> pl.DataFrame:
    """Gather the items with something left of them on the day, with the bucket of each."""
    items = read(_ITEMS, _ITEM_COLUMNS, [company.pk, as_of])
    settled = read(_SETTLED, {"item_id": pl.Int64, "settled_minor": pl.Int64}, [company.pk, as_of])
    moved = read(_MOVED, {"item_id": pl.Int64, "due_then": pl.Date}, [company.pk, as_of])
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
    entries = read(_ENTRIES, _ENTRY_COLUMNS, [company.pk, as_of])
    used = read(_USED, {"entry_id": pl.Int64, "used_minor": pl.Int64}, [company.pk, as_of, company.pk, as_of])
    used = used.group_by("entry_id").agg(pl.col("used_minor").sum())
    left = pl.col("amount_minor") - pl.col("used_minor").fill_null(0)
    return entries.join(used, on="entry_id", how="left").with_columns(unallocated_minor=left).filter(left > 0)


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
