"""Starts Django once in a process: folder, secret, database. Reads no table and runs no migration."""

import gc
import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import django
from django.conf import settings as django_settings
from django.core.management.utils import get_random_secret_key

from dunwell.config import settings as shared
from dunwell.config.database import MEMORY, create_private_file, database_settings, sqlite_settings
from dunwell.config.environment import installation
from dunwell.config.web import web_settings
from dunwell.domain.errors import UserError
from dunwell.law.rates_in_use import use_folder

NEW_OBJECTS = 50_000


def setup(database_url: str | None = None) -> None:
    """Start Django on a database: the one given, else DUNWELL_DATABASE_URL, else the file in DUNWELL_HOME.

    Creates the folder (0700), the SQLite file and the secret key (0600) when they are missing; tables come with
    `dunwell migrate`. Called again without a URL, or with the same one, it does nothing; with another one it
    raises RuntimeError, because Django binds a process to its settings.
    Raises UserError `database_url_invalid`, `home_not_writable`.
    """
    place = installation()
    use_folder(place.home / "rates")
    if not django_settings.configured:
        database = database_settings(database_url or place.database_url, place.home)
        _configure(database, _prepared(place.home, database))
    elif database_url is not None:
        _must_be_the_same(database_settings(database_url, place.home))


def setup_throw_away() -> None:
    """Start Django on a database in memory that is gone when the process ends, and leave the disk alone.

    The player of books uses it: call this instead of `setup`, before anything else, then migrate. It belongs to
    the thread that opened it. Raises RuntimeError in a process that was set up on a lasting database, so that no
    invented book can ever be written into a real ledger; tests play their books inside the test's own transaction.
    """
    if django_settings.configured:
        _must_be_the_same(sqlite_settings(MEMORY))
    else:
        _configure(sqlite_settings(MEMORY), get_random_secret_key())


def _configure(database: dict[str, Any], secret: str) -> None:
    common = {name: value for name, value in vars(shared).items() if name.isupper()}
    web = web_settings(installation())
    django_settings.configure(**common, **web, DATABASES={"default": database}, SECRET_KEY=secret)
    django.setup()
    _collect_seldom()


def _collect_seldom() -> None:
    """Look for garbage in circles seldom, and never among what the program consists of.

    A batch of messages or of a run makes many rows that live as long as it does: looking through all of them every 700
    rows took an eighth of the time, and found nothing.
    """
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 100)


def _prepared(home: Path, database: dict[str, Any]) -> str:
    """Make the folder and the files that are missing and read the secret key; a database in memory needs neither."""
    if database["NAME"] == MEMORY:
        return get_random_secret_key()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if database["ENGINE"].endswith("sqlite3"):
            create_private_file(Path(database["NAME"]))
        return _secret_key(home / "secret_key")
    except OSError as error:
        raise UserError(
            code="home_not_writable",
            message=f"{error.filename} cannot be written: {error.strerror}.",
            way_out="Give the folder to the user who runs dunwell, or set DUNWELL_HOME to another folder.",
        ) from error


def _must_be_the_same(wanted: dict[str, Any]) -> None:
    current = django_settings.DATABASES["default"]
    if any(current.get(key, "") != wanted.get(key, "") for key in ("ENGINE", "NAME", "HOST", "PORT")):
        raise RuntimeError("This process works on another database already; start a new process.")


def _secret_key(path: Path) -> str:
    """Read the key that signs sessions and links, made at the first use and told to nobody."""
    if not path.exists():
        # Written aside and linked into place: of two processes that start together, one key wins for both.
        with NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as fresh:
            fresh.write(get_random_secret_key())
            fresh.flush()
            with suppress(FileExistsError):
                os.link(fresh.name, path)
    return path.read_text(encoding="ascii")
