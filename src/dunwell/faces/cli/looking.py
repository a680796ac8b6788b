"""Commands that only look: explain, aging, tasks, may-sell."""

from enum import StrEnum
from typing import Annotated

import typer

from dunwell import wiring
from dunwell.faces.cli import options as o
from dunwell.faces.cli import page, reports
from dunwell.faces.cli.desk import LOOKS, Desk, at_desk, pair
from dunwell.faces.cli.exits import AMISS

PANEL = "Looking"
DATED = LOOKS | {"today": (o.Today, None)}


class By(StrEnum):
    """What sums are made by."""

    CURRENCY = "currency"
    CUSTOMER = "customer"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "explain", PANEL, DATED)(explain)
    at_desk(app, "aging", PANEL, DATED)(aging)
    at_desk(app, "tasks", PANEL, LOOKS)(tasks)
    at_desk(app, "may-sell", PANEL, DATED)(may_sell)


def explain(
    desk: Desk,
    customer: o.Customer,
    as_of: o.AsOf = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="TAG", help="Say what the reason means in this language too.")
    ] = None,
) -> None:
    """Say in one sentence what a customer got on a day, or why nothing, with the numbers.

    Examples: dunwell explain ACME · dunwell explain ACME --as-of 2026-04-22 --json · dunwell explain ACME --language nl
    """
    company, today = desk.ledger(), desk.day()
    from dunwell.queries.explain import explain_customer

    spoken = wiring.language(language) if language else None
    told = explain_customer(company, customer, as_of or today, today)
    facts = told.as_facts()
    if spoken and facts["reason"]:
        facts["reason_told"] = spoken.reason(facts["reason"])
    if desk.screen.facts(facts):
        return
    day = as_of or today
    if not facts["run"] and day < today:
        desk.screen.line(f"No run was carried out on {day}. One would have decided, from what is known of that day:")
    desk.screen.line(facts["sentence"])
    if "reason_told" in facts:
        desk.screen.line(facts["reason_told"])
    for beside in facts["beside"]:
        desk.screen.line(f"{beside}.")
    for held in facts["held"]:
        desk.screen.line(f"  {held['sentence']}", style="dim")
    run = f"as run {facts['run']} of that day saw it" if facts["run"] else "as the books stand"
    desk.screen.line(f"({run}; policy {facts['policy']} {facts['policy_digest'][:8]})", style="dim")


def aging(
    desk: Desk,
    as_of: o.AsOf = None,
    by: Annotated[By, typer.Option("--by", help="A line for each.")] = By.CURRENCY,
    out: reports.Out = None,
) -> None:
    """Show what is open by how long it has been past due, on any day.

    Examples: dunwell aging --as-of 2026-03-31 --by customer · dunwell aging --by customer --out aging.xlsx
    """
    company, by_customer = desk.ledger(), by is By.CUSTOMER
    if out is not None:
        from dunwell.queries.reports import aging_report

        reports.give(desk, aging_report(company, as_of or desk.day(), by_customer=by_customer), out)
        return
    from dunwell.queries.aging import aging as query

    page.aging(desk.screen, query(company, as_of or desk.day(), by_customer=by_customer))


def tasks(
    desk: Desk,
    customer: Annotated[
        str | None, typer.Option("--customer", metavar="CUSTOMER", help="Of this customer alone.")
    ] = None,
    for_: Annotated[str | None, typer.Option("--for", metavar="ROLE", help="What this role has to do.")] = None,
) -> None:
    """List the calls and tasks that wait for somebody.

    Example: dunwell tasks --customer ACME
    """
    company = desk.ledger()
    from dunwell.queries.tasks import open_tasks

    page.tasks(desk.screen, open_tasks(company, customer, for_))


def may_sell(desk: Desk, customer: o.Customer, amount: o.MaybeAmount = None, currency: o.MaybeCurrency = None) -> None:
    """Say whether one may sell to a customer: yes, no or prepay. Exit code 1 where the answer is not yes.

    Example: dunwell may-sell ACME 500.00 EUR
    """
    company, today = desk.ledger(), desk.day()
    from dunwell.queries.may_sell import may_sell as query

    amount_minor, code = pair(amount, currency)
    facts = query(company, customer, today, amount_minor=amount_minor, currency=code).as_facts()
    if not desk.screen.facts(facts):
        desk.screen.line(f"{facts['answer']}: {facts['sentence']}")
    if facts["answer"] != "yes":
        raise typer.Exit(AMISS)
