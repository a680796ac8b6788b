"""Whole tables into frames: one SELECT, no object per row. Knows no table."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db import connection

Schema = dict[str, Any]
IN_JSON = " IN (SELECT value FROM json_each(%s))"


class Reader:
    """Reads a company's rows, all of them or those of some customers.

    A statement holds `{mine}` where its rows are to be narrowed; it stands for conditions on the columns company_id
    and customer_id of the table named `t` (the customer table itself: `{me}`).
    """

    def __init__(self, company_id: int, customers: Iterable[int] | None = None) -> None:
        self._company = company_id
        self._customers = None if customers is None else sorted(set(customers))

    def frame(self, statement: str, schema: Schema, *params: Any) -> pl.DataFrame:
        """Run a statement and give its rows; `{mine}` comes first, before the other parameters."""
        mine, given = self._narrowed("t.customer_id")
        me, _ = self._narrowed("t.id")
        return read(statement.replace("{mine}", mine).replace("{me}", me), schema, [*given, *params])

    def _narrowed(self, column: str) -> tuple[str, list[Any]]:
        if self._customers is None:
            return "t.company_id = %s", [self._company]
        condition, param = among(column, self._customers)
        return f"t.company_id = %s AND {condition}", [self._company, param]


def among(column: str, ids: Sequence[int]) -> tuple[str, Any]:
    """Give a condition that a column is one of many ids, in one parameter, however many there are."""
    if connection.vendor == "postgresql":
        return column + " = ANY(%s)", list(ids)
    return column + IN_JSON, json.dumps(list(ids))


def rows(statement: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a SELECT and give its rows, where a frame of them would serve nobody."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [plain(value) for value in params])
        return list(cursor.fetchall())


def read(statement: str, schema: Schema, params: Sequence[Any] = ()) -> pl.DataFrame:
    """Run a SELECT and give its rows as a frame, column by column, in the types of the schema."""
    columns = list(zip(*rows(statement, params), strict=True))
    if not columns:
        return pl.DataFrame(schema=schema)
    return pl.DataFrame(
        [_series(name, kind, values) for (name, kind), values in zip(schema.items(), columns, strict=True)]
    )


def _series(name: str, kind: Any, values: Sequence[Any]) -> pl.Series:
    """Make a column; SQLite gives dates that were computed as text, and truth as 0 and 1."""
    if kind == pl.Date and not isinstance(next((value for value in values if value is not None), None), date):
        return pl.Series(name, values, dtype=pl.String).str.to_date("%Y-%m-%d")
    if kind == pl.Boolean:
        return pl.Series(name, [None if value is None else bool(value) for value in values], dtype=kind)
    return pl.Series(name, values, dtype=kind)


def plain(value: Any) -> Any:
    """Give a parameter as the database takes it; SQLite keeps dates as text."""
    if isinstance(value, date) and connection.vendor == "sqlite":
        return value.isoformat()
    return value


def with_all(rows: pl.DataFrame, on: str, *tables: pl.DataFrame) -> pl.DataFrame:
    """Join tables on a key, where each may lack rows; those that are empty cost nothing."""
    absent = {}
    for table in tables:
        if table.is_empty():
            absent.update({name: pl.lit(None, dtype=kind) for name, kind in table.schema.items() if name != on})
        else:
            rows = rows.join(table, on=on, how="left")
    return rows.with_columns(**absent)
