"""The story that is killed: files come in, a run waits and is approved, mail leaves, the journal is sealed, fees.

Each scene may be played again from its beginning, as a person would who starts the program once more. Where the story
is, is kept in a file; the clock runs on with each attempt, so that leases of the dead end.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dunwell import wiring
from dunwell.config.private_files import write_whole
from dunwell.data.books import Books
from dunwell.domain.roles import Role
from dunwell.ports import Hands, Post, What
from dunwell.usecases.approve_run import approve_run
from dunwell.usecases.dispatch_notices import dispatch_notices
from dunwell.usecases.handle_messages import retry_messages
from dunwell.usecases.import_readings import import_readings
from dunwell.usecases.mark_sent import mark_sent
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.seal_journal import seal_journal
from dunwell.usecases.work import Caller, find_company

SLUG = "ours"
FIRST, SECOND = date(2026, 1, 31), date(2026, 2, 28)
BETWEEN_ATTEMPTS = timedelta(minutes=10)  # longer than any lease
INVOICES = """number,customer number,customer name,date,due date,amount,currency,email
A-1,ACME,Acme Ltd,2025-10-02,2025-11-01,1000.00,EUR,ap@acme.example
A-2,ACME,Acme Ltd,2025-12-02,2026-01-01,200.00,EUR,ap@acme.example
B-1,BETA,Beta Ltd,2025-12-30,2026-01-30,300.00,EUR,ap@beta.example
G-1,GAMMA,Gamma Ltd,2025-11-02,2025-12-01,5000.00,EUR,ap@gamma.example
D-1,DELTA,Delta Ltd,2026-01-10,2026-02-10,70.00,EUR,ap@delta.example
"""
PAYMENTS = """payment date,customer number,amount paid,currency,reference
2026-02-26,BETA,300.00,EUR,B-1
2026-02-26,GAMMA,1000.00,EUR,G-1
"""


class Story:
    """One attempt at the story, in a folder of its own, that sends to a mail server on this machine."""

    def __init__(self, folder: Path, attempt: int) -> None:
        self.folder = folder
        self.attempt = attempt
        self.on = FIRST

    @property
    def now(self) -> datetime:
        """The moment: noon of the scene's day, and later with each attempt."""
        return datetime.combine(self.on, time(10), UTC) + self.attempt * BETWEEN_ATTEMPTS

    @property
    def books(self) -> Books:
        """The books of the company."""
        return Books(find_company(SLUG))

    def caller(self, key: str | None = None) -> Caller:
        """Who acts."""
        return Caller(SLUG, "ann", Role.OWNER, self.now, self.on, key=key)

    def play(self, until: int | None = None) -> None:
        """Play what is left of the story, or of its first scenes."""
        for number, (on, scene) in enumerate(SCENES[:until]):
            if number < self._done():
                continue
            self.on = on
            scene(self)
            write_whole(self.folder / "done", str(number + 1).encode())

    def _done(self) -> int:
        kept = self.folder / "done"
        return int(kept.read_text()) if kept.exists() else 0

    def take_in(self, name: str, text: str, what: What) -> None:
        """Import a file."""
        path = self.folder / name
        path.write_text(text)
        for answer in import_readings(self.caller(), [wiring.files_reader()(path, what=what)]):
            assert not answer.get("problems"), answer

    def run(self, shard_size: int) -> None:
        """Run the day, in shards where there are more customers than these, and approve it where it waits."""
        hands = Hands(holder=f"attempt {self.attempt}", clock=lambda: self.now, shard_size=shard_size)
        caller = self.caller(key=f"run-{self.on}")
        answer = run_collections(caller, as_of=self.on, allow_stale=True, hands=hands)
        if answer["state"] == "planned":
            answer = approve_run(self.caller(), run=answer["run"], hands=hands)
        assert self.books.runs.get(pk=answer["run"]).state == "done"

    def send(self) -> None:
        """Send what waits; of what is in doubt a person sees in the server's list whether it was sent."""
        post = Post(wiring.open_channel, clock=lambda: self.now, holder=f"attempt {self.attempt}")
        papers = wiring.papers(SLUG)
        dispatch_notices(self.caller(), post, papers, channels=["email"])
        doubtful = list(self.books.messages.filter(state="in_doubt").order_by("pk"))
        for message in doubtful:
            _note(self.folder / "doubts", message.pk)
            if self._was_received(message):
                mark_sent(self.caller(), messages=[message.pk])
            else:
                retry_messages(self.caller(), messages=[message.pk])
        if doubtful:
            dispatch_notices(self.caller(), post, papers, channels=["email"])

    def _was_received(self, message: Any) -> bool:
        kept = self.folder / "received"
        return kept.exists() and message.message_id in kept.read_text().split("\n")

    def seal(self) -> None:
        """Seal the journal."""
        seal_journal(SLUG, at=self.now, holder=f"attempt {self.attempt}")


def _note(path: Path, number: int) -> None:
    with path.open("a") as kept:
        kept.write(f"{number}\n")


Scene = Callable[[Story], None]
SCENES: list[tuple[date, Scene]] = [
    (FIRST, lambda story: story.take_in("invoices.csv", INVOICES, "invoices")),
    (FIRST, lambda story: story.run(shard_size=2)),
    (FIRST, Story.send),
    (FIRST, Story.seal),
    (SECOND, lambda story: story.take_in("payments.csv", PAYMENTS, "payments")),
    (SECOND, lambda story: story.run(shard_size=100)),
    (SECOND, Story.send),
    (SECOND, Story.seal),
]
