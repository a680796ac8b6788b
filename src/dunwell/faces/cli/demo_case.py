"""The demo's closed matter: one customer from agreed terms to the end in court, and the case file that proves it.

The story stands in `demo_case.book`. Its runs are history like others of the demo, but what they decided is made and
sent, since a case file holds each message as it was sent. Knows neither what a case file holds nor how it is verified.
"""

from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from dunwell import wiring
from dunwell.domain.case_file import check_case
from dunwell.faces.cli import demo_post
from dunwell.faces.cli.screen import Screen, count
from dunwell.policy.books import Statement, parse_book, verb_of
from dunwell.policy.books.statements import Run, RunDaily

if TYPE_CHECKING:
    from dunwell.usecases.work import Caller

CUSTOMER = "NL11"
FOLDER = "case"


def statements() -> tuple[Statement, ...]:
    """Read the story, the oldest line first."""
    text = (files("dunwell.faces.cli") / "demo_case.book").read_text(encoding="utf-8")
    return tuple(parse_book(text, "demo_case.book").statements)


def play(caller: "Callable[[date], Caller]", home: Path) -> None:
    """Play the story, whose messages go into a folder of its own below `home`."""
    from dunwell.usecases.play.lines import carry_out

    told = statements()
    demo_post.send_into(caller(told[0].on), home / demo_post.OUTBOX / FOLDER)
    for statement in told:
        verb = verb_of(statement)
        if isinstance(verb, Run | RunDaily):
            _run(statement, caller)
        else:
            carry_out(caller(statement.on), verb)


def _run(statement: Statement, caller: "Callable[[date], Caller]") -> None:
    from dunwell.usecases.run_collections import run_collections

    last = statement.to if isinstance(statement, RunDaily) else statement.on
    for number in range((last - statement.on).days + 1):
        day = caller(statement.on + timedelta(days=number))
        run_collections(day, as_of=day.today, allow_stale=True, approved=True)
        demo_post.send(day)


def write(screen: Screen, caller: "Caller", home: Path) -> str:
    """Write the case file beside the letters, verify it as counsel would, and give the command that does so.

    The key that signs it is the demo's own.
    """
    from dunwell.usecases.make_case_file import make_case_file

    case, told = make_case_file(caller, wiring.case_tools(caller.company, home), customer=CUSTOMER)
    path = wiring.write_file(home / demo_post.OUTBOX / FOLDER / f"{CUSTOMER}.zip", case)
    known = {"root": told["root"], "key": told["key"]}
    verdict = check_case(path.read_bytes(), wiring.signature_verifier(), **known)
    screen.line()
    screen.page.rule("A closed matter", align="left")
    screen.line(f"{CUSTOMER}, from agreed terms to the end in court: {count(told['events'], 'event')} in {path}")
    screen.line(f"Verified: {verdict.sentence}")
    return f"verify-case {quote(str(path))} --root {told['root']} --key {told['key']}"
