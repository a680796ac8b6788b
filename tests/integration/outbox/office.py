"""A company that writes to its customers, for tests of the outbox: a desk with a clock, papers and channels."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dunwell import wiring
from dunwell.adapters.email_files import MailFiles, MailFilesSettings
from dunwell.adapters.letters import Letters, LettersSettings
from dunwell.config.private_files import write_whole
from dunwell.domain.post import ChannelSettings
from dunwell.ports import Channel, Post
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.configure_channel import configure_channel
from dunwell.usecases.dispatch_notices import dispatch_notices
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.set_letterhead import set_letterhead
from dunwell.usecases.work import Caller
from integration.usecases.desk import Desk, day

NOON = time(11)


class Office(Desk):
    """The desk of tests, with a letterhead, a clock that stands at noon of the day, and folders of its own."""

    def __init__(self, folder: Path, policy: str = "") -> None:
        super().__init__(policy)
        self.folder = folder
        self.now = datetime.combine(day(0), NOON, UTC)
        self.do(
            set_letterhead,
            day(-60),
            company={"address": ["Keizersgracht 1", "1015 Amsterdam"], "email": "ar@ours.example", "phone": "+31 20 1"},
            sender={"name": "Ann Smith", "phone": "+31 20 1"},
            payment=[{"iban": "NL91ABNA0417164300"}],
        )

    def customers(self, *refs: str, minor: int = 50_000) -> None:
        """Add customers, each with a mail address and an invoice of 500.00 EUR due on DUE."""
        for ref in refs:
            self.do(add_customer, day(-60), ref=ref, name=f"{ref.title()} Ltd", email=f"ap@{ref.lower()}.example")
            self.invoice(f"{ref}-1", minor, customer=ref)

    def decide(self, on: date, **asked: Any) -> None:
        """Run a day; its messages wait to be sent."""
        asked = {"allow_stale": True, "approved": True, **asked}
        self.do(run_collections, on, as_of=on, **asked)
        self.now = datetime.combine(on, NOON, UTC)

    def dispatch(self, on: date | None = None, **asked: Any) -> dict[str, Any]:
        """Send what may go now, by the clock of the office, and tell of each channel."""
        today = on or self.now.date()
        caller = Caller("ours", "ann", self.caller.role, self.now, today, dry=asked.pop("dry", False))
        post = Post(open_channel=self.channel, clock=lambda: self.now, holder="dispatcher")
        told: dict[str, Any] = dispatch_notices(caller, post, wiring.papers(), **asked)["channels"]
        return told

    def channel(self, company: str, settings: ChannelSettings) -> Channel:
        """Open a channel as wiring does, with the folders of the test."""
        if settings.kind == "email_files":
            return MailFiles(MailFilesSettings(**settings.options), self.folder / "email", write_whole)
        if settings.kind == "letters":
            return Letters(LettersSettings(**settings.options), self.folder / "letters", write_whole)
        return wiring.open_channel(company, settings)

    def send_by(self, kind: str, /, channel: str = "email", on: date | None = None, **asked: Any) -> None:
        """Configure a channel."""

        def configured(caller: Caller, **asked: Any) -> Any:
            return configure_channel(caller, wiring.open_channel, **asked)

        self.do(configured, on or day(-60), channel=channel, kind=kind, **asked)

    def by_smtp(self, port: int, **asked: Any) -> None:
        """Send mail to the server of a test."""
        options = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 5}
        options |= asked.pop("options", {})
        self.send_by("email_smtp", options=options, from_address="ar@ours.example", **asked)

    def later(self, **by: int) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def states(self) -> dict[str, str]:
        """Tell the state of each customer's newest message."""
        rows = self.books.messages.select_related("customer").order_by("pk")
        return {row.customer.ref: row.state for row in rows}

    def message(self, customer: str = "ACME") -> Any:
        """Give a customer's newest message."""
        rows = self.books.messages.filter(customer__ref=customer).select_related("decision", "customer")
        return rows.order_by("-pk").first()

    def files(self, kind: str) -> Iterator[Path]:
        """List the files that a channel wrote, by name."""
        return iter(sorted(path for path in (self.folder / kind).glob("*") if path.is_file()))
