"""A database of the bench's own: beside the others of a server, or in a folder; thrown away. Knows no table."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from dunwell.domain.errors import UserError


@contextmanager
def own_database(url: str | None) -> Iterator[str]:
    """Make a database and give its URL: on the server of a PostgreSQL URL, else a SQLite file in a folder of its own.

    Raises UserError `bench_database` where the server cannot be reached or its user may not make databases.
    """
    if url is None or url.startswith("sqlite:"):
        with tempfile.TemporaryDirectory(prefix="dunwell-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        return
    name = f"dunwell_bench_{token_hex(4)}"
    _on_server(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        _on_server(url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _on_server(url: str, statement: sql.Composed) -> None:
    try:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(statement)
    except psycopg.Error as error:
        raise UserError(
            "bench_database",
            f"The bench cannot make a database of its own: {str(error).splitlines()[0]}",
            "Give the URL of a server on which its user may create databases, or leave it out for SQLite",
            field="database",
        ) from None
