"""Commands about customers beside their debts: sheets, what was heard, kinds of debtor, rewards; reviews and roles."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli import page
from dunwell.faces.cli.desk import LOOKS, PLAIN, WRITES, Desk, at_desk

PANEL = "Knowing customers"
DATED = LOOKS | {"today": (o.Today, None)}


class For(StrEnum):
    """What a sheet is for."""

    CALL = "call"
    CHECK_IN = "check-in"


class Looked(StrEnum):
    """What is reviewed."""

    POLICY = "policy"
    WEEK = "week"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "sheet", PANEL, DATED)(sheet)
    at_desk(app, "heard", PANEL, WRITES)(heard)
    at_desk(app, "kinds", PANEL, DATED)(kinds)
    at_desk(app, "kind", PANEL, WRITES)(kind)
    at_desk(app, "rewards", PANEL, LOOKS)(rewards)
    at_desk(app, "reward", PANEL, WRITES)(reward)
    at_desk(app, "reviews", PANEL, DATED)(reviews)
    at_desk(app, "review", PANEL, WRITES)(review)
    at_desk(app, "roles", PANEL, PLAIN, books=False)(roles)


def sheet(
    desk: Desk,
    customer: o.Customer,
    what: Annotated[For, typer.Option("--for", help="A call about money, or a friendly check-in.")] = For.CALL,
) -> None:
    """Show the sheet for a call: goal, facts, earlier promises and disputes, what was heard, points to listen for.

    Example: dunwell sheet ACME --for check-in
    """
    company = desk.ledger()
    from dunwell.queries.credit import sheet_facts

    page.customer(desk.screen, sheet_facts(company, customer, desk.day(), what.value))


def heard(
    desk: Desk,
    customer: o.Customer,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was said.")],
    in_: Annotated[str, typer.Option("--in", metavar="WHERE", help="call, check-in, visit or note.")] = "note",
    trouble: Annotated[bool, typer.Option("--trouble", help="It speaks of difficulties.")] = False,
) -> None:
    """Keep what was heard from a customer; of trouble the credit limit is looked at.

    Example: dunwell heard ACME "their largest customer is insolvent" --in check-in --trouble
    """
    from dunwell.usecases.record_heard import record_heard

    answer = record_heard(desk.caller(), customer=customer, text=text, heard_in=in_, trouble=trouble)
    desk.done(f"What {customer} said is kept", answer)


def kinds(desk: Desk) -> None:
    """List what kind of debtor customers seem to be, with the evidence, beside what was confirmed.

    Example: dunwell kinds
    """
    company = desk.ledger()
    from dunwell.queries.debtors import kind_facts

    _list(desk, "kinds", kind_facts(company, desk.day()))


def kind(
    desk: Desk,
    customer: o.Customer,
    what: Annotated[str, typer.Argument(metavar="[KIND]", help="cannot-pay, delays or avoids; left out: none.")] = "",
    reason: o.Reason = "",
) -> None:
    """Confirm what kind of debtor a customer is: the strategy of the policy follows from it. Left out, take it back.

    Example: dunwell kind ACME cannot-pay
    """
    from dunwell.usecases.confirm_kind import confirm_kind

    answer = confirm_kind(desk.caller(), customer=customer, kind=what, reason=reason)
    desk.done(f"{customer} is of the kind {what or 'unknown'}", answer)


def rewards(desk: Desk) -> None:
    """List the rewards that customers have earned, those to be granted first.

    Example: dunwell rewards
    """
    company = desk.ledger()
    from dunwell.queries.credit import reward_facts

    _list(desk, "rewards", reward_facts(company))


def reward(
    desk: Desk,
    customer: o.Customer,
    decline: Annotated[bool, typer.Option("--decline", help="Do not grant it.")] = False,
    reason: o.Reason = "",
) -> None:
    """Grant the reward that a customer has earned, or decline it.

    Example: dunwell reward ACME
    """
    from dunwell.usecases.rewarding import answer_reward

    answer = answer_reward(desk.caller(), customer=customer, granted=not decline, reason=reason)
    desk.done(f"The reward of {customer} is {answer['state']}", answer)


def reviews(desk: Desk) -> None:
    """List who reviewed policies and weekly reports, and what is due.

    Example: dunwell reviews
    """
    company = desk.ledger()
    from dunwell.queries.reviews import review_facts

    _list(desk, "reviews", review_facts(company, desk.day()))


def review(
    desk: Desk,
    what: Annotated[Looked, typer.Argument(help="A policy, or a weekly report.")],
    about: Annotated[str, typer.Argument(metavar="NAME|DATE", help="The policy's name, or the last day of the week.")],
    next_on: Annotated[
        date | None, typer.Option("--next", parser=o.read_date, metavar="DATE", help="When it is due again.")
    ] = None,
    remarks: Annotated[str, typer.Option("--remarks", metavar="TEXT", help="What is to be said of it.")] = "",
) -> None:
    """Put on record that you have reviewed a policy or a weekly report.

    Examples: dunwell review policy default --as counsel · dunwell review week 2026-04-10 --as finance
    """
    from dunwell.usecases.record_review import record_review

    answer = record_review(desk.caller(), what=what.value, about=about, next_due_on=next_on, remarks=remarks)
    desk.done(f"Review of {answer['about']} is on record", answer)


def roles(desk: Desk) -> None:
    """Print which role may do what, as a table: yes, or asks, where somebody else decides.

    Example: dunwell roles
    """
    from dunwell.domain.roles import VERBS, role_table

    if not desk.screen.facts({"roles": {role.value: sorted(verbs) for role, verbs in VERBS.items()}}):
        for line in role_table():
            desk.screen.line(line)


def _list(desk: Desk, name: str, rows: list[dict[str, object]]) -> None:
    if desk.screen.facts({name: rows}):
        return
    desk.screen.table(page.listing(rows)) if rows else desk.screen.line("None.")
