"""Rows of any table as Parquet and back, the same from SQLite and from PostgreSQL. Knows no table by name."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import Any

import polars as pl
from django.db import models

MOST_ROWS = 50_000
MOST_BYTES = 32_000_000
_BY_TYPE = {
    "BooleanField": pl.Boolean,
    "DateField": pl.Date,
    "DateTimeField": pl.Datetime("us", "UTC"),
    "BinaryField": pl.Binary,
}


def columns(model: type[models.Model]) -> list[Any]:
    """List the fields that are columns, in the order of the table."""
    return list(model._meta.concrete_fields)


def packed(model: type[models.Model], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, bytes]]:
    """Pack rows (values in the order of `columns`) into Parquet files of bounded size; give rows and bytes of each."""
    fields = columns(model)
    gathered: list[list[Any]] = []
    size = 0
    for row in rows:
        values = [_out(field, value) for field, value in zip(fields, row, strict=True)]
        gathered.append(values)
        size += sum(len(value) for value in values if isinstance(value, str | bytes))
        if len(gathered) == MOST_ROWS or size > MOST_BYTES:
            yield len(gathered), _parquet(fields, gathered)
            gathered, size = [], 0
    if gathered:
        yield len(gathered), _parquet(fields, gathered)


def unpacked(model: type[models.Model], content: bytes) -> Iterator[models.Model]:
    """Give the rows of one Parquet file as instances. Raises ValueError where its columns are not the table's."""
    fields = columns(model)
    frame = pl.read_parquet(io.BytesIO(content))
    if set(frame.columns) != {field.column for field in fields}:
        raise ValueError(f"other columns than those of {model._meta.db_table}")
    names = [field.attname for field in fields]
    for row in frame.select([field.column for field in fields]).iter_rows():
        values = [_back(field, value) for field, value in zip(fields, row, strict=True)]
        yield model(**dict(zip(names, values, strict=True)))


def _parquet(fields: Sequence[Any], rows: list[list[Any]]) -> bytes:
    schema = {field.column: _kind(field) for field in fields}
    data = io.BytesIO()
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(data, compression="zstd")
    return data.getvalue()


def _kind(field: Any) -> Any:
    target = field.target_field if field.is_relation else field
    internal = target.get_internal_type()
    if internal in _BY_TYPE:
        return _BY_TYPE[internal]
    return pl.Int64 if isinstance(target, models.IntegerField) else pl.String


def _out(field: Any, value: Any) -> Any:
    """Give a value as the file holds it. JSON is text, whatever the engine makes of it."""
    if isinstance(field, models.JSONField):
        return None if value is None else json.dumps(value, ensure_ascii=False)
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    if isinstance(field, models.DateTimeField) and value is not None:
        return value.astimezone(UTC)
    if _kind(field) is pl.String and value is not None and not isinstance(value, str):
        return str(field.get_prep_value(value))
    return value


def _back(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return None if value is None else json.loads(value)
    return field.to_python(value) if isinstance(value, str) and not field.is_relation else value
