"""Frames into tables: one statement for many rows. Knows no table.

Columns bear the names of the database (customer_id, group_no). Run inside the caller's transaction.
"""

from typing import Any

import polars as pl
from django.db import connection, models

SKIP = "ON CONFLICT DO NOTHING"
PIECE = 1 << 16  # rows that become text at a time: what a large table needs of memory on its way


def insert(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Add rows; one whose key is taken is left out. `same` gives columns with one value for all rows."""
    if rows.is_empty():
        return
    columns, whole = _whole(model, rows, same)
    head = f"INSERT INTO {_into(model, columns)}"
    if connection.vendor == "postgresql":
        fields = {field.column: field for field in model._meta.concrete_fields}
        arrays = ", ".join(f"%s::{_kind(fields[name])}[]" for name in columns)
        _once(" ".join([head, "SELECT * FROM", f"unnest({arrays})", SKIP]), [column.to_list() for column in whole])
    else:
        holes = ", ".join(["%s"] * len(columns))
        _many(" ".join([head, f"VALUES ({holes})", SKIP]), whole)


def append(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Add many rows that cannot be there yet; raises IntegrityError where one is. `same` as for `insert`."""
    if rows.is_empty():
        return
    columns, whole = _whole(model, rows, same)
    names = _into(model, columns)
    if connection.vendor == "postgresql":
        copy_in(f"COPY {names} FROM STDIN (FORMAT csv)", whole)
    else:
        holes = ", ".join(["%s"] * len(columns))
        _many(f"INSERT INTO {names} VALUES ({holes})", whole)


def copy_in(statement: str, rows: pl.DataFrame) -> None:
    """Send rows into a COPY … FROM STDIN (FORMAT csv) of PostgreSQL: nothing is null, a text without letters is not."""
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for piece in rows.iter_slices(PIECE):
            copy.write(piece.write_csv(include_header=False).encode())


def update(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Change rows by their column id: all other columns of the frame, and those of `same`, are set."""
    if rows.is_empty():
        return
    fields = {field.column: field for field in model._meta.concrete_fields}
    given = rows.with_columns(**{name: pl.lit(value) for name, value in same.items()})
    columns = [name for name in given.columns if name != "id"]
    order = [*columns, "id"]
    table = model._meta.db_table
    head = f"UPDATE {table} SET"
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{_kind(fields[name])}[]" for name in order)
        changes = ", ".join(f"{name} = given.{name}" for name in columns)
        source = f"FROM unnest({arrays}) AS given({', '.join(order)}) WHERE {table}.id = given.id"
        _once(f"{head} {changes} {source}", [given[name].to_list() for name in order])
    else:
        changes = ", ".join(f"{name} = %s" for name in columns)
        _many(f"{head} {changes} WHERE id = %s", given.select(order))


def _into(model: type[models.Model], columns: list[str]) -> str:
    return f"{model._meta.db_table} ({', '.join(map(connection.ops.quote_name, columns))})"


def _whole(model: type[models.Model], rows: pl.DataFrame, same: dict[str, Any]) -> tuple[list[str], pl.DataFrame]:
    """Give the columns of the table that are known, those of the frame before those that are the same for all.

    Ids are given by the database where the frame has none.
    """
    fields = {str(field.column): field for field in model._meta.concrete_fields}
    defaults = {n: f.get_default() for n, f in fields.items() if f.has_default() and not f.primary_key}
    given = {name: pl.lit(value) for name, value in {**defaults, **same}.items() if name not in rows.columns}
    columns = [name for name in fields if name in given or name in rows.columns]
    return columns, rows.with_columns(**given).select(columns)


def _kind(field: models.Field) -> str:
    return "bigint" if field.primary_key else str(field.db_type(connection))


def _once(statement: str, params: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def _many(statement: str, rows: pl.DataFrame) -> None:
    """Run a statement for each row; SQLite keeps dates as text, and truth as 0 and 1."""
    plain = rows.with_columns(pl.col(pl.Date).cast(pl.String), pl.col(pl.Boolean).cast(pl.Int64))
    with connection.cursor() as cursor:
        for piece in plain.iter_slices(PIECE):
            cursor.executemany(statement, piece.rows())
