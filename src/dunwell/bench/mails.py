"""Mails with a PDF that was rendered beforehand: made, recorded and sent to a server on this machine.

The real way, from planned messages on: texts filled in, MIME built, evidence kept, customers looked at again, each mail
handed over by SMTP and written down in a transaction of its own. The mail server is another process, whose time is not
counted; that of the database's is told apart. Done on empty books in a process of its own.
"""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.core.management import call_command

from dunwell.bench.clock import measured, peak_rss_mb
from dunwell.domain.papers import InvoiceFacts, StatementFacts
from dunwell.domain.roles import Role
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.configure_channel import configure_channel
from dunwell.usecases.dispatch_notices import dispatch_notices
from dunwell.usecases.open_company import open_company
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.work import Caller
from dunwell.wiring import open_channel, papers, post

SLUG = "mails"
FIRST, DUE, DAY = date(2026, 2, 2), date(2026, 3, 31), date(2026, 4, 15)
AT = datetime(2026, 4, 15, 11, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + random.Random(1).randbytes(60_000)  # noqa: S311 - what a PDF holds is compressed already
WARM = 3


def mails(count: int = 300) -> dict[str, Any]:
    """Send `count` mails, each with a PDF of 60 KB, and tell how many go into a CPU second."""
    call_command("migrate", verbosity=0)
    with _server() as port:
        _books(count + WARM, port)
        dispatch_notices(_caller(DAY), _post(), _Ready(), channels=["email"], limit=WARM)
        with measured() as cost:
            told = dispatch_notices(_caller(DAY), _post(), _Ready(), channels=["email"])
    sent = told["channels"]["email"]["results"].get("delivered", 0)
    return {
        "mails": sent,
        "seconds": round(cost.seconds, 3),
        "cpu_s": round(cost.cpu_s, 3),
        "server_cpu_s": round(cost.server_cpu_s, 3),
        "peak_rss_mb": round(peak_rss_mb(), 1),
        "mails_per_cpu_s": round(sent / cost.cpu_s, 1),
    }


def _caller(on: date) -> Caller:
    return Caller(SLUG, "bench", Role.OWNER, AT, on)


def _post() -> Any:
    return replace(post(), clock=lambda: AT)


class _Ready:
    """Papers whose PDFs are ready: texts and languages are those of the product."""

    def __init__(self) -> None:
        real = papers(SLUG)
        self.language, self.message, self.letter = real.language, real.message, real.letter

    def statement(self, facts: StatementFacts) -> bytes:
        """Give the PDF of a customer."""
        return PDF + facts.customer.ref.encode()

    def invoice(self, facts: InvoiceFacts) -> bytes:
        """Give the PDF of an invoice."""
        return PDF + facts.item.number.encode()

    def __getattr__(self, name: str) -> Any:
        """Give what else papers can do."""
        return getattr(papers(SLUG), name)


def _books(count: int, port: int) -> None:
    """Let so many customers owe one invoice each, of which a copy goes along with the reminder of the day."""
    first = _caller(FIRST)
    open_company(first, slug=SLUG, name="Ours B.V.", country="NL", currency="EUR")
    options = {"host": "127.0.0.1", "port": port, "security": "none"}
    configure_channel(
        first, open_channel, channel="email", kind="email_smtp", options=options, from_address="ar@ours.example"
    )
    for number in range(count):
        ref = f"C-{number}"
        add_customer(first, ref=ref, name=f"Customer {number}", country="NL", email=f"ap@c{number}.example")
        post_invoice(
            first, number=f"INV-{number}", customer=ref, amount_minor=500_00 + number, currency="EUR", due_date=DUE
        )
    run_collections(_caller(DAY), as_of=DAY, allow_stale=True, approved=True)


@contextmanager
def _server() -> Iterator[int]:
    """Run a server that takes all mail and keeps none, in a process of its own, and give its port."""
    command = [sys.executable, "-c", _TAKES_ALL]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - nothing comes from outside
        try:
            assert running.stdout is not None  # noqa: S101 - it was asked for
            yield int(running.stdout.readline())
        finally:
            running.kill()


_TAKES_ALL = r"""
import socket
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    line, _ = listener.accept()
    talk = line.makefile("rwb")
    def say(text):
        talk.write(text + b"\r\n")
        talk.flush()
    say(b"220 ready")
    while words := talk.readline():
        verb = words[:4].upper()
        if verb == b"DATA":
            say(b"354 go on")
            while talk.readline() != b".\r\n":
                pass
        say(b"250 ok")
        if verb == b"QUIT":
            break
    line.close()
"""
