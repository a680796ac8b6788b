"""Commands for money: payments, refunds, chargebacks, payments under way, allocations, recoveries."""

from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import WRITES, Desk, at_desk, minor, pair

PANEL = "Money"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "payment", PANEL, WRITES)(payment)
    at_desk(app, "refund", PANEL, WRITES)(refund)
    at_desk(app, "chargeback", PANEL, WRITES)(chargeback)
    at_desk(app, "under-way", PANEL, WRITES)(under_way)
    at_desk(app, "allocate", PANEL, WRITES)(allocate)
    at_desk(app, "recover", PANEL, WRITES)(recover)


def payment(
    desk: Desk,
    customer: o.Customer,
    amount: o.Amount,
    currency: o.Currency,
    ref: o.Reference = "",
    value_date: o.ValueDate = None,
) -> None:
    """Enter money that came in; it finds its invoices where there is no doubt.

    Example: dunwell payment ACME 1,200.00 EUR --ref INV-7
    """
    from dunwell.usecases.post_payment import post_payment

    answer = post_payment(
        desk.caller(),
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        reference=ref,
        entry_date=value_date,
    )
    desk.done(f"Payment of {customer} entered", answer)


def refund(
    desk: Desk,
    customer: o.Customer,
    amount: o.Amount,
    currency: o.Currency,
    ref: o.Reference = "",
    value_date: o.ValueDate = None,
) -> None:
    """Enter money that was paid back to a customer.

    Example: dunwell refund ACME 200.00 EUR
    """
    from dunwell.usecases.refund import refund as use_case

    answer = use_case(
        desk.caller(),
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        reference=ref,
        entry_date=value_date,
    )
    desk.done(f"Refund to {customer} entered", answer)


def chargeback(
    desk: Desk,
    customer: o.Customer,
    amount: o.Amount,
    currency: o.Currency,
    ref: Annotated[
        str, typer.Option("--ref", metavar="TEXT", help="The reference of the payment that was taken back.")
    ],
    value_date: o.ValueDate = None,
) -> None:
    """Enter a payment that the bank took back: what it had settled is open again.

    Example: dunwell chargeback ACME 1,200.00 EUR --ref INV-7
    """
    from dunwell.usecases.chargeback import chargeback as use_case

    answer = use_case(
        desk.caller(),
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        reference=ref,
        entry_date=value_date,
    )
    desk.done(f"Chargeback of {customer} entered", answer)


def under_way(
    desk: Desk,
    invoice: o.Invoice,
    customer: Annotated[str, typer.Argument(metavar="[CUSTOMER", help="Whose payment; left out with --failed.")] = "",
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="How much is on its way.")] = "",
    currency: Annotated[str, typer.Argument(metavar="CURRENCY]", help="Such as EUR.")] = "",
    failed: Annotated[bool, typer.Option("--failed", help="It will not come: the invoice is chased again.")] = False,
) -> None:
    """Note that a payment of an invoice is on its way (a direct debit, a transfer), or that it failed.

    Examples: dunwell under-way INV-7 ACME 1,200.00 EUR · dunwell under-way INV-7 --failed
    """
    from dunwell.usecases.announce_payment import announce_payment
    from dunwell.usecases.fail_payment import fail_payment

    if failed:
        desk.done(f"The payment of {invoice} failed", fail_payment(desk.caller(), item=invoice))
        return
    answer = announce_payment(
        desk.caller(), customer=customer, item=invoice, amount_minor=minor(amount, currency), currency=currency.upper()
    )
    desk.done(f"A payment of {invoice} is under way", answer)


def allocate(
    desk: Desk,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The entry's number, as `customer show` lists it.")],
    invoice: o.Invoice,
    amount: o.MaybeAmount = None,
    currency: o.MaybeCurrency = None,
) -> None:
    """Settle an invoice from money that has found none, by hand; without an amount as far as both reach.

    Example: dunwell allocate 17 INV-7
    """
    from dunwell.usecases.allocate_entry import allocate_entry

    amount_minor, code = pair(amount, currency)
    answer = allocate_entry(desk.caller(), entry=entry, item=invoice, amount_minor=amount_minor, currency=code)
    desk.done(f"Entry {entry} allocated to {invoice}", answer)


def recover(
    desk: Desk, customer: o.Customer, amount: o.Amount, currency: o.Currency, value_date: o.ValueDate = None
) -> None:
    """Enter money that an agency or counsel recovered.

    Example: dunwell recover ACME 800.00 EUR
    """
    from dunwell.usecases.recover import recover as use_case

    answer = use_case(
        desk.caller(),
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        entry_date=value_date,
    )
    desk.done(f"Recovery from {customer} entered", answer)
