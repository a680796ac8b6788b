"""Frames into tables: one statement for many rows. Knows no table.

Columns bear the names of the database (customer_id, group_no). Run inside the caller's transaction.
"""

from datetime import date
from itertools import repeat
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
    given = _lists(rows, {**defaults, **same})
    columns = [name for name in fields if name in given]
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{fields[name].db_type(connection)}[]" for name in columns)
        _once(" ".join([head, "SELECT * FROM", f"unnest({arrays})", SKIP]), [given[name] for name in columns])
    else:
        holes = ", ".join(["%s"] * len(columns))
        _many(" ".join([head, f"VALUES ({holes})", SKIP]), [given[name] for name in columns])


def update(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Change rows by their column id: all other columns of the frame, and those of `same`, are set."""
    if rows.is_empty():
        return
    fields = {field.column: field for field in model._meta.concrete_fields}
    given = _lists(rows, same)
    columns = [name for name in given if name != "id"]
    table, order = model._meta.db_table, [*columns, "id"]
    head = f"UPDATE {table} SET"
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{_kind(fields[name])}[]" for name in order)
        changes = ", ".join(f"{name} = given.{name}" for name in columns)
        source = f"FROM unnest({arrays}) AS given({', '.join(order)}) WHERE {table}.id = given.id"
        _once(f"{head} {changes} {source}", [given[name] for name in order])
    else:
        changes = ", ".join(f"{name} = %s" for name in columns)
        _many(f"{head} {changes} WHERE id = %s", [given[name] for name in order])


def _kind(field: models.Field) -> str:
    return "bigint" if field.primary_key else str(field.db_type(connection))


def _lists(rows: pl.DataFrame, same: dict[str, Any]) -> dict[str, list[Any]]:
    """Give each column as a list; those of the frame go before those that are the same for all."""
    constant = {name: list(repeat(value, rows.height)) for name, value in same.items()}
    return {**constant, **{series.name: series.to_list() for series in rows}}


def _once(statement: str, params: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def _many(statement: str, columns: list[list[Any]]) -> None:
    """Run a statement for each row; SQLite keeps dates as text."""
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*map(_texts, columns), strict=True)))


def _texts(values: list[Any]) -> list[Any]:
    if not any(isinstance(value, date) for value in values):
        return values
    return [value if value is None else value.isoformat() for value in values]
