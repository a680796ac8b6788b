"""Commands for what customers say: promises, plans, disputes, replies, accepted terms, mail that bounced."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import WRITES, Desk, at_desk, minor, pair
from dunwell.faces.cli.wishes import START, Each, wished

PANEL = "What customers say"


class Every(StrEnum):
    """How often an instalment falls due."""

    MONTHLY = "monthly"
    WEEKLY = "weekly"


class Verdict(StrEnum):
    """How a dispute ends."""

    UPHELD = "upheld"
    REJECTED = "rejected"


class Channel(StrEnum):
    """What carries a notice."""

    EMAIL = "email"
    LETTER = "letter"
    SMS = "sms"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "promise", PANEL, WRITES)(promise)
    at_desk(app, "withdraw", PANEL, WRITES)(withdraw)
    at_desk(app, "plan", PANEL, WRITES)(plan)
    at_desk(app, "dispute", PANEL, WRITES)(dispute)
    at_desk(app, "resolve", PANEL, WRITES)(resolve)
    at_desk(app, "reply", PANEL, WRITES)(reply)
    at_desk(app, "read", PANEL, WRITES)(read)
    at_desk(app, "accept", PANEL, WRITES)(accept)
    at_desk(app, "bounce", PANEL, WRITES)(bounce)


def promise(
    desk: Desk,
    customer: o.Customer,
    amount: o.Amount,
    currency: o.Currency,
    on: Annotated[date, typer.Option("--on", parser=o.read_date, metavar="DATE", help="The date promised.")],
    cheque: Annotated[str, typer.Option("--cheque", metavar="NUMBER", help="By cheque, with its number.")] = "",
    method: Annotated[str, typer.Option("--method", metavar="HOW", help="cheque, transfer, cash, card or debit.")] = "",
    number: Annotated[str, typer.Option("--number", metavar="N", help="The cheque's or transfer's number.")] = "",
    in_hand: Annotated[bool, typer.Option("--in-hand", help="We hold the cheque: bank it on its date.")] = False,
    said_by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who promised it.")] = "",
    call: Annotated[int | None, typer.Option("--call", metavar="N", help="In which call, by its number.")] = None,
) -> None:
    """Note a promise to pay: what it covers is not chased until its date and grace are over.

    Example: dunwell promise ACME 1,200.00 EUR --on 2026-04-20
    """
    from dunwell.usecases.record_promise import record_promise

    answer = record_promise(
        desk.caller(),
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        on=on,
        method="cheque" if cheque else method,
        number=cheque or number,
        in_hand=in_hand,
        said_by=said_by,
        call=call,
    )
    desk.done(f"Promise of {customer} for {on} noted", answer)


def withdraw(
    desk: Desk,
    customer: o.Customer,
    number: Annotated[
        int | None, typer.Option("--number", metavar="N", help="That promise or plan alone, by its number.")
    ] = None,
) -> None:
    """Withdraw the open promises of a customer, or one promise or plan by its number.

    Example: dunwell withdraw ACME
    """
    from dunwell.usecases.withdraw_promise import withdraw_promise

    answer = withdraw_promise(desk.caller(), customer=customer, commitment=number)
    desk.done(f"Promise of {customer} withdrawn", answer)


def plan(
    desk: Desk,
    customer: o.Customer,
    invoices: Annotated[list[str], typer.Argument(metavar="INVOICE...", help="The invoices that are paid so.")],
    count: Annotated[int, typer.Option("--count", min=1, help="How many instalments.")],
    amount: Annotated[str, typer.Option("--amount", metavar="AMOUNT", help="One instalment, such as 400.00.")],
    currency: Annotated[str, typer.Option("--currency", metavar="CURRENCY", help="Such as EUR.")],
    start: Annotated[
        date, typer.Option("--from", parser=o.read_date, metavar="DATE", help="The date of the first instalment.")
    ],
    every: Annotated[Every, typer.Option("--every", help="How often.")] = Every.MONTHLY,
    interest: Annotated[
        str, typer.Option("--interest", metavar="PERCENT", help="Interest agreed, percent a year, posted as a fee.")
    ] = "",
    accelerates: Annotated[
        bool | None, typer.Option("--accelerates/--no-accelerates", help="Broken, is all the rest due at once?")
    ] = None,
) -> None:
    """Agree with a customer on instalments.

    Example: dunwell plan ACME INV-7 INV-8 --count 3 --amount 400.00 --currency EUR --from 2026-05-01
    """
    from dunwell.usecases.agree_plan import agree_plan

    answer = agree_plan(
        desk.caller(),
        customer=customer,
        items=invoices,
        count=count,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        every=every.value,
        first_on=start,
        interest_percent=interest,
        accelerates=accelerates,
    )
    desk.done(f"Plan of {customer} agreed", answer)


def dispute(
    desk: Desk,
    invoice: o.Invoice,
    amount: o.MaybeAmount = None,
    currency: o.MaybeCurrency = None,
    code: Annotated[
        str,
        typer.Option(
            "--code", metavar="CODE", help="price, quantity, quality, delivery, not-ordered, paid, terms or other."
        ),
    ] = "other",
    reason: o.Reason = "",
    owner: Annotated[
        str, typer.Option("--owner", metavar="NAME", help="Who sees to it; left out: who is in charge of collections.")
    ] = "",
) -> None:
    """Note that a customer contests an invoice, or an amount of it.

    Example: dunwell dispute INV-7 200.00 EUR --reason "two boxes broken"
    """
    from dunwell.usecases.raise_dispute import raise_dispute

    amount_minor, in_currency = pair(amount, currency)
    answer = raise_dispute(
        desk.caller(),
        item=invoice,
        amount_minor=amount_minor,
        currency=in_currency,
        code=code,
        reason=reason,
        owner=owner,
    )
    desk.done(f"{invoice} is disputed", answer)


def resolve(
    desk: Desk,
    invoice: o.Invoice,
    verdict: Annotated[Verdict, typer.Argument(help="Is the customer right (upheld) or not (rejected)?")],
    amount: o.MaybeAmount = None,
    currency: o.MaybeCurrency = None,
    reason: o.Reason = "",
) -> None:
    """End a dispute: rejected it is chased again; upheld, or so much of it, it awaits a credit note.

    Example: dunwell resolve INV-7 rejected
    """
    from dunwell.usecases.resolve_dispute import resolve_dispute

    amount_minor, code = pair(amount, currency)
    answer = resolve_dispute(
        desk.caller(),
        item=invoice,
        verdict=verdict.value,
        reason=reason,
        amount_minor=amount_minor,
        currency=code or "",
    )
    desk.done(f"The dispute about {invoice} is {verdict.value}", answer)


def reply(
    desk: Desk,
    customer: o.Customer,
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="What the customer wrote.")] = "",
) -> None:
    """Note that a customer replied: nothing goes out until somebody has read it.

    Example: dunwell reply ACME "We pay next week."
    """
    from dunwell.usecases.record_reply import record_reply

    desk.done(f"Reply of {customer} noted", record_reply(desk.caller(), customer=customer, text=text))


def read(
    desk: Desk,
    customer: o.Customer,
    asks_plan: Annotated[bool, typer.Option("--asks-plan", help="It asks to pay in parts: propose a plan.")] = False,
    every: Annotated[Every, typer.Option("--every", help="How often.")] = Every.MONTHLY,
    start: Annotated[date | None, START] = None,
    each: Each = None,
) -> None:
    """Mark the replies of a customer as read; where it asks to pay in parts, propose a plan for all that is past due.

    Example: dunwell read ACME --asks-plan --each 200.00 EUR
    """
    from dunwell.usecases.read_reply import read_reply

    asked = {"asks": "plan", "every": every.value, "first_on": start, **wished(each)} if asks_plan else {}
    desk.done(f"Replies of {customer} read", read_reply(desk.caller(), customer=customer, **asked))


def accept(
    desk: Desk,
    customer: o.Customer,
    policy: Annotated[str, typer.Argument(metavar="[POLICY]", help="The policy's name.")] = "default",
    how: Annotated[str, typer.Option("--how", metavar="HOW", help="portal, signed, mail, order or call.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who accepted them.")] = "",
) -> None:
    """Note that a customer accepts the terms of a policy.

    Example: dunwell accept ACME default --how signed --by "Ms Ana"
    """
    from dunwell.usecases.accept_terms import accept_terms

    answer = accept_terms(desk.caller(), customer=customer, policy=policy, how=how, by=by)
    desk.done(f"{customer} accepts {policy}", answer)


def bounce(
    desk: Desk,
    customer: o.Customer,
    channel: Annotated[Channel, typer.Argument(help="Which address does not work.")] = Channel.EMAIL,
) -> None:
    """Note that mail to a customer came back: its address does not work.

    Example: dunwell bounce ACME email
    """
    from dunwell.usecases.record_bounce import record_bounce

    answer = record_bounce(desk.caller(), customer=customer, channel=channel.value)
    desk.done(f"The {channel.value} address of {customer} does not work", answer)
