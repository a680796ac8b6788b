"""Rows of PostgreSQL into a frame, column by column, on Django's own connection: no Python value for any of them.

The server lays each column of numbers or days out as one string of bytes, and all columns of text as one text; a frame
is made of these without looking at a single value. A text that holds what parts the rows comes by COPY instead, a row
at a time. Knows no table.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl
from django.db import connection
from psycopg import ClientCursor, errors
from psycopg.pq import ExecStatus, Format, TransactionStatus

_TRUE = ["t", "true", "1"]
_ROW, _CELL, _NULL = "\n", "\x1f", "\x1e"
_BEFORE_1970 = 10_957  # days from the beginning of Unix time to that of PostgreSQL's
_NONE = {"q": np.iinfo("i8").min, "i": np.iinfo("i4").min}  # what stands for null; of days it is "-infinity"


def columns_out(statement: str, schema: dict[str, Any], params: Sequence[Any]) -> pl.DataFrame:
    """Run a SELECT and give its rows, in their order, in the types of a schema; an empty text is not null."""
    found = _asked(_laid_out(statement, schema), params)
    height, *columns, texts = found
    number = int(height or b"0")
    if not number:
        return pl.DataFrame(schema=schema)
    told = [name for name, kind in schema.items() if kind == pl.String]
    if told and not _parts(texts or b"", number, len(told)):
        return copied_out(statement, schema, params)
    frame = _parted(texts or b"", told) if told else pl.DataFrame()
    rest = [(name, kind) for name, kind in schema.items() if kind != pl.String]
    numbers = {name: _series(name, kind, raw or b"") for (name, kind), raw in zip(rest, columns, strict=True)}
    return pl.DataFrame([numbers[name] if name in numbers else frame[name] for name in schema])


def _laid_out(statement: str, schema: dict[str, Any]) -> str:
    names = ", ".join(f"c{number}" for number, _ in enumerate(schema))
    columns = ["COUNT(*)::text"]
    texts = []
    for number, kind in enumerate(schema.values()):
        if kind == pl.String:
            texts.append(f"COALESCE(c{number}, E'\\x1e')")
        else:
            columns.append(f"string_agg({_sent(f'c{number}', kind)}, ''::bytea)")
    line = " || E'\\x1f' || ".join([*texts, "''"])
    columns.append(f"string_agg({line}, E'\\n')" if texts else "NULL")
    return f"SELECT {', '.join(columns)} FROM ({statement}) AS q ({names})"  # noqa: S608 - statements of ours


def _sent(column: str, kind: Any) -> str:
    """Send a value as PostgreSQL sends it to a program: big-endian, days from the year 2000 on."""
    if kind == pl.Date:
        return f"date_send(COALESCE({column}, '-infinity'))"
    if kind == pl.Boolean:
        true = ", ".join(f"'{each}'" for each in _TRUE)
        column = f"({column}::text IN ({true}))::int"
    return f"int8send(COALESCE({column}::bigint, {_NONE['q']}))"


def _series(name: str, kind: Any, raw: bytes) -> pl.Series:
    width = "i" if kind == pl.Date else "q"
    values = np.frombuffer(raw, f">{width}").astype(width)
    missing = values == _NONE[width]
    found = pl.Series(name, values + _BEFORE_1970 if kind == pl.Date else values)
    if missing.any():
        found = found.set(pl.Series(missing), None)
    return found.cast(kind)


def _parts(texts: bytes, rows: int, cells: int) -> bool:
    """Tell whether texts hold as many signs that part them as were put between them, and none of their own."""
    return texts.count(_CELL.encode()) == rows * cells and texts.count(_ROW.encode()) == rows - 1


def _parted(texts: bytes, names: list[str]) -> pl.DataFrame:
    """Part the lines into texts."""
    schema = {**dict.fromkeys(names, pl.String), "": pl.String}
    how: dict[str, Any] = {"separator": _CELL, "eol_char": _ROW, "quote_char": None, "null_values": _NULL}
    return pl.read_csv(texts, has_header=False, schema=schema, empty_string_is_null=False, **how)


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
