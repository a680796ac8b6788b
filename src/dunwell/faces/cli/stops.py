"""Commands that stop or steer the chasing: pause, hold, place, move, hand over."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import WRITES, Desk, at_desk, pair

PANEL = "Stopping and steering"


class Recipient(StrEnum):
    """Who takes over."""

    AGENCY = "agency"
    COUNSEL = "counsel"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "pause", PANEL, WRITES)(pause)
    at_desk(app, "resume", PANEL, WRITES)(resume)
    at_desk(app, "hold", PANEL, WRITES)(hold)
    at_desk(app, "release", PANEL, WRITES)(release)
    at_desk(app, "place", PANEL, WRITES)(place)
    at_desk(app, "move", PANEL, WRITES)(move)
    at_desk(app, "hand-over", PANEL, WRITES)(hand_over)
    at_desk(app, "recall", PANEL, WRITES)(recall)


def pause(
    desk: Desk,
    customer: o.Customer,
    until: Annotated[
        date, typer.Option("--until", parser=o.read_date, metavar="DATE", help="The last day on which nobody chases.")
    ],
    reason: o.Reason = "",
) -> None:
    """Chase a customer no more until a day, that day included.

    Example: dunwell pause ACME --until 2026-05-01 --reason "new owner"
    """
    from dunwell.usecases.pause_customer import pause_customer

    answer = pause_customer(desk.caller(), customer=customer, until=until, reason=reason)
    desk.done(f"{customer} is paused until {until}", answer)


def resume(desk: Desk, customer: o.Customer) -> None:
    """End the pause of a customer today.

    Example: dunwell resume ACME
    """
    from dunwell.usecases.resume_customer import resume_customer

    desk.done(f"{customer} is chased again", resume_customer(desk.caller(), customer=customer))


def hold(desk: Desk, customer: o.Customer, reason: o.Reason = "") -> None:
    """Put a customer's account on hold: we do not supply.

    Example: dunwell hold ACME --reason "cheque returned"
    """
    from dunwell.usecases.place_hold import place_hold

    desk.done(f"{customer} is on hold", place_hold(desk.caller(), customer=customer, reason=reason))


def release(
    desk: Desk,
    customer: o.Customer,
    amount: o.MaybeAmount = None,
    currency: o.MaybeCurrency = None,
    method: Annotated[str, typer.Option("--method", metavar="HOW", help="How payment will come: cheque, ….")] = "",
    number: Annotated[str, typer.Option("--number", metavar="N", help="Its number.")] = "",
    on: Annotated[
        date | None, typer.Option("--on", parser=o.read_date, metavar="DATE", help="The day on which it will come.")
    ] = None,
    reason: o.Reason = "",
) -> None:
    """Release an account hold, or ask for it; with the payment that is to come.

    Example: dunwell release ACME 500.00 EUR --method cheque --number 00123 --on 2026-05-04
    """
    from dunwell.usecases.release_hold import release_hold

    amount_minor, code = pair(amount, currency)
    answer = release_hold(
        desk.caller(),
        customer=customer,
        reason=reason,
        method=method,
        number=number,
        amount_minor=amount_minor,
        currency=code or "",
        payment_on=on,
    )
    desk.done(f"The hold of {customer} is released", answer)


def place(
    desk: Desk,
    customer: o.Customer,
    stage: Annotated[str, typer.Argument(metavar="STAGE", help="A stage of the policy, such as late.")],
    reason: o.Reason = "",
) -> None:
    """Let a customer's next episode begin on a stage other than the first.

    Example: dunwell place ACME late --reason "taken over from the old system"
    """
    from dunwell.usecases.place_customer import place_customer

    answer = place_customer(desk.caller(), customer=customer, stage=stage, reason=reason)
    desk.done(f"{customer} begins on {stage}", answer)


def move(
    desk: Desk,
    customer: o.Customer,
    policy: Annotated[str, typer.Option("--policy", metavar="NAME", help="Left out: the customer's own.")] = "",
) -> None:
    """Move a customer's running episode to the newest version of a policy; by itself it keeps the one it began with.

    Example: dunwell move ACME
    """
    from dunwell.usecases.move_episode import move_episode

    desk.done(f"{customer} follows another policy", move_episode(desk.caller(), customer=customer, policy=policy))


def hand_over(
    desk: Desk,
    customer: o.Customer,
    to: Annotated[Recipient, typer.Argument(help="Who takes over.")],
    agency: Annotated[
        str,
        typer.Option("--agency", metavar="NAME", help="Of the policy; left out, the first that the debt fits."),
    ] = "",
    reason: o.Reason = "",
) -> None:
    """Hand a customer over to an agency or to counsel, or ask for it.

    Example: dunwell hand-over ACME agency --agency small-claims
    """
    from dunwell.usecases.hand_over import hand_over as use_case

    answer = use_case(desk.caller(), customer=customer, to=to.value, reason=reason, agency=agency)
    desk.done(f"{customer} is handed over to {answer.get('agency') or to.value}", answer)


def recall(desk: Desk, customer: o.Customer, reason: o.Reason = "") -> None:
    """Take a customer back from the agency or counsel.

    Example: dunwell recall ACME
    """
    from dunwell.usecases.recall import recall as use_case

    desk.done(f"{customer} is ours again", use_case(desk.caller(), customer=customer, reason=reason))
