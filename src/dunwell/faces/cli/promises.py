"""Commands about the words of customers: what became of promises, cheques that bounced."""

from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli import page
from dunwell.faces.cli.agreements import PANEL
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "promises", PANEL, LOOKS)(promises)
    at_desk(app, "cheque-bounced", PANEL, WRITES)(cheque_bounced)


def promises(
    desk: Desk,
    customer: Annotated[str, typer.Argument(metavar="[CUSTOMER]", help="Of this customer alone.")] = "",
) -> None:
    """List promises and plans with what became of each, and how often and with how much words were kept.

    Example: dunwell promises ACME
    """
    company = desk.ledger()
    from dunwell.queries.promises import promise_facts

    facts = promise_facts(company, customer or None)
    if desk.screen.facts(facts):
        return
    for title, rows in (("Promises", facts["promises"]), ("Kept, in percent", facts["rates"])):
        desk.screen.table(page.listing(rows, title=title)) if rows else desk.screen.line(f"{title}: none.")


def cheque_bounced(
    desk: Desk,
    customer: o.Customer,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The cheque's number.")],
) -> None:
    """Note that a cheque bounced: its promise is broken, and money booked under its number goes out again.

    Example: dunwell cheque-bounced ACME 00123
    """
    from dunwell.usecases.bounce_cheque import bounce_cheque

    answer = bounce_cheque(desk.caller(), customer=customer, number=number)
    desk.done(f"Cheque {number} of {customer} bounced", answer)
