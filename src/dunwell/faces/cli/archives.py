"""Commands of the archive: find, export what is known of somebody, erase what need not be kept any more."""

from pathlib import Path
from typing import Annotated

import typer

from dunwell import wiring
from dunwell.faces.cli import options as o
from dunwell.faces.cli import page
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk
from dunwell.faces.cli.screen import json_text

PANEL = "Policies, books and upkeep"
DATED = LOOKS | {"today": (o.Today, None)}


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="Find what is kept, export it, and erase it when its time is over.", no_args_is_help=True)
    at_desk(group, "find", "", LOOKS)(find)
    at_desk(group, "export", "", LOOKS)(export)
    at_desk(group, "due", "", DATED)(due)
    at_desk(group, "erase", "", WRITES)(erase)
    app.add_typer(group, name="archive", rich_help_panel=PANEL)


def find(
    desk: Desk, text: Annotated[str, typer.Argument(metavar="TEXT", help="A number, amount, name or word.")]
) -> None:
    """Find items, money, messages, customers and what was said by number, amount, name or text; the newest first.

    Examples: dunwell archive find INV-7 · dunwell archive find 1,200.00
    """
    company = desk.ledger()
    from dunwell.queries.archive import find as query

    rows = query(company, text)
    if not desk.screen.facts({"found": rows}):
        desk.screen.table(page.listing(rows)) if rows else desk.screen.line("Nothing.")


def export(
    desk: Desk,
    customer: o.Customer,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="A .json file.")],
) -> None:
    """Export all that is known of a customer, for whoever asks what is kept about them.

    Example: dunwell archive export ACME --out acme.json
    """
    company = desk.ledger()
    from dunwell.queries.archive import person_facts

    facts = person_facts(company, customer)
    path = wiring.write_file(out, json_text(facts).encode())
    rows = sum(len(each) for each in facts.values() if isinstance(each, list))
    if not desk.screen.facts({"customer": customer, "rows": rows, "file": str(path)}):
        desk.screen.line(f"All that is known of {customer} ({rows} rows) is in {path}")


def due(desk: Desk) -> None:
    """List the customers of whom something need not be kept any more.

    Example: dunwell archive due
    """
    company = desk.ledger()
    from dunwell.queries.archive import due_for_erasing

    rows = due_for_erasing(company, desk.day())
    if not desk.screen.facts({"due": rows}):
        desk.screen.table(page.listing(rows)) if rows else desk.screen.line("Nothing yet.")


def erase(desk: Desk, customer: o.Customer) -> None:
    """Erase what need not be kept of a customer any more: notes first, books later. The journal stays provable.

    Example: dunwell archive erase ACME
    """
    from dunwell.usecases.erase_archived import erase_archived

    desk.done(f"What need not be kept of {customer} is erased", erase_archived(desk.caller(), customer=customer))
