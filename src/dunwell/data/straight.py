"""Rows written straight, past what Django works out anew for each statement: for writes that every message makes.

The values go through the fields of the model, so that what stands in the tables is the same. Knows no table.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models


def put(row: models.Model) -> None:
    """Insert one row and give it its id. Raises what the database raises."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_statement(type(row))} RETURNING id", _values(row))
        row.pk = cursor.fetchone()[0]


def put_many(rows: Sequence[models.Model]) -> None:
    """Insert rows of one table, which get no ids here. Raises what the database raises."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_statement(type(rows[0])), [_values(row) for row in rows])


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
