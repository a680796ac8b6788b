"""The commands that take files in, list them, and take one back. Know no format: the reader comes from wiring."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.faces.cli import crew, exits, options
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk
from dunwell.faces.cli.intake_page import show_answer, show_taken_for
from dunwell.faces.cli.screen import table
from dunwell.ports import FileReading

PANEL = "Invoices and credit notes"


class DateOrder(StrEnum):
    """What stands first in dates such as 03/04/2026."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Kind(StrEnum):
    """What a file can be taken as."""

    INVOICES = "invoices"
    OPEN_ITEMS = "open_items"
    PAYMENTS = "payments"
    CUSTOMERS = "customers"
    E_INVOICE = "e_invoice"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "import", PANEL, WRITES)(import_files)
    at_desk(app, "imports", PANEL, LOOKS)(list_files)


Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE|FOLDER]...", help="Lists of invoices, payments or customers; electronic invoices."),
]
OpenItemsOf = Annotated[
    date | None,
    typer.Option(
        "--open-items-of",
        parser=options.read_date,
        metavar="DATE",
        help="The file lists all that was open at the end of this day: what it leaves out was settled.",
    ),
]
What = Annotated[bool, typer.Option("--what", help="Say what each file is taken for and why; write nothing.")]
TakeAs = Annotated[Kind | None, typer.Option("--take-as", help="Take the files as this, whatever their headers say.")]
Order = Annotated[DateOrder | None, typer.Option("--date-order", help="Of dates that could be read two ways.")]
Currency = Annotated[
    str | None, typer.Option("--currency", metavar="CODE", help="Of rows that name none, such as USD.")
]
Map = Annotated[
    str | None,
    typer.Option("--map", metavar="FILE|NAME", help="Which header is which field, if they are unusual."),
]
SaveMap = Annotated[
    str | None, typer.Option("--save-map", metavar="NAME", help="Save the mapping of --map under this name.")
]
Complete = Annotated[bool, typer.Option("--complete", help="The same as --open-items-of for today.")]
Confirm = Annotated[
    bool, typer.Option("--confirm", help="Settle by list even where more than a fifth of what is open would go.")
]
Undo = Annotated[
    int | None, typer.Option("--undo", metavar="NUMBER", help="Take an import back on which nothing was sent.")
]


def import_files(
    desk: Desk,
    files: Files = None,
    open_items_of: OpenItemsOf = None,
    what: What = False,
    take_as: TakeAs = None,
    date_order: Order = None,
    currency: Currency = None,
    mapping: Map = None,
    save_map: SaveMap = None,
    complete: Complete = False,
    confirm: Confirm = False,
    undo: Undo = None,
) -> None:
    """Take in files, each told apart by what stands in it: good rows go in, bad ones are named with the way out.

    The same file twice changes nothing. Dates that could be read two ways are refused unless the file itself proves
    the order or --date-order says it. Exit code 1 where rows were refused, 2 where a whole file was.

    Examples: dunwell import ledger.csv --currency USD --dry-run
    · dunwell import open.csv --open-items-of 2026-03-31
    · dunwell import --undo 7
    """
    if undo is not None:
        _take_back(desk, undo)
        return
    fields = _mapping(desk, mapping, save_map)
    said: dict[str, Any] = {"date_order": date_order.value if date_order else None, "currency": currency}
    said |= {"what": take_as.value if take_as else None, "mapping": fields}
    readings = [wiring.files_reader()(path, **said) for path in _paths(files or [])]
    if what:
        _tell(desk, readings)
        return
    caller = desk.caller()
    from dunwell.usecases.import_readings import import_readings

    as_of = open_items_of or (desk.day() if complete else None)
    answers = []
    with crew.stoppable() as stop, crew.bar(desk) as tell:
        for answer in import_readings(caller, readings, as_of=as_of, confirm=confirm):
            answers.append(answer)
            tell("files", len(answers), len(readings))
            if not desk.as_json:
                show_answer(desk.screen, answer, dry=desk.dry)
            if stop():
                break
    tried = {"dry_run": True} if desk.dry else {}
    desk.screen.facts((answers[0] if len(answers) == 1 else {"files": answers}) | tried)
    _leave(answers)


def list_files(
    desk: Desk,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many at most.")] = 50,
) -> None:
    """List the files that were taken in, the newest first: its number takes one back.

    Example: dunwell imports --limit 10
    """
    from dunwell.queries.imports import list_imports

    rows = list_imports(desk.ledger(), limit)
    if desk.screen.facts({"imports": rows}):
        return
    made = table(">Number", "Taken in", "File", "As", "Complete list of", "Taken back")
    for row in rows:
        dates = [row[name] or "" for name in ("complete_on", "undone_on")]
        made.add_row(str(row["import_id"]), row["taken_in_on"], row["file"], row["what"], *dates)
    desk.screen.title(f"{len(rows)} imports" if rows else "No file was taken in yet")
    desk.screen.table(made)


def _paths(given: Sequence[Path]) -> Iterator[Path]:
    """Give the files, those of a folder by their names; hidden ones and locks of open documents are left out."""
    if not given:
        raise UserError("file_not_named", "No file is named", "Name files or folders, or see `dunwell imports`")
    for path in given:
        if path.is_dir():
            found = (each for each in sorted(path.rglob("*")) if each.is_file())
            yield from (each for each in found if not each.name.startswith((".", "~$")))
        else:
            yield path


def _mapping(desk: Desk, given: str | None, name: str | None) -> dict[str, str] | None:
    """Read the mapping that is meant, a file or one saved by name, and save it if that was asked for."""
    if given is None:
        if name is not None:
            raise UserError("mapping_missing", "There is no mapping to save", "Give it with --map FILE", field="map")
        return None
    from dunwell.queries.imports import saved_mapping
    from dunwell.usecases.save_mapping import save_mapping

    path = Path(given)
    fields = wiring.mapping_reader()(path) if path.is_file() else saved_mapping(desk.ledger(), given)
    if name is not None:
        save_mapping(desk.caller(), name=name, fields=fields)
    return fields


def _take_back(desk: Desk, number: int) -> None:
    from dunwell.usecases.undo_import import undo_import

    answer = undo_import(desk.caller(), number=number)
    desk.done(f"{answer['file'] or 'The import'} was taken back", answer)


def _tell(desk: Desk, readings: Sequence[FileReading]) -> None:
    told = [{"file": each.file, "refused": each.is_refused, "taken_for": asdict(each.taken_for)} for each in readings]
    if not desk.screen.facts({"files": told}):
        for each in readings:
            show_taken_for(desk.screen, each)
            for problem in each.problems if each.is_refused else ():
                desk.screen.line(f"{problem.message}. {problem.way_out}")
    if any(each.is_refused for each in readings):
        raise typer.Exit(exits.UNREADABLE)


def _leave(answers: Sequence[dict[str, Any]]) -> None:
    if any(answer["refused"] for answer in answers):
        raise typer.Exit(exits.UNREADABLE)
    if any(answer["rows_refused"] for answer in answers):
        raise typer.Exit(exits.AMISS)
