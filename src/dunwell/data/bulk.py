"""Many rows found by one key, and ids given out before rows are written: what a write of a million rows needs first.

`dunwell.data.plans.writing` writes them. Knows no table.
"""

import json
from collections.abc import Iterable
from typing import Any

import polars as pl
from django.db import connection, models

from dunwell.data.plans.writing import append as append
from dunwell.data.plans.writing import update as update


def reserve_ids(model: type[models.Model], count: int) -> pl.Series:
    """Take so many ids of a table, rising, which nobody else gets. Call it in the transaction that writes the rows."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return pl.Series("id", [key for (key,) in cursor.fetchall()], pl.Int64)
        # One writer at a time: the lock was taken when the transaction began.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
    return pl.int_range(last + 1, last + 1 + count, eager=True).rename("id")


def look_up(
    model: type[models.Model],
    company: Any,
    column: str,
    values: Iterable[str],
    columns: tuple[str, ...],
    *,
    lock: bool = False,
) -> list[tuple[Any, ...]]:
    """Read columns of a company's rows that have one of many texts in a column, in the order of their ids.

    `lock`: hold the rows until the transaction ends.
    """
    wanted = list(values)
    if not wanted:
        return []
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    head = f"SELECT {names} FROM {quote(model._meta.db_table)} WHERE company_id = %s AND {quote(column)}"  # noqa: S608
    if connection.vendor == "postgresql":
        statement = f"{head} = ANY(%s) ORDER BY id{' FOR UPDATE' if lock else ''}"
        given: Any = wanted
    else:
        statement, given = f"{head} IN (SELECT value FROM json_each(%s)) ORDER BY id", json.dumps(wanted)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [company.pk, given])
        return list(cursor.fetchall())
