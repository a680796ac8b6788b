"""Facts of a folder as tables of PostgreSQL, and the plan that somebody writes beside them back into a folder.

Knows neither a rule nor who decides; tables are named for the policy version whose customers they hold.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import polars as pl
import psycopg
from psycopg import sql

from dunwell.domain.errors import UserError
from dunwell.policy.portable import FACTS, PLANS, Header, columns_of, write_plan
from dunwell.policy.portable.shapes import TABLE

_KINDS = {pl.Int64: "bigint", pl.String: "text", pl.Boolean: "boolean", pl.Date: "date"}
_COLUMNS = columns_of(PLANS)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A database by its URL; its user may make tables there. Its methods raise UserError `exchange_unreachable`."""

    url: str

    @staticmethod
    def facts_table(version: int, name: str) -> str:
        """Name the table of some facts."""
        return f"dunwell_facts_{version}_{name}"

    @staticmethod
    def plan_table(version: int) -> str:
        """Name the table of a plan: all its tables laid over each other."""
        return f"dunwell_plan_{version}"

    @property
    def jdbc(self) -> dict[str, str]:
        """Give the database as JDBC names it: url, and user and password where they are known."""
        parts = urlsplit(self.url)
        place = f"{parts.hostname or 'localhost'}:{parts.port or 5432}"
        asked = urlencode(parse_qsl(parts.query))
        named = {"user": unquote(parts.username or ""), "password": unquote(parts.password or "")}
        url = f"jdbc:postgresql://{place}{parts.path}" + (f"?{asked}" if asked else "")
        return {"url": url, **{name: value for name, value in named.items() if value}}

    def lay_out(self, folder: Path, header: Header) -> int:
        """Copy the facts of a folder into tables, and give the number of rows."""
        with self._open() as database:
            return sum(
                _copy_in(database, self.facts_table(version.id, name), columns, _files(folder, version.id, name))
                for version in header.versions
                for name, columns in FACTS.items()
            )

    def fetch(self, folder: Path, header: Header) -> int:
        """Fetch the plan into a folder, drop all tables, and give the number of rows."""
        rows = 0
        with self._open() as database:
            for version in header.versions:
                tables = {
                    name: _rows_of(database, self.plan_table(version.id), name, list(columns))
                    for name, columns in PLANS.items()
                }
                write_plan(folder, version.id, 1, tables)
                rows += sum(map(len, tables.values()))
                for name in FACTS:
                    _drop(database, self.facts_table(version.id, name))
                _drop(database, self.plan_table(version.id))
        return rows

    @contextmanager
    def _open(self) -> "Iterator[psycopg.Connection[Any]]":
        try:
            with psycopg.connect(self.url) as database:
                yield database
        except psycopg.Error as fault:
            raise UserError(
                "exchange_unreachable",
                f"The database between this machine and the cluster cannot be used: {str(fault).splitlines()[0]}",
                "Give postgresql://user:password@host:5432/name, whose user may make tables",
                field="through",
            ) from None


def _files(folder: Path, version: int, name: str) -> Sequence[Path]:
    return sorted((folder / str(version) / name).glob("*.parquet"))


def _drop(database: "psycopg.Connection[Any]", table: str) -> None:
    database.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(table)))


def _copy_in(database: "psycopg.Connection[Any]", table: str, columns: dict[str, Any], files: Sequence[Path]) -> int:
    """Make a table anew, copy files into it, and give the number of rows."""
    _drop(database, table)
    shape = sql.SQL(", ").join(
        sql.SQL("{} " + _KINDS[kind]).format(sql.Identifier(name)) for name, kind in columns.items()
    )
    # Unlogged: what is lost in a crash is laid out anew.
    database.execute(sql.SQL("CREATE UNLOGGED TABLE {} ({})").format(sql.Identifier(table), shape))
    copied = 0
    with database.cursor() as cursor:
        for file in files:
            frame = pl.read_parquet(file, columns=list(columns), hive_partitioning=False)
            with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT csv)").format(sql.Identifier(table))) as copy:
                copy.write(frame.write_csv(include_header=False).encode())
            copied += frame.height
    database.execute(sql.SQL("CREATE INDEX ON {} (customer_id)").format(sql.Identifier(table)))
    return copied


def _rows_of(database: "psycopg.Connection[Any]", table: str, name: str, columns: list[str]) -> pl.DataFrame:
    asked = sql.SQL("SELECT {} FROM {} WHERE {} = %s").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table), sql.Identifier(TABLE)
    )
    found = database.execute(asked, [name]).fetchall()
    return pl.DataFrame(found, schema={column: _COLUMNS[column] for column in columns}, orient="row")
