"""Rows of PostgreSQL into a frame, column by column, on Django's own connection: no Python value for any of them.

The server lays each column of numbers or days out as one string of bytes, and one of texts as one text of lines; a
frame is made of these without looking at a single value. A text that holds what parts the rows comes by COPY instead, a
row at a time. Knows no table.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl
from django.db import connection
from psycopg import ClientCursor, errors
from psycopg.pq import ExecStatus, Format, TransactionStatus

Rare = Mapping[str, int | None]
NONE_RARE: Rare = MappingProxyType({})
_TRUE = ["t", "true", "1"]
_ROW, _NULL = "\n", "\x1e"
_SENT_ROW, _SENT_NULL, _SENT_NEVER = r"E'\n'", r"E'\x1e'", "'-infinity'"
_BEFORE_1970 = 10_957  # days from the beginning of Unix time to that of PostgreSQL's
_NONE = {"q": np.iinfo("i8").min, "i": np.iinfo("i4").min}  # what stands for null; of days it is "-infinity"


def columns_out(
    statement: str,
    schema: dict[str, Any],
    params: Sequence[Any],
    *,
    filled: Collection[str] = (),
    rare: Rare = NONE_RARE,
) -> pl.DataFrame:
    """Run a SELECT and give its rows, in their order, in the types of a schema; an empty text is not null.

    `filled`: columns in which nothing is ever null, which spares the server a look at each of their values. `rare`:
    columns of numbers or days in which nearly all rows have the same value, or none; only what differs is sent, with
    the first column, which tells the rows apart.
    """
    height, *columns = _asked(_laid_out(statement, schema, filled, rare), params)
    number = int(height or b"0")
    if not number:
        return pl.DataFrame(schema=schema)
    found: list[pl.Series] = []
    for (name, kind), raw in zip(schema.items(), columns, strict=True):
        if name in rare:
            found.append(_scattered(name, kind, raw, found[0], rare[name]))
            continue
        series = None if raw is None else _series(name, kind, raw, number, name in filled)
        if series is None:
            return copied_out(statement, schema, params)
        found.append(series)
    return pl.DataFrame(found)


def _laid_out(statement: str, schema: dict[str, Any], filled: Collection[str], rare: Rare) -> str:
    names = ", ".join(f"c{number}" for number, _ in enumerate(schema))
    columns = [
        _pairs(f"c{number}", kind, rare[name]) if name in rare else _sent(f"c{number}", kind, name in filled)
        for number, (name, kind) in enumerate(schema.items())
    ]
    return f"SELECT COUNT(*)::text, {', '.join(columns)} FROM ({statement}) AS q ({names})"  # noqa: S608 - ours


def _sent(column: str, kind: Any, filled: bool) -> str:
    """Send a column as PostgreSQL sends values to a program: big-endian, days from the year 2000 on; texts in lines."""
    if kind == pl.String:
        return f"string_agg({_sure(column, _SENT_NULL, filled)}, {_SENT_ROW})"
    if kind == pl.Boolean:
        true = ", ".join(f"'{each}'" for each in _TRUE)
        column = f"({column}::text IN ({true}))::int"
    return f"string_agg({_value(column, kind, filled=filled)}, ''::bytea)"


def _value(column: str, kind: Any, *, filled: bool) -> str:
    if kind == pl.Date:
        return f"date_send({_sure(column, _SENT_NEVER, filled)})"
    return f"int8send({_sure(f'{column}::bigint', _NONE['q'], filled)})"


def _pairs(column: str, kind: Any, usual: int | None) -> str:
    """Send what is not as usual, each with what tells its row apart before it."""
    other = f"{column} IS NOT NULL" if usual is None else f"{column} <> {usual}"
    return f"string_agg(int8send(c0::bigint) || {_value(column, kind, filled=True)}, ''::bytea) FILTER (WHERE {other})"


def _sure(column: str, instead: Any, filled: bool) -> str:
    return column if filled else f"COALESCE({column}, {instead})"


def _series(name: str, kind: Any, raw: bytes, number: int, filled: bool) -> pl.Series | None:
    """Make a column of what was sent; none where it does not tell the rows apart, or lacks some."""
    if kind == pl.String:
        return _texts(name, raw, number, filled)
    width = "i" if kind == pl.Date else "q"
    values = np.frombuffer(raw, f">{width}").astype(width)
    if len(values) != number:
        return None
    missing = None if filled else values == _NONE[width]
    found = pl.Series(name, values + _BEFORE_1970 if kind == pl.Date else values)
    if missing is not None and missing.any():
        found = found.set(pl.Series(missing), None)
    return found.cast(kind)


def _scattered(name: str, kind: Any, raw: bytes | None, rows: pl.Series, usual: int | None) -> pl.Series:
    """Make a column of what was sent of it: rows that were not named have what is usual."""
    if raw is None:
        return pl.Series(name, [usual], dtype=kind).new_from_index(0, len(rows))
    width = "i" if kind == pl.Date else "q"
    pairs = np.frombuffer(raw, np.dtype([("row", ">q"), ("value", f">{width}")]))
    values = pairs["value"].astype(width) + (_BEFORE_1970 if kind == pl.Date else 0)
    named = pl.DataFrame({"row": pairs["row"].astype("q"), name: pl.Series(values).cast(kind)})
    found = rows.alias("row").to_frame().join(named, on="row", how="left", maintain_order="left")[name]
    return found if usual is None else found.fill_null(usual)


def _texts(name: str, raw: bytes, number: int, filled: bool) -> pl.Series | None:
    if raw.count(_ROW.encode()) != number - 1:
        return None
    found = pl.Series(name, [raw.decode()]).str.split(_ROW).explode()
    missing = None if filled or _NULL.encode() not in raw else found == _NULL
    return found if missing is None or not missing.any() else found.set(missing, None)


def _asked(statement: str, params: Sequence[Any]) -> list[bytes | None]:
    with connection.cursor() as cursor, connection.wrap_database_errors:
        server = _begun(cursor)
        asked = ClientCursor(connection.connection).mogrify(statement, params)
        found = server.exec_params(asked.encode(), None, result_format=Format.BINARY)
        if found.status != ExecStatus.TUPLES_OK:
            raise errors.error_from_result(found)
        return [found.get_value(0, column) for column in range(found.nfields)]


def _begun(cursor: Any) -> Any:
    """Give what speaks to libpq past psycopg; that begins no transaction by itself."""
    server = connection.connection.pgconn
    if server.transaction_status == TransactionStatus.IDLE:
        cursor.execute("SELECT 1")
    return server


def copied_out(statement: str, schema: dict[str, Any], params: Sequence[Any]) -> pl.DataFrame:
    """Run a SELECT of two columns or more and give its rows in the types of a schema; an empty text is not null."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        server = _begun(cursor)
        asked = ClientCursor(connection.connection).mogrify(statement, params)
        whole = b"".join(pieces(server, f"COPY ({asked}) TO STDOUT (FORMAT csv)".encode()))
    if not whole:
        return pl.DataFrame(schema=schema)
    told = [name for name, kind in schema.items() if kind == pl.Boolean]
    found = pl.read_csv(whole, has_header=False, schema={**schema, **dict.fromkeys(told, pl.String)})
    return found.with_columns(pl.when(pl.col(name).is_not_null()).then(pl.col(name).is_in(_TRUE)) for name in told)


def pieces(server: Any, statement: bytes) -> Iterator[bytes]:
    """Give the rows of a COPY … TO STDOUT, as libpq gives them; raises what PostgreSQL says went wrong."""
    begun = server.exec_(statement)
    if begun.status != ExecStatus.COPY_OUT:
        raise errors.error_from_result(begun)
    more, row = server.get_copy_data(0)
    while more > 0:
        yield bytes(row)  # the view that libpq gives holds more than these bytes
        more, row = server.get_copy_data(0)
    failed = None
    while (ended := server.get_result()) is not None:
        if ended.status != ExecStatus.COMMAND_OK:
            failed = ended
    if failed is not None:
        raise errors.error_from_result(failed)
