"""The demo: an invented company with sixty customers in six countries, its history, and three days shown.

The story stands in `demo.book` and goes through the real use cases; its runs are real runs. It lives in a folder of its
own, made anew each time, so that the commands to try next work and no real ledger is touched; the letters that its
shown runs decided are written beside it.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from dunwell import config
from dunwell.config.environment import installation
from dunwell.domain.roles import Role
from dunwell.faces.cli import demo_case, demo_office, demo_post, page, run_page, tables
from dunwell.faces.cli.desk import Desk, at_desk
from dunwell.faces.cli.running import run_told
from dunwell.faces.cli.screen import Screen
from dunwell.policy.books import Statement, parse_book, verb_of
from dunwell.policy.books.statements import Run, RunDaily

if TYPE_CHECKING:
    from dunwell.usecases.work import Caller

PANEL = "The day"
COMPANY = "Zuiderkade Gereedschap B.V."
SLUG = "demo"
DATABASE = "dunwell.sqlite3"  # the name under which the embedded database is found in a folder
MORNING = time(9)
TRY = ("explain DE09 --as-of {day}", "customer show RU06 --today {day}", "aging --as-of {day} --by customer")
PICTURE_WIDTH = 124
FETCHED_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # a picture of ours loads nothing from anywhere


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "demo", PANEL, {}, books=False)(demo)


def demo(
    desk: Desk,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE", help="Draw the last day as an SVG picture, too.")
    ] = None,
) -> None:
    """Play three days of an invented company: who is contacted with what and why, who is not and why not.

    On a terminal it ends with the workbench open to use, until Ctrl-C.

    Example: dunwell demo
    """
    home = _fresh_home()
    config.setup(f"sqlite:///{home / DATABASE}")
    tables.migrate()
    screen = desk.screen
    screen.title(f"{COMPANY} (invented): sixty customers in six countries, and one whose matter is over")
    screen.line("Its history since December is played through the real use cases, a run a day …", style="dim")
    from django.db import transaction

    with transaction.atomic():  # one commit for the whole story: its books are invented and can be made again
        days = list(_days(home))
    for day in days:
        _show_day(screen, day)
    _show_aging(screen, days[-1]["as_of"])
    last = date.fromisoformat(days[-1]["as_of"])
    late = sorted({row["customer"] for row in days[-1]["contacts"] if row["days"] > 0})
    demo_post.write_statements(SLUG, late, last, home)
    demo_post.say_where(screen, home)
    verify = demo_case.write(screen, _caller(last), home)
    _say_next(screen, home, [words.format(day=last) for words in TRY] + [verify])
    if picture is not None:
        _draw(picture, days[-1])
    if demo_office.somebody_looks_on():
        demo_office.stay_open(screen, _caller(last), last)


def _fresh_home() -> Path:
    """Make the demo's own folder below DUNWELL_HOME, and remove what an earlier demo left in it."""
    home = installation().home / "demo"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in home.glob(f"{DATABASE}*"):
        old.unlink()
    return home


def _days(home: Path) -> Iterator[dict[str, Any]]:
    """Play the story, and give what each of its shown runs decided."""
    from dunwell.usecases.open_company import open_company
    from dunwell.usecases.play.lines import carry_out

    book = parse_book((files("dunwell.faces.cli") / "demo.book").read_text(encoding="utf-8"), "demo.book")
    first = _caller(demo_case.statements()[0].on - timedelta(days=1))
    open_company(first, slug=SLUG, name=COMPANY, country=book.company, currency="EUR", zone="Europe/Amsterdam")
    demo_post.set_up(first, home)
    demo_case.play(_caller, home)
    demo_post.send_into(_caller(book.statements[0].on), home / demo_post.OUTBOX)
    for statement in book.statements:
        verb = verb_of(statement)
        if isinstance(verb, Run | RunDaily):
            yield from _runs(statement)
        else:
            carry_out(_caller(statement.on), verb)


def _runs(statement: Statement) -> Iterator[dict[str, Any]]:
    """Run the days of a line; those of `run daily` are history and are not shown."""
    from dunwell.usecases.run_collections import run_collections

    shown = isinstance(statement, Run)
    last = statement.to if isinstance(statement, RunDaily) else statement.on
    for number in range((last - statement.on).days + 1):
        day = statement.on + timedelta(days=number)
        history: dict[str, Any] = {"allow_stale": True, "approved": True, "delivered": True}
        answer = run_collections(_caller(day), as_of=day, **({} if shown else history))
        if shown:
            yield answer | run_told(answer["run"], SLUG, day)
            demo_post.send(_caller(day))


def _caller(on: date) -> "Caller":
    from dunwell.usecases.work import Caller

    return Caller(SLUG, "demo", Role.OWNER, datetime.combine(on, MORNING, UTC), on)


def _show_day(screen: Screen, facts: dict[str, Any]) -> None:
    on = date.fromisoformat(facts["as_of"])
    screen.line()
    screen.page.rule(f"{on:%A}, {on.day} {on:%B %Y}", align="left")
    run_page.show(screen, facts)


def _show_aging(screen: Screen, as_of: str) -> None:
    from dunwell.queries.aging import aging
    from dunwell.queries.companies import the_company

    screen.line()
    screen.page.rule("Aging", align="left")
    page.aging(screen, aging(the_company(SLUG), date.fromisoformat(as_of)))


def _say_next(screen: Screen, home: Path, commands: list[str]) -> None:
    screen.line()
    screen.title("Try next")
    screen.line(f"export DUNWELL_HOME={home}")
    for words in commands:
        screen.line(f"dunwell {words}")


def _draw(path: Path, facts: dict[str, Any]) -> None:
    """Draw a day as a picture of a terminal; the same story gives the same picture."""
    console = Console(record=True, width=PICTURE_WIDTH, highlight=False, markup=False, file=io.StringIO())
    _show_day(Screen(page=console), facts)
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = console.export_svg(title="dunwell demo", unique_id="dunwell-demo")
    path.write_text(FETCHED_FONT.sub("", drawn).replace("Fira Code", "DejaVu Sans Mono"), encoding="utf-8")
