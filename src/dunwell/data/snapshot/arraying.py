"""Rows of SQLite into a frame, column by column: each comes as one text, and no Python value is made for its cells.

SQLite lays a column out as an array in JSON. Arrays of numbers and days are read as a file of one column is; texts, in
which anything may stand, as JSON. Knows no table.
"""

import json
from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection

FEW = 500  # values are sooner read one by one than by a reader of files that must be set up
_FILE: dict[str, Any] = {"has_header": False, "separator": "|", "eol_char": ",", "null_values": "null"}


def arrays_out(statement: str, schema: dict[str, Any], params: Sequence[Any]) -> pl.DataFrame:
    """Run a SELECT and give its rows, in their order, in the types of a schema."""
    with connection.cursor() as cursor:
        cursor.execute(_laid_out(statement, len(schema)), params)
        height, *columns = cursor.fetchone()
    if not height:
        return pl.DataFrame(schema=schema)
    made = zip(schema.items(), columns, strict=True)
    return pl.DataFrame([_series(name, kind, raw, height) for (name, kind), raw in made])


def _laid_out(statement: str, width: int) -> str:
    names = [f"c{number}" for number in range(width)]
    arrays = ", ".join(f"CAST(json_group_array({name}) AS blob)" for name in names)
    return f"WITH q({', '.join(names)}) AS ({statement}) SELECT COUNT(*), {arrays} FROM q"  # noqa: S608 - ours


def _series(name: str, kind: Any, raw: bytes, height: int) -> pl.Series:
    """Make a column of its array; SQLite keeps days as texts, and truth as 0 and 1."""
    stored = pl.Int64 if kind == pl.Boolean else kind
    if kind == pl.String or height < FEW:
        found = pl.Series(name, json.loads(raw), dtype=pl.String if kind == pl.Date else stored)
        found = found.str.to_date("%Y-%m-%d") if kind == pl.Date else found
    else:
        found = pl.read_csv(raw[1:-1], schema={name: stored}, **_FILE).to_series()
    return found.cast(kind)
