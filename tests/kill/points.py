"""Where a process can be killed: found as it runs, by listening to all that it does to the world.

A point lies before each SQL statement that changes anything, before and after each commit, before and after each piece
of a conversation with a mail server, and before each file that is written, moved or removed. Between two of them
nothing happens that outlives the process: dying before a SELECT is dying before what is written next.
"""

import os
import signal
import smtplib
import sys
from collections.abc import Callable
from typing import Any

READING = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "WITH", "SET", "PRAGMA")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FILE_EVENTS = ("os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate")


class Points:
    """Counts the points that a process passes, and kills it at the one it is told."""

    def __init__(self, kill_at: int | None, folder: str) -> None:
        self.kill_at = kill_at
        self.folder = folder
        self.passed: list[str] = []

    def listen(self) -> None:
        """Listen to the database, to mail and to files from here on. It cannot be undone in this process."""
        from django.db import connection
        from django.db.backends.base.base import BaseDatabaseWrapper

        connection.execute_wrappers.append(self._statement)
        BaseDatabaseWrapper._commit = self._around("commit", BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]
        smtplib.SMTP.send = self._around("smtp send", smtplib.SMTP.send)  # type: ignore[method-assign]
        smtplib.SMTP.getreply = self._around("smtp reply", smtplib.SMTP.getreply)  # type: ignore[method-assign]
        sys.addaudithook(self._file)

    def reach(self, label: str) -> None:
        """Pass a point, or die there as a process dies that is not asked."""
        self.passed.append(label)
        if len(self.passed) == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def _statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        words = sql.split()
        if words[0].upper() not in READING:
            self.reach(f"sql {' '.join(words)[:60]}")
        return execute(sql, params, many, context)

    def _around(self, label: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def passing(*args: Any, **kwargs: Any) -> Any:
            self.reach(f"before {label}")
            answer = call(*args, **kwargs)
            self.reach(f"after {label}")
            return answer

        return passing

    def _file(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = args
            written = flags & WRITING if isinstance(flags, int) else mode and set(mode) & set("wax+")
            if written and str(path).startswith(self.folder):
                self.reach(f"file open {mode or flags}")
        elif event in FILE_EVENTS and str(args[0]).startswith(self.folder):
            self.reach(f"file {event}")
