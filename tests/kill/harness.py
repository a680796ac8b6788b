"""Kills the story at one point after another, plays it to its end, and holds it against the one that nobody killed."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any, Protocol, Self

import psycopg

import dunwell
from integration.outbox.mail_server import MailServer, mail_server

TESTS, SOURCES = Path(__file__).parents[1], Path(dunwell.__file__).parents[1]
SECONDS = 60
SCENES = 8  # of kill.story, which is loaded where Django has been started


class Databases(Protocol):
    """Prepared books, and copies of them."""

    url: str

    def empty(self, folder: Path) -> str:
        """Make a database without tables, and name it."""
        ...

    def copy(self, name: str, folder: Path) -> str:
        """Copy a database that nobody is connected to, and name the copy."""
        ...

    def drop(self, name: str) -> None:
        """Remove a database."""
        ...


class SqliteFiles:
    """A file each, in its folder."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite://{folder}/none.sqlite3"

    def empty(self, folder: Path) -> str:
        """Name the file in its folder."""
        folder.mkdir()
        return str(folder / "books.sqlite3")

    def copy(self, name: str, folder: Path) -> str:
        """Name the file that was copied with its folder."""
        return str(folder / "books.sqlite3")

    def drop(self, name: str) -> None:
        """Leave it: its folder is removed."""


class ServerDatabases:
    """A database each on one server, copied by the server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.admin = psycopg.connect(url, autocommit=True)
        self.number = 0

    def empty(self, folder: Path) -> str:
        """Make an empty one."""
        folder.mkdir()
        return self.copy("template1", folder)

    def copy(self, name: str, folder: Path) -> str:
        """Make another one like it."""
        self.number += 1
        made = f"killed_{os.getpid()}_{self.number}"
        self.admin.execute(f"CREATE DATABASE {made} TEMPLATE {name}")
        return made

    def drop(self, name: str) -> None:
        """Remove one, whoever is still connected."""
        self.admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@dataclass(frozen=True, slots=True)
class Point:
    """Where the story is killed: in which scene, at which of the points that it passes (the first is 1)."""

    scene: int
    place: int
    label: str


@dataclass
class Outcome:
    """What came of one point: how many messages were in doubt, and what was wrong, if anything."""

    point: Point
    doubts: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Pause:
    """The books between two scenes: folder, database, and what the mail server has."""

    folder: Path
    database: str
    received: list[tuple[str, str, bytes]]


class Harness:
    """One kind of database, one mail server, one process that forks."""

    def __init__(self, databases: Databases, server: MailServer, folder: Path) -> None:
        self.databases = databases
        self.server = server
        self.folder = folder
        command = [sys.executable, "-m", "kill.zygote", databases.url]
        path = os.pathsep.join([str(TESTS), str(SOURCES)])
        environment = {**os.environ, "PYTHONPATH": path, "DUNWELL_HOME": str(folder), "POLARS_MAX_THREADS": "1"}
        self.zygote = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=TESTS
        )
        self.pauses, self.points = list[Pause](), list[Point]()
        self.undisturbed: dict[str, Any] = {}

    def begin(self) -> None:
        """Prepare the books, and play the undisturbed story."""
        assert self._line() == "ready"
        begin = Pause(self.folder / "begin", self.databases.empty(self.folder / "begin"), [])
        self.pauses.append(begin)
        self._ask(database=begin.database, folder=str(begin.folder), prepare=True, port=self.server.port)
        self._play_undisturbed()

    def close(self) -> None:
        """End the process that forks, and remove what it worked on."""
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        self.zygote.stdin.close()
        self.zygote.wait(timeout=SECONDS)
        self.zygote.stdout.close()
        for pause in self.pauses:
            self.databases.drop(pause.database)

    def kill_at(self, point: Point) -> Outcome:
        """Kill the story at a point, play it to its end, and say what is not as it should be."""
        return self._killed(point, {"kill_at": point.place})

    def kill_after(self, scene: int, seconds: float) -> Outcome:
        """Kill the story some time after a scene began, in the midst of whatever it does then."""
        return self._killed(Point(scene, 0, f"after {seconds:.3f} s"), {"kill_after": seconds})

    def _killed(self, point: Point, how: dict[str, Any]) -> Outcome:
        outcome = Outcome(point)
        books = self._copy(self.pauses[point.scene])
        try:
            answer = self._play(books, attempt=0, **how)
            if answer["killed"]:
                self._post_arrives(books.folder)
                answer = self._play(books, attempt=1)
            elif point.place:
                outcome.wrong.append("the story ended before the point was reached")
            if answer["exit"]:
                outcome.wrong.append((books.folder / "fault").read_text())
                return outcome
            doubts = books.folder / "doubts"
            outcome.doubts = len(doubts.read_text().split()) if doubts.exists() else 0
            outcome.wrong += self._differences(json.loads((books.folder / "end.json").read_text()))
        finally:
            self.databases.drop(books.database)
            shutil.rmtree(books.folder)
        if outcome.doubts > 1:
            outcome.wrong.append(f"{outcome.doubts} messages in doubt on one connection")
        return outcome

    def _play_undisturbed(self) -> None:
        """Play the story scene by scene, note the points of each, and keep the books as they are between them."""
        for scene in range(SCENES):
            books = self._copy(self.pauses[-1])
            answer = self._play(books, attempt=0, until=scene + 1)
            assert not answer["exit"], (books.folder / "fault").read_text()
            ended = json.loads((books.folder / "end.json").read_text())
            self.points += [Point(scene, place, label) for place, label in enumerate(ended["points"], 1)]
            self.pauses.append(Pause(books.folder, books.database, list(self.server.received)))
        self.undisturbed = ended | {"mails": self._mails()}

    def _copy(self, pause: Pause) -> Pause:
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        shutil.copytree(pause.folder, folder, dirs_exist_ok=True)
        self.server.received[:] = pause.received
        return Pause(folder, self.databases.copy(pause.database, folder), pause.received)

    def _play(self, books: Pause, *, attempt: int, until: int | None = None, **how: Any) -> Any:
        asked = {"attempt": attempt, "kill_at": None, "until": until, **how}
        return self._ask(database=books.database, folder=str(books.folder), **asked)

    def _differences(self, ended: dict[str, Any]) -> list[str]:
        wrong = [f"untrue: {each}" for each in ended["untrue"]]
        wrong += [] if ended["journal"] and not ended["unsealed"] else ["the journal is not proven"]
        for table, rows in self.undisturbed["standing"].items():
            more = Counter(ended["standing"][table]) - Counter(rows)
            less = Counter(rows) - Counter(ended["standing"][table])
            if more or less:
                wrong.append(f"{table}: more {dict(more)}, less {dict(less)}")
        mails, expected = self._mails(), self.undisturbed["mails"]
        doubled, lost = mails - expected, expected - mails
        wrong += [f"doubled: {dict(doubled)}"] if doubled else []
        wrong += [f"lost: {dict(lost)}"] if lost else []
        return wrong

    def _mails(self) -> Counter[str]:
        read = [message_from_bytes(data) for _, _, data in self.server.received]
        return Counter(f"{mail['To']}: {' '.join(str(mail['Subject']).split())}" for mail in read)

    def _post_arrives(self, folder: Path) -> None:
        """Wait until the mail server has done with the dead, and write down what it has."""
        deadline = time.monotonic() + SECONDS
        while self.server.talking and time.monotonic() < deadline:
            time.sleep(0.005)
        ids = [str(message_from_bytes(data)["Message-ID"]).strip() for _, _, data in self.server.received]
        (folder / "received").write_text("\n".join(ids))

    def _ask(self, **asked: Any) -> dict[str, Any]:
        assert self.zygote.stdin is not None
        self.zygote.stdin.write(json.dumps(asked) + "\n")
        self.zygote.stdin.flush()
        answer: dict[str, Any] = json.loads(self._line())
        if asked.get("prepare"):
            assert not answer["exit"], (Path(asked["folder"]) / "fault").read_text()
        return answer

    def _line(self) -> str:
        assert self.zygote.stdout is not None
        return self.zygote.stdout.readline().strip()

    @classmethod
    @contextmanager
    def on(cls, url: str | None) -> Iterator[Self]:
        """Give a harness on SQLite, or on the server of a URL."""
        with tempfile.TemporaryDirectory(prefix="dunwell-killed-") as home, mail_server() as server:
            databases: Any = ServerDatabases(url) if url else SqliteFiles(Path(home))
            harness = cls(databases, server, Path(home))
            try:
                harness.begin()
                yield harness
            finally:
                harness.close()
                if url:
                    databases.admin.close()
