"""Who works on a long command: this process and its helpers, how far they are, and how they are stopped.

The first Ctrl-C (or SIGTERM) asks to stop after the transaction at hand; the next call of the command goes on there.
Knows no command's content.
"""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from types import FrameType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dunwell import wiring
from dunwell.faces.cli.desk import Desk
from dunwell.faces.cli.screen import paper
from dunwell.ports import Hands

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether somebody asked to stop; the second Ctrl-C no longer asks."""

    def __init__(self) -> None:
        self.asked = Event()

    def __call__(self) -> bool:
        """Tell whether to stop after what is at hand."""
        return self.asked.is_set()

    def ask(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        if self.asked.is_set():
            raise KeyboardInterrupt
        self.asked.set()

    def wait(self, seconds: float) -> None:
        """Wait so long, or until somebody asks to stop."""
        self.asked.wait(seconds)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Take SIGINT and SIGTERM as a wish to stop, as long as the context lasts."""
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def bar(desk: Desk) -> Iterator[Callable[[str, int, int], None]]:
    """Give what shows how far a command is: a phase, so many of so many. Nothing is shown where nobody looks."""
    console = paper(to_errors=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    silent = desk.as_json or not console.is_terminal
    with Progress(*columns, console=console, disable=silent, transient=True) as progress:
        tasks = {}

        def tell(phase: str, done: int, number: int) -> None:
            if phase not in tasks:
                tasks[phase] = progress.add_task(phase, total=number)
            progress.update(tasks[phase], completed=done, total=number)

        yield tell


@dataclass(slots=True)
class _Helpers:
    """Other processes that work on the same run."""

    desk: Desk
    number: int
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def begin(self, run: int) -> None:
        """Start them; on SQLite one works alone, since one writes at a time."""
        from django.db import connection

        if self.processes or connection.vendor == "sqlite":
            return
        company = ["--company", self.desk.company] if self.desk.company else []
        command = [sys.executable, "-m", "dunwell", "worker", "--run", str(run), "--once", *company]
        for _ in range(self.number):
            self.processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))  # noqa: S603 - our own program

    def end(self) -> None:
        """Wait until they have seen that the run is over; a helper that was in the midst of a shard ends it."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait()


@contextmanager
def working(desk: Desk, workers: int = 1, shard_size: int | None = None) -> Iterator[Hands]:
    """Give the hands for a run: they stop when asked, show how far it is, and call so many workers in all."""
    helpers = _Helpers(desk, workers - 1)
    with stoppable() as stop, bar(desk) as tell:
        try:
            lanes = 2 if workers == 1 else 1  # while the server writes what one gave it, the other decides
            yield wiring.hands(shard_size, stops=stop, told=tell, begun=helpers.begin, pause=stop.wait, lanes=lanes)
        finally:
            helpers.end()
