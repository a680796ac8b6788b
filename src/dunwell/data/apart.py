"""Work on a copy of the books, so that a long trial keeps nobody from writing. Knows nothing of what is tried.

The embedded database lets one writer in at a time, for as long as its transaction lasts; a trial would be one. Other
databases let a transaction that is undone stand beside those of others, and there nothing is copied.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection


@contextmanager
def books_apart() -> Iterator[None]:
    """Let this thread work on a copy of the embedded database, which is thrown away; elsewhere nothing changes.

    Within a transaction, whose rows no copy holds yet, it stays where it is.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    home, asked = connection.connection, connection.get_connection_params()
    with TemporaryDirectory(prefix="dunwell-") as folder:
        path = str(Path(folder) / "apart.sqlite3")
        with closing(sqlite3.connect(path)) as copy:
            home.backup(copy)
        connection.connection = connection.get_new_connection(asked | {"database": path})
        try:
            yield
        finally:
            connection.connection.close()
            connection.connection = home
