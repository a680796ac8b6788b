"""Commands for the day on which everything is lost: backup and restore. They speak of the whole installation."""

from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import config, wiring
from dunwell.config.environment import installation
from dunwell.config.home_files import home_files
from dunwell.config.private_files import write_whole
from dunwell.faces.cli.desk import PLAIN, Desk, at_desk, login
from dunwell.faces.cli.screen import count
from dunwell.faces.cli.upkeep import PANEL

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file, such as dunwell-2026-04-22.backup.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "backup", PANEL, PLAIN)(backup)
    at_desk(app, "restore", PANEL, PLAIN, books=False)(restore)


def backup(desk: Desk, file: File) -> None:
    """Write the whole installation into one file, while others work in it: books, evidence, keys and passwords.

    The file is readable by you alone, and whoever has it has everything. Keep the roots that are printed elsewhere.

    Example: dunwell backup dunwell-2026-04-22.backup
    """
    told = _backed_up(file)
    if desk.screen.facts(told):
        return
    desk.screen.title(f"{count(told['rows'], 'row')} and {count(told['files'], 'file')} in {told['file']}")
    for company in told["companies"]:
        root = company["root"]
        sealed = f"journal root {root['number']}:{root['hash']}" if root else "nothing sealed yet"
        desk.screen.line(f"{company['slug']}: {sealed}, {count(company['unsealed'], 'entry', 'entries')} not sealed")


def restore(
    desk: Desk,
    file: File,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where there is an installation; it is backed up first.")
    ] = False,
) -> None:
    """Put back what a backup holds, on SQLite or PostgreSQL. Nothing is sent until `dunwell outbox release`.

    What had not been sent when the backup was made is in doubt: nobody knows here whether it went out since.

    Example: dunwell restore dunwell-2026-04-22.backup
    """
    config.setup()
    from dunwell.usecases.restore_backup import Place, restore_backup

    home, at = installation().home, wiring.now()
    place = Place(home, write_whole, login(), at, wiring.today)
    aside = home / f"before-restore-{at:%Y%m%d-%H%M%S}.backup"
    told = restore_backup(file, place, replace=(lambda: _backed_up(aside)) if replace else None)
    if desk.screen.facts(told):
        return
    desk.screen.title(f"{count(told['rows'], 'row')} and {count(told['files'], 'file')} are back")
    if told["replaced"]:
        desk.screen.line(f"What was there before lies in {told['replaced']['file']}")
    for company in told["companies"]:
        doubt = f", {count(company['in_doubt'], 'message')} in doubt" if company["in_doubt"] else ""
        desk.screen.line(f"{company['company']}: sending is off{doubt}")
    desk.screen.line("When you know that nobody is written to twice: dunwell outbox release")


def _backed_up(file: Path) -> dict[str, Any]:
    from dunwell.usecases.make_backup import make_backup

    return make_backup(file, home_files(), wiring.now())
