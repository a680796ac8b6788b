"""Commands about credit: limits, reviews, figures, orders told, credit frozen."""

from datetime import date
from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli import page
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk, minor, pair

PANEL = "Credit"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "credits", PANEL, LOOKS | {"today": (o.Today, None)})(credits_)
    at_desk(app, "limit", PANEL, WRITES)(limit)
    at_desk(app, "credit-review", PANEL, WRITES)(credit_review)
    at_desk(app, "figure", PANEL, WRITES)(figure)
    at_desk(app, "freeze", PANEL, WRITES)(freeze)
    at_desk(app, "unfreeze", PANEL, WRITES)(unfreeze)
    at_desk(app, "order", PANEL, WRITES)(order)


def credits_(
    desk: Desk,
    customer: Annotated[str, typer.Argument(metavar="[CUSTOMER]", help="All about this one.")] = "",
) -> None:
    """List who has a credit limit with what is open and ordered; or tell all about one customer's credit.

    Examples: dunwell credits · dunwell credits ACME
    """
    company = desk.ledger()
    from dunwell.queries.credit import credit_facts, exposures

    if customer:
        page.customer(desk.screen, credit_facts(company, customer, desk.day()) | {"name": "credit"})
        return
    rows = exposures(company)
    if not desk.screen.facts({"credits": rows}):
        desk.screen.table(page.listing(rows)) if rows else desk.screen.line("Nobody has a limit.")


def limit(desk: Desk, customer: o.Customer, amount: o.Amount, currency: o.Currency, reason: o.Reason = "") -> None:
    """Set the credit limit of a customer, or ask for it where the policy wants a yes.

    Example: dunwell limit ACME 5,000.00 EUR --reason "three good years"
    """
    from dunwell.usecases.set_limit import set_limit

    answer = set_limit(
        desk.caller(),
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        reason=reason,
    )
    desk.done(f"The limit of {customer} is set", answer)


def credit_review(desk: Desk, customer: o.Customer) -> None:
    """Review the credit limit of a customer by its score: raised, lowered, frozen or kept, with the reasons.

    Example: dunwell credit-review ACME
    """
    from dunwell.usecases.review_credit import review_credit

    desk.done(f"The limit of {customer} is reviewed", review_credit(desk.caller(), customer=customer, cause="person"))


def figure(
    desk: Desk,
    customer: o.Customer,
    name: Annotated[str, typer.Argument(metavar="NAME", help="equity, profit, turnover or agency-score.")],
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="A whole number.")],
    currency: Annotated[str, typer.Option("--currency", metavar="CODE", help="Of an amount.")] = "",
    on: Annotated[
        date | None, typer.Option("--on", parser=o.read_date, metavar="DATE", help="Of which day it is.")
    ] = None,
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help="From where it comes.")] = "",
) -> None:
    """Enter a figure known of a customer, from its balance sheet or an agency.

    Example: dunwell figure ACME equity 120000 --currency EUR --source "accounts of 2025"
    """
    from dunwell.usecases.enter_figure import enter_figure

    answer = enter_figure(
        desk.caller(),
        customer=customer,
        name=name,
        number=number,
        currency=currency.upper(),
        as_of=on,
        source=source,
    )
    desk.done(f"{name} of {customer} is kept", answer)


def freeze(desk: Desk, customer: o.Customer, reason: o.Reason = "") -> None:
    """Sell nothing on credit to a customer until somebody lifts it.

    Example: dunwell freeze ACME --reason "new owners"
    """
    from dunwell.usecases.freeze_credit import freeze_credit

    desk.done(f"The credit of {customer} is frozen", freeze_credit(desk.caller(), customer=customer, reason=reason))


def unfreeze(desk: Desk, customer: o.Customer, reason: o.Reason = "") -> None:
    """Sell to a customer on credit again.

    Example: dunwell unfreeze ACME
    """
    from dunwell.usecases.freeze_credit import unfreeze_credit

    answer = unfreeze_credit(desk.caller(), customer=customer, reason=reason)
    desk.done(f"{customer} is sold to on credit again", answer)


def order(
    desk: Desk,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The order's own number.")],
    customer: Annotated[str, typer.Argument(metavar="[CUSTOMER", help="Who ordered.")] = "",
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="For how much.")] = "",
    currency: Annotated[str, typer.Argument(metavar="CURRENCY]", help="Such as EUR.")] = "",
    ended: Annotated[str, typer.Option("--ended", metavar="HOW", help="invoiced or cancelled.")] = "",
) -> None:
    """Tell of an order: it counts against the limit until it is invoiced or cancelled.

    Examples: dunwell order O-17 ACME 800.00 EUR · dunwell order O-17 --ended invoiced
    """
    from dunwell.usecases.tell_order import tell_order

    amount_minor, code = pair(amount or None, currency or None)
    answer = tell_order(
        desk.caller(),
        number=number,
        customer=customer,
        amount_minor=amount_minor or 0,
        currency=code or "",
        state=ended or "open",
    )
    desk.done(f"Order {number} is {answer['state']}", answer)
