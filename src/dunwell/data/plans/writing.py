"""Frames into tables: one statement for many rows. Knows no table.

Columns bear the names of the database (customer_id, group_no). Run inside the caller's transaction.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
from django.db import connection, models

from dunwell.data.models.base import PROVED
from dunwell.data.snapshot.reading import among, plain, read
from dunwell.data.snapshot.reading import rows as rows_of

SKIP = "ON CONFLICT DO NOTHING"
GIVEN, MANY = "dunwell_given", 500
# Looked up once: with the look-up beside it each number would cost ten times as much.
_NEXT = """
SELECT nextval(s.sequence)
FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence OFFSET 0) s, generate_series(1, %s)
"""
PIECE = 1 << 16  # rows that become text at a time: what a large table needs of memory on its way


def insert(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Add rows; one whose key is taken is left out. `same` gives columns with one value for all rows."""
    if rows.is_empty():
        return
    if connection.vendor == "postgresql":
        columns, whole = _whole(model, rows, same)
        head = f"INSERT INTO {_into(model, columns)}"
        with _given(model, whole) as (given, params):
            _once(f"{head} SELECT {_names(columns)} FROM {given} {SKIP}", params)  # noqa: S608 - our names
    else:
        _line_by_line(model, rows, same, SKIP)


def append(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Add many rows that cannot be there yet; raises IntegrityError where one is. `same` as for `insert`."""
    if rows.is_empty():
        return
    if connection.vendor == "postgresql":
        columns, whole = _whole(model, rows, same)
        copy_in(_into(model, columns), whole)
    else:
        _line_by_line(model, rows, same)


def update(model: type[models.Model], rows: pl.DataFrame, **same: Any) -> None:
    """Change rows by their column id: all other columns of the frame, and those of `same`, are set."""
    if rows.is_empty():
        return
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        whole = rows.with_columns(**{name: pl.lit(value) for name, value in same.items()})
        columns = [name for name in whole.columns if name != "id"]
        with _given(model, whole) as (given, params):
            _once(_changing(table, columns, given, rows["id"]), params)
    else:
        columns = [name for name in rows.columns if name not in same and name != "id"]
        values = {**dict.fromkeys(columns, "%s"), **_quoted(same)}
        changes = ", ".join(f"{name} = {value}" for name, value in values.items())
        _many(f"UPDATE {table} SET {changes} WHERE id = %s", rows.select(*columns, "id"))  # noqa: S608 - our names


def change_and_note(
    model: type[models.Model], rows: pl.DataFrame, notes: type[models.Model], noted: dict[str, str], **same: Any
) -> None:
    """Change rows by their column id as `update` does, and add a row to another table for each of them.

    `noted`: columns of that table, each with the column of the changed row that it repeats; `same` as for `insert`.
    """
    if rows.is_empty():
        return
    table, same = model._meta.db_table, {**_defaults(notes), **same}
    alike = {name: value for name, value in same.items() if name not in noted}
    holes = [*noted.values(), *(["%s"] * len(alike))]
    adding = f"INSERT INTO {_into(notes, [*noted, *alike])} SELECT {', '.join(holes)}"
    if connection.vendor == "postgresql":
        with _given(model, rows) as (given, params):
            names = [name for name in rows.columns if name != "id"]
            back = ", ".join(f"{table}.{name}" for name in dict.fromkeys(noted.values()))
            changing = f"{_changing(table, names, given, rows['id'])} RETURNING {back}"
            _once(f"WITH changed AS ({changing}) {adding} FROM changed", [*params, *alike.values()])
    else:
        update(model, rows)
        condition, ids = among("id", rows["id"].to_list())
        _once(f"{adding} FROM {table} WHERE {condition}", [*map(plain, alike.values()), ids])


def _changing(table: str, columns: Sequence[str], given: str, ids: pl.Series) -> str:
    changes = ", ".join(f"{name} = given.{name}" for name in columns)
    first, last = ids.to_frame().select(first=pl.all().min(), last=pl.all().max()).row(0)
    near = f"{table}.id BETWEEN {first} AND {last}"  # not the whole of a large table
    return f"UPDATE {table} SET {changes} FROM {given} WHERE {table}.id = given.id AND {near}"  # noqa: S608 - our names


def new_ids(model: type[models.Model], number: int) -> pl.Series:
    """Take so many ids for rows of a table that are about to be appended, rising."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        return read(_NEXT, {"id": pl.Int64}, [table, number], many=number > MANY)["id"]
    # Whoever writes to SQLite is alone until the transaction ends.
    found = rows_of("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    newest = found[0][0] if found else 0
    return pl.int_range(newest + 1, newest + 1 + number, eager=True).alias("id")


@contextmanager
def proved() -> Iterator[None]:
    """Spare PostgreSQL the lookup of what rows refer to, for rows of which that is known (docs/decisions/0013)."""
    if connection.vendor == "postgresql":
        _set_proved("on")
    yield
    if connection.vendor == "postgresql":
        _set_proved("off")


def _set_proved(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [PROVED, how])


def copy_in(into: str, rows: pl.DataFrame) -> None:
    """Copy rows into a table of PostgreSQL and its columns; nothing is null, a text without letters is not."""
    statement = f"COPY {into} FROM STDIN (FORMAT csv)"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.cursor.copy(statement) as copy:
        for piece in rows.iter_slices(PIECE):
            copy.write(piece.write_csv(include_header=False).encode())


@contextmanager
def _given(model: type[models.Model], rows: pl.DataFrame) -> Iterator[tuple[str, list[Any]]]:
    """Give rows to one statement of PostgreSQL, under the name `given`: few as parameters, many in a table."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    kinds = {name: _kind(fields[name]) for name in rows.columns}
    if rows.height < MANY:
        arrays = ", ".join(f"%s::{kind}[]" for kind in kinds.values())
        yield f"unnest({arrays}) AS given({_names(rows.columns)})", [rows[name].to_list() for name in kinds]
        return
    columns = ", ".join(f"{connection.ops.quote_name(name)} {kind}" for name, kind in kinds.items())
    _once(f"CREATE TEMPORARY TABLE {GIVEN} ({columns}) ON COMMIT DROP")
    copy_in(f"{GIVEN} ({_names(rows.columns)})", rows)
    yield f"{GIVEN} AS given", []
    _once(f"DROP TABLE {GIVEN}")


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


def _into(model: type[models.Model], columns: list[str]) -> str:
    return f"{model._meta.db_table} ({_names(columns)})"


def _whole(model: type[models.Model], rows: pl.DataFrame, same: dict[str, Any]) -> tuple[list[str], pl.DataFrame]:
    """Give the columns of the table that are known, those of the frame before those that are the same for all.

    Ids are given by the database where the frame has none.
    """
    given = {name: pl.lit(value) for name, value in _for_all(model, rows, same).items()}
    columns = [name for name in _columns(model) if name in given or name in rows.columns]
    return columns, rows.with_columns(**given).select(columns)


def _for_all(model: type[models.Model], rows: pl.DataFrame, same: dict[str, Any]) -> dict[str, Any]:
    """Give the columns of the table that are not in the frame and have one value for all rows, or a default."""
    return {name: value for name, value in {**_defaults(model), **same}.items() if name not in rows.columns}


def _defaults(model: type[models.Model]) -> dict[str, Any]:
    fields = [field for field in model._meta.concrete_fields if field.has_default() and not field.primary_key]
    return {str(field.column): _plain(field.get_default()) for field in fields}


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def _plain(default: Any) -> Any:
    return json.dumps(default) if isinstance(default, (dict, list)) else default


def _kind(field: models.Field) -> str:
    return "bigint" if field.primary_key else str(field.db_type(connection))


def _once(statement: str, params: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def _line_by_line(model: type[models.Model], rows: pl.DataFrame, same: dict[str, Any], ending: str = "") -> None:
    """Insert each row by itself; what is the same for all stands in the statement, not in each row's values."""
    own = [name for name in _columns(model) if name in rows.columns]
    values = {**dict.fromkeys(own, "%s"), **_quoted(_for_all(model, rows, same))}
    into = _into(model, list(values))
    _many(f"INSERT INTO {into} VALUES ({', '.join(values.values())}) {ending}", rows.select(own))  # noqa: S608 - ours


def _quoted(values: dict[str, Any]) -> dict[str, str]:
    """Have SQLite write values as they stand in a statement."""
    if not values:
        return {}
    quoted = rows_of(f"SELECT {', '.join(['quote(%s)'] * len(values))}", list(values.values()))[0]
    return {name: text.replace("%", "%%") for name, text in zip(values, quoted, strict=True)}


def _many(statement: str, rows: pl.DataFrame) -> None:
    """Run a statement for each row; SQLite keeps dates as text, and truth as 0 and 1."""
    plain = rows.with_columns(pl.col(pl.Date).cast(pl.String), pl.col(pl.Boolean).cast(pl.Int64))
    with connection.cursor() as cursor:
        for piece in plain.iter_slices(PIECE):
            cursor.executemany(statement, piece.rows())
