"""Commands about disputes, and files that belong to what was agreed or contested."""

from pathlib import Path
from typing import Annotated

import typer

from dunwell.domain.errors import UserError
from dunwell.faces.cli import options as o
from dunwell.faces.cli import page
from dunwell.faces.cli.agreements import PANEL
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "disputes", PANEL, LOOKS | {"today": (o.Today, None)})(disputes)
    at_desk(app, "enclose", PANEL, WRITES)(enclose)


def disputes(
    desk: Desk,
    every: Annotated[bool, typer.Option("--all", help="Those that have ended, too.")] = False,
) -> None:
    """List open disputes with owner, deadline and files, and the figures by reason.

    Example: dunwell disputes --all
    """
    company = desk.ledger()
    from dunwell.queries.disputes import dispute_facts

    facts = dispute_facts(company, desk.day(), every=every)
    if desk.screen.facts(facts):
        return
    for title, rows in (("Disputes", facts["disputes"]), ("By reason", facts["by_reason"])):
        desk.screen.table(page.listing(rows, title=title)) if rows else desk.screen.line(f"{title}: none.")


def enclose(
    desk: Desk,
    customer: o.Customer,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to be kept.")],
    to: Annotated[str, typer.Option("--to", metavar="WHAT", help="dispute, acceptance or offer: the newest.")],
    invoice: Annotated[str, typer.Option("--invoice", metavar="INVOICE", help="Of a dispute: about this one.")] = "",
) -> None:
    """Keep a file with a dispute, an accepted term or a proposal; it is found again by the hash of its bytes.

    Example: dunwell enclose ACME photo.jpg --to dispute --invoice INV-7
    """
    from dunwell.usecases.enclose import enclose as use_case

    try:
        content = file.read_bytes()
    except OSError as fault:
        raise UserError(
            "file_unreadable", f"{file} cannot be read: {fault.strerror}", "Name a file", file=str(file)
        ) from None
    answer = use_case(desk.caller(), customer=customer, name=file.name, content=content, to=to, item=invoice)
    desk.done(f"{file.name} is kept", answer)
