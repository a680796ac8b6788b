"""The command line as a user has it: words in, exit code and text out, on the test's own database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from dunwell.faces.cli.main import main


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        """Give what was printed as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """Give the error that was printed as JSON."""
        return json.loads(self.err)["error"]


Dunwell = Callable[..., Done]


@pytest.fixture
def dunwell(db: None, capsys: pytest.CaptureFixture[str]) -> Dunwell:
    """Give the command: `dunwell("payment", "ACME", "100", "EUR")`."""

    def call(*words: str) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(words)
        printed = capsys.readouterr()
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, printed.out, printed.err)

    return call


@pytest.fixture
def acme(dunwell: Dunwell) -> Dunwell:
    """Give the command over books in which ACME owes 1,200.00 EUR since 31 March, and cash is fresh."""
    day = ("--today", "2026-03-01")
    for words in (
        ("company", "add", "ours", "Ours B.V.", "--country", "NL", "--currency", "EUR", *day),
        ("customer", "add", "ACME", "Acme d.o.o.", "--country", "RS", "--email", "ap@acme.example", *day),
        ("customer", "add", "BETA", "Beta GmbH", "--country", "DE", *day),
        ("invoice", "INV-7", "ACME", "1,200.00", "EUR", "--due", "2026-03-31", *day),
        ("payment", "BETA", "10.00", "EUR", "--today", "2026-04-08"),
    ):
        assert dunwell(*words).code == 0
    return dunwell
