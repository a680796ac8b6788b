"""A database URL, or none, to what Django wants to hear. Opens nothing; never repeats a URL, it may hold a password."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from dunwell.domain.errors import UserError

MEMORY = ":memory:"
WAY_OUT = (
    "Set DUNWELL_DATABASE_URL to postgresql://user:password@host:5432/name or to sqlite:///absolute/path.sqlite3, "
    "or unset it to use the file in DUNWELL_HOME."
)
# Seconds a writer waits for another one before SQLite says "database is locked".
BUSY_SECONDS = 20
# A statement that a connection repeats so often is planned once. `?prepare_threshold=off` for poolers by transaction.
PREPARED_AFTER = "5"
# A connection of the workbench serves page after page for so long; then it is opened anew, and learns what has changed.
KEPT = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
# FULL: a commit that was answered survives a power cut, not only a killed process.
# Two megabytes of pages, as SQLite has it, are too few for the indexes of a list of a hundred thousand rows.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"


def database_settings(url: str | None, home: Path) -> dict[str, Any]:
    """Turn a URL into one entry of Django's DATABASES; without a URL the file in `home` is meant.

    The part after `sqlite://` is an absolute path (`sqlite:///:memory:` lives and dies with its connection);
    the query of a PostgreSQL URL goes to libpq as it is (`?sslmode=require`, `?host=/socket/folder`), but for
    `prepare_threshold`, which is psycopg's.
    Raises UserError `database_url_invalid`, whose text never holds the URL or its password.
    """
    if url is None:
        return sqlite_settings(str(home / "dunwell.sqlite3"))
    parts = _split(url)
    if parts.scheme == "sqlite":
        return sqlite_settings(_sqlite_path(parts))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql_settings(parts)
    raise _invalid("it begins with neither postgresql:// nor sqlite://")


def sqlite_settings(path: str) -> dict[str, Any]:
    """Describe a SQLite file that is safe to write from several processes."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        **KEPT,
        "OPTIONS": {
            "init_command": SQLITE_PRAGMAS,
            "timeout": BUSY_SECONDS,
            # Take the write lock at BEGIN: a lock asked for later in a transaction fails at once, timeout or not.
            "transaction_mode": "IMMEDIATE",
        },
    }


def create_private_file(path: Path) -> None:
    """Create an empty file that only its owner can read; an existing one is left alone.

    SQLite gives its journal files the permissions of the database file.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    os.close(descriptor)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - the property is where urllib finds a bad port
    except ValueError:
        raise _invalid("its host or port cannot be read") from None
    return parts


def _sqlite_path(parts: SplitResult) -> str:
    if parts.netloc:
        raise _invalid("a SQLite path begins with a third slash, sqlite:///")
    path = unquote(parts.path).lstrip("/")
    if not path or parts.query:
        raise _invalid("after sqlite:/// comes the path of a file and nothing else")
    return path if path == MEMORY else f"/{path}"


def _postgresql_settings(parts: SplitResult) -> dict[str, Any]:
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise _invalid("after the host comes a slash and the name of one database")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    host, port = options.pop("host", parts.hostname or ""), options.pop("port", parts.port or "")
    prepared = options.pop("prepare_threshold", PREPARED_AFTER)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(port),
        **KEPT,
        "OPTIONS": {**options, "prepare_threshold": int(prepared) if prepared.isdecimal() else None},
    }


def _invalid(why: str) -> UserError:
    return UserError(
        code="database_url_invalid",
        message=f"The database URL cannot be used: {why}.",
        way_out=WAY_OUT,
    )
