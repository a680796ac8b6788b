"""Rows written straight, past what Django works out anew for each statement: for writes that every message makes.

The values go through the fields of the model, so that what stands in the tables is the same. Knows no table.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection, models


def cursor_beside(*, binary: bool = False) -> Any:
    """Open a cursor whose values travel beside the statement, bytes as they are; `binary`: answers too.

    Django's own on PostgreSQL writes each value into the text of its statement: sixty kilobytes of a paper become 120
    of digits, which the server reads as SQL.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    beside: Any = psycopg.Cursor(connection.connection)
    beside.format = psycopg.pq.Format.BINARY if binary else psycopg.pq.Format.TEXT
    return connection.make_debug_cursor(beside) if connection.queries_logged else connection.make_cursor(beside)


def put(row: models.Model) -> None:
    """Insert one row and give it its id. Raises what the database raises."""
    with cursor_beside() as cursor:
        cursor.execute(f"{_statement(type(row))} RETURNING id", _values(row))
        row.pk = cursor.fetchone()[0]


def put_many(rows: Sequence[models.Model], *, known: bool = False) -> None:
    """Insert rows of one table, which get no ids here; `known`: those that are there already are left as they are.

    Raises what the database raises.
    """
    if rows:
        ending = " ON CONFLICT DO NOTHING" if known else ""
        with cursor_beside() as cursor:
            cursor.executemany(f"{_statement(type(rows[0]))}{ending}", [_values(row) for row in rows])


def _values(row: models.Model) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in _fields(type(row))]


@lru_cache(maxsize=100)
def _fields(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@lru_cache(maxsize=100)
def _statement(model: type[models.Model]) -> str:
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in _fields(model))
    holes = ", ".join(["%s"] * len(_fields(model)))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({holes})"  # noqa: S608 - our names
