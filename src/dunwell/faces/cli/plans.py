"""Commands about plans before they are agreed: proposed by rule, accepted or declined by the customer."""

from datetime import date
from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli.agreements import PANEL, Every
from dunwell.faces.cli.desk import WRITES, Desk, at_desk
from dunwell.faces.cli.wishes import START, Each, wished


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "propose", PANEL, WRITES)(propose)
    at_desk(app, "accept-plan", PANEL, WRITES)(accept_plan)
    at_desk(app, "decline-plan", PANEL, WRITES)(decline_plan)


def propose(
    desk: Desk,
    customer: o.Customer,
    invoices: Annotated[
        list[str] | None, typer.Argument(metavar="[INVOICE...]", help="What it is for; left out: all that is past due.")
    ] = None,
    start: Annotated[date | None, START] = None,
    every: Annotated[Every, typer.Option("--every", help="How often.")] = Every.MONTHLY,
    asked: Annotated[bool, typer.Option("--asked", help="The customer asked for it.")] = False,
    each: Each = None,
) -> None:
    """Propose a plan by the policy's rule, from what the customer has paid on average.

    Example: dunwell propose ACME INV-7 INV-8 --from 2026-05-01
    """
    from dunwell.usecases.propose_plan import propose_plan

    answer = propose_plan(
        desk.caller(),
        customer=customer,
        items=invoices or (),
        every=every.value,
        first_on=start,
        asked_by="customer" if asked else "staff",
        **wished(each),
    )
    desk.done(f"A plan is proposed to {customer}", answer)


def accept_plan(
    desk: Desk,
    customer: o.Customer,
    how: Annotated[str, typer.Option("--how", metavar="HOW", help="signed, mail, call, ….")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who accepted it.")] = "",
) -> None:
    """Note that a customer accepts the plan proposed to it: the plan is agreed.

    Example: dunwell accept-plan ACME --how signed --by "Ms Ana"
    """
    from dunwell.usecases.answer_plan import accept_plan as use_case

    desk.done(f"Plan of {customer} agreed", use_case(desk.caller(), customer=customer, how=how, by=by))


def decline_plan(desk: Desk, customer: o.Customer, reason: o.Reason = "") -> None:
    """Note that a customer does not accept the plan proposed to it.

    Example: dunwell decline-plan ACME --reason "too high"
    """
    from dunwell.usecases.answer_plan import decline_plan as use_case

    desk.done(f"The plan is not agreed with {customer}", use_case(desk.caller(), customer=customer, reason=reason))
