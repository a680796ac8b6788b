"""The floor of a run: what moving the same bytes costs, out of the database and in, and nothing else.

PostgreSQL: COPY of all rows that the run reads to the client, and COPY of all rows that it wrote into tables of the
same columns without keys or indexes. SQLite: the same rows by fetchall, days as the texts that it keeps, and by
executemany in one transaction.
"""

from typing import Any

import polars as pl
from django.apps import apps
from django.db import connection, transaction

from dunwell.bench.clock import Cost, measured
from dunwell.data.books import Books
from dunwell.data.models import Company, Run
from dunwell.data.models.base import Recorded
from dunwell.data.plans.writing import copy_in
from dunwell.data.snapshot import reading, take_facts
from dunwell.data.snapshot.copying import pieces
from dunwell.policy.file import thaw_policy

_KINDS = {pl.Int64: "bigint", pl.String: "text", pl.Date: "date", pl.Boolean: "boolean"}
_CHANGED = """
SELECT c.id, c.version, c.reason, c.next_review_on FROM data_customer c JOIN bench_before b ON b.id = c.id
WHERE c.company_id = %s AND (c.version <> b.version OR c.reason <> b.reason
    OR COALESCE(c.next_review_on, '0001-01-01') <> COALESCE(b.next_review_on, '0001-01-01'))
"""


def floor(company: Company) -> tuple[Cost, dict[str, int]]:
    """Measure the floor of the company's first run of the bench; gives rows moved out and in beside it."""
    run = Books(company).runs.filter(asked__approved=True).earliest("pk")
    out, into = _read_by(company, run), _written_since(company, run.recorded_seq)
    tables = [_table(f"floor_out_{number}", frame) for number, frame in enumerate(out)]
    for name, frame in zip(tables, out, strict=True):
        _put(name, frame)
    cost = _moved(tables, into)
    return cost, {"rows_out": sum(map(len, out)), "rows_in": sum(map(len, into))}


def floor_of_writing(company: Company, seq: int) -> tuple[Cost, int]:
    """Measure the floor of writing all rows that were recorded from a journal entry on; gives how many they are too."""
    into = _added_since(company, seq)
    return _moved([], into), sum(map(len, into))


def _moved(tables: list[str], into: list[pl.DataFrame]) -> Cost:
    """Move these tables out and these rows in."""
    targets = [_table(f"floor_in_{number}", frame) for number, frame in enumerate(into)]
    ready = [_ready(frame) for frame in into]
    with measured() as cost:
        for name in tables:
            _take(name)
        with transaction.atomic():
            for name, rows in zip(targets, ready, strict=True):
                _give(name, rows)
    for name in (*tables, *targets):
        _drop(name)
    return cost


def _read_by(company: Company, run: Run) -> list[pl.DataFrame]:
    """Gather all that the snapshot of a full run reads."""
    read: list[pl.DataFrame] = []
    reader = reading.read

    def noted(*args: Any, **named: Any) -> pl.DataFrame:
        read.append(reader(*args, **named))
        return read[-1]

    version = Books(company).policy_versions.get()
    reading.read = noted
    try:
        take_facts(company, run.as_of, version.pk, thaw_policy(version.text), cash_fresh=True)
    finally:
        reading.read = reader
    return [frame for frame in read if not frame.is_empty()]


def _written_since(company: Company, seq: int) -> list[pl.DataFrame]:
    """Gather the rows added from a journal entry on, and the customers that changed since the books were filled."""
    changed = reading.read(_CHANGED, _SCHEMA_OF_CHANGED, [company.pk], many=True)
    return [*([] if changed.is_empty() else [changed]), *_added_since(company, seq)]


def _added_since(company: Company, seq: int) -> list[pl.DataFrame]:
    found = []
    for model in apps.get_app_config("data").get_models():
        if not issubclass(model, Recorded) or not model._meta.managed or model is Run:
            continue
        names = [str(field.column) for field in model._meta.concrete_fields if field.get_internal_type() in _TYPES]
        schema = {
            str(f.column): _TYPES[f.get_internal_type()] for f in model._meta.concrete_fields if f.column in names
        }
        columns = ", ".join(map(connection.ops.quote_name, names))
        statement = f"SELECT {columns} FROM {model._meta.db_table} WHERE company_id = %s AND recorded_seq >= %s"  # noqa: S608
        found.append(reading.read(statement, schema, [company.pk, seq], many=True))
    return [frame for frame in found if not frame.is_empty()]


_SCHEMA_OF_CHANGED = {"id": pl.Int64, "version": pl.Int64, "reason": pl.String, "next_review_on": pl.Date}
_TYPES: dict[str, Any] = {
    **dict.fromkeys(("BigAutoField", "BigIntegerField", "IntegerField", "ForeignKey", "Own"), pl.Int64),
    **dict.fromkeys(("CharField", "TextField"), pl.String),
    "DateField": pl.Date,
}


def _table(name: str, frame: pl.DataFrame) -> str:
    # Where a column is called one of days or truth, Django makes a Python value of each by itself, which is no floor.
    kinds = _KINDS if connection.vendor == "postgresql" else _KINDS | {pl.Date: "text", pl.Boolean: "bigint"}
    columns = ", ".join(f'"{column}" {kinds[kind.base_type()]}' for column, kind in frame.schema.items())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} ({columns})")
    return name


def _drop(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {name}")


def _put(name: str, frame: pl.DataFrame) -> None:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            copy_in(name, frame)
        else:
            _give(name, _ready(frame))


def _ready(frame: pl.DataFrame) -> Any:
    """Make rows what the database's bulk way takes, so that only the moving is measured."""
    if connection.vendor == "postgresql":
        return frame.write_csv(include_header=False).encode()
    return frame.with_columns(pl.col(pl.Date).cast(pl.String), pl.col(pl.Boolean).cast(pl.Int64)).rows()


def _take(name: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            b"".join(pieces(connection.connection.pgconn, f"COPY {name} TO STDOUT (FORMAT csv)".encode()))
        else:
            cursor.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name of ours
            cursor.fetchall()


def _give(name: str, rows: Any) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy:
                copy.write(rows)
        else:
            holes = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {name} VALUES ({holes})", rows)  # noqa: S608 - a name of ours
