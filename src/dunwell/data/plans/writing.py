"""Frames into tables: one statement for many rows. Knows no table.

Columns bear the names of the database (customer_id, group_no). Run inside the caller's transaction.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection, models

SKIP = "ON CONFLICT DO NOTHING"


def insert(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Add rows; one whose key is taken is left out. `same` gives columns with one value for all rows."""
    if rows.is_empty():
        return
    fields = {str(field.column): field for field in model._meta.concrete_fields if not field.primary_key}
    defaults = {column: field.get_default() for column, field in fields.items() if field.has_default()}
    rows = _with(rows, {**{name: value for name, value in defaults.items() if name not in rows.columns}, **same})
    columns = [name for name in fields if name in rows.columns]
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{fields[name].db_type(connection)}[]" for name in columns)
        _once(" ".join([head, "SELECT * FROM", f"unnest({arrays})", SKIP]), _lists(rows, columns))
    else:
        holes = ", ".join(["%s"] * len(columns))
        _many(" ".join([head, f"VALUES ({holes})", SKIP]), rows.select(columns))


def update(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Change rows by their column id: all other columns of the frame are set."""
    if rows.is_empty():
        return
    fields = {field.column: field for field in model._meta.concrete_fields}
    rows = _with(rows, same)
    columns = [name for name in rows.columns if name != "id"]
    table = model._meta.db_table
    head = f"UPDATE {table} SET"
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{_kind(fields[name])}[]" for name in [*columns, "id"])
        changes = ", ".join(f"{name} = given.{name}" for name in columns)
        given = ", ".join([*columns, "id"])
        source = f"FROM unnest({arrays}) AS given({given}) WHERE {table}.id = given.id"
        _once(f"{head} {changes} {source}", _lists(rows, [*columns, "id"]))
    else:
        changes = ", ".join(f"{name} = %s" for name in columns)
        _many(f"{head} {changes} WHERE id = %s", rows.select([*columns, "id"]))


def _kind(field: models.Field) -> str:
    return "bigint" if field.primary_key else str(field.db_type(connection))


def _with(rows: pl.DataFrame, same: dict[str, Any]) -> pl.DataFrame:
    return rows.with_columns(pl.lit(value).alias(name) for name, value in same.items())


def _lists(rows: pl.DataFrame, columns: Sequence[str]) -> list[list[Any]]:
    return [rows[name].to_list() for name in columns]


def _once(statement: str, params: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def _many(statement: str, rows: pl.DataFrame) -> None:
    """Run a statement for each row; SQLite keeps dates as text."""
    texts = rows.with_columns(pl.selectors.date().cast(pl.String))
    with connection.cursor() as cursor:
        cursor.executemany(statement, texts.rows())
