"""Commands for those who keep the installation: migrate, check, play."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dunwell import config
from dunwell.domain.errors import UserError
from dunwell.faces.cli import exits, tables
from dunwell.faces.cli.desk import PLAIN, Desk, at_desk
from dunwell.faces.cli.screen import count
from dunwell.policy.books import Book, parse_book

PANEL = "Policies, books and upkeep"


class Engine(StrEnum):
    """What decides the days of a book."""

    DECIDE = "decide"
    REFERENCE = "reference"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "play", PANEL, PLAIN, books=False)(play)
    at_desk(app, "check", PANEL, PLAIN)(check)
    at_desk(app, "migrate", PANEL, PLAIN, books=False)(migrate)


def migrate(desk: Desk) -> None:
    """Make or change the tables of the database. (The embedded one is kept up to date by itself.)

    Example: dunwell migrate
    """
    config.setup()
    made = tables.migrate()
    if not desk.screen.facts({"changes": made}):
        desk.screen.line(
            f"{count(made, 'change')} made; the tables are those of this version." if made else "Nothing to change."
        )


def check(desk: Desk) -> None:
    """Check the truths of the books: what must always hold. Exit code 1 where one does not.

    Example: dunwell check
    """
    from dunwell.invariants import TRUTHS, check_all

    broken = check_all()
    facts = [
        {"name": each.name, "sentence": each.sentence, "table": each.table, "total": each.total, "ids": list(each.ids)}
        for each in broken
    ]
    if not desk.screen.facts({"truths": len(TRUTHS), "broken": facts}):
        for each in broken:
            desk.screen.line(str(each), style="red")
        desk.screen.line(f"{len(TRUTHS) - len(broken)} of {len(TRUTHS)} truths of the books hold.")
    if broken:
        raise typer.Exit(exits.AMISS)


def play(
    desk: Desk,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Books, or folders of them (*.book).")],
    engine: Annotated[
        Engine, typer.Option("--engine", help="The fast decision, or its readable twin.")
    ] = Engine.DECIDE,
) -> None:
    """Play books on a throw-away database, and say for each whether the story ends as it is written.

    Exit code 1 where a book differs, 2 where one cannot be read.

    Example: dunwell play tests/scenario/*.book
    """
    found = _found(files)
    config.setup_throw_away()
    tables.migrate()
    results = []
    for path in found:
        results.append(_played(path, engine))
        if not desk.as_json:
            told = results[-1]
            desk.screen.line(str(told["difference"] or told["error"] or f"{path} ok"))
    desk.screen.facts({"books": results})
    if any(result["error"] for result in results):
        raise typer.Exit(exits.UNREADABLE)
    if not all(result["ok"] for result in results):
        raise typer.Exit(exits.AMISS)


def _played(path: Path, engine: Engine) -> dict[str, object]:
    """Play one book and undo it: a book that cannot be read does not keep the others from being played."""
    from django.db import transaction

    from dunwell.usecases.play import play_book

    try:
        book = _read(path)
        with transaction.atomic():
            difference = play_book(book, "book", engine.value)
            transaction.set_rollback(True)
    except UserError as error:
        return {"file": str(path), "ok": False, "difference": None, "error": str(error.at(file=str(path)))}
    return {"file": str(path), "ok": difference is None, "difference": str(difference or "") or None, "error": None}


def _found(paths: list[Path]) -> list[Path]:
    """List the books among files and folders. Raises UserError where a folder has none."""
    found = []
    for path in paths:
        books = sorted(path.rglob("*.book")) if path.is_dir() else [path]
        if not books:
            raise UserError(
                "no_books", f"There is no book in {path}", "Name a folder with files *.book", file=str(path)
            )
        found += books
    return found


def _read(path: Path) -> Book:
    try:
        return parse_book(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise UserError("file_unreadable", f"{path} cannot be read: {told}", "Name a book", file=str(path)) from error
