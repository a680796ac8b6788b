"""The command that takes a file of invoices in. Knows no format: the reader comes from wiring."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.faces.cli import exits
from dunwell.faces.cli.desk import WRITES, Desk, at_desk
from dunwell.faces.cli.screen import Screen, count, table

PANEL = "Invoices and credit notes"
SHOWN = 40  # problems on a page; --json has them all
COUNTED = {
    "customers": "new customers",
    "invoices": "invoices",
    "settled": "of them settled",
    "part_paid": "part paid",
    "disputed": "disputed",
    "credits": "credit notes",
    "unchanged": "on the books already",
}


class DateOrder(StrEnum):
    """What stands first in dates such as 03/04/2026."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "import", PANEL, WRITES)(import_file)


def import_file(
    desk: Desk,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A list of invoices with a header line.")],
    date_order: Annotated[
        DateOrder | None, typer.Option("--date-order", help="Of dates that could be read two ways.")
    ] = None,
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help="Of rows that name none, such as USD.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="Which header is which field, if they are unusual.")
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="The file lists all that is open today: cash is known up to now.")
    ] = False,
) -> None:
    """Take in a file of invoices: good rows go in, bad ones are named with line, field, value and reason.

    The same file twice changes nothing. Dates that could be read two ways are refused unless the file itself proves
    the order or --date-order says it. Exit code 1 where rows were refused, 2 where the whole file was.

    Example: dunwell import ledger.csv --currency USD --dry-run
    """
    caller = desk.caller()
    from dunwell.usecases.import_items import import_items

    reading = wiring.items_reader()(
        file, date_order=date_order.value if date_order else None, currency=currency, mapping=mapping
    )
    answer = import_items(caller, reading=reading, complete_on=desk.day() if complete else None)
    if not desk.screen.facts(answer | ({"dry_run": True} if desk.dry else {})):
        _show(desk.screen, answer, dry=desk.dry)
    if answer["refused"]:
        raise typer.Exit(exits.UNREADABLE)
    if answer["rows_refused"]:
        raise typer.Exit(exits.AMISS)


def _show(screen: Screen, answer: dict[str, Any], *, dry: bool) -> None:
    tried = " (tried only, nothing is written)" if dry else ""
    if answer["refused"]:
        screen.title(f"{answer['file']} was not taken in")
    else:
        told = [f"{answer[name]} {said}" for name, said in COUNTED.items() if answer.get(name)]
        again = " This file was taken in before." if answer["already"] else ""
        screen.title(f"{answer['file']}: {', '.join(told) or 'nothing new'} of {answer['rows']} rows{tried}.{again}")
    taken = answer["taken_for"]
    for name in ("date_order", "decimal", "delimiter", "encoding"):
        if taken.get(f"{name}_why"):
            screen.line(f"{name.replace('_', ' ')}: {taken[f'{name}_why']}", style="dim")
    _show_problems(screen, answer["problems"])


def _show_problems(screen: Screen, problems: list[dict[str, Any]]) -> None:
    if not problems:
        return
    refused = sum(each["count"] for each in problems if each["severity"] == "refused")
    title = f"{count(refused, 'row')} refused" if refused else "To look at"
    made = table(">Line", "Field", "Value", "What is wrong, and the way out", title=title)
    for each in problems[:SHOWN]:
        times = f" ({each['count']} rows)" if each["count"] > 1 else ""
        told = f"{each['message']}{times}. {each['way_out']}"
        made.add_row(str(each["line"] or ""), each["field"], each["value"], told)
    screen.line()
    screen.table(made)
    if len(problems) > SHOWN:
        screen.line(f"… and {len(problems) - SHOWN} more; --json lists them all", style="dim")
