"""Commands for claims: invoices, credit notes, extensions, waived fees, write-offs."""

from datetime import date
from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import WRITES, Desk, at_desk, minor

PANEL = "Invoices and credit notes"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "invoice", PANEL, WRITES)(invoice)
    at_desk(app, "credit", PANEL, WRITES)(credit)
    at_desk(app, "extend", PANEL, WRITES)(extend)
    at_desk(app, "waive", PANEL, WRITES)(waive)
    at_desk(app, "write-off", PANEL, WRITES)(write_off)


def invoice(
    desk: Desk,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The invoice's own number, such as INV-7.")],
    customer: o.Customer,
    amount: o.Amount,
    currency: o.Currency,
    due: Annotated[
        date | None,
        typer.Option("--due", parser=o.read_date, metavar="DATE", help="The due date; left out: by the terms."),
    ] = None,
    dated: Annotated[
        date | None,
        typer.Option(
            "--dated", parser=o.read_date, metavar="DATE", help="The invoice's date; left out: the day on record."
        ),
    ] = None,
    opening: Annotated[bool, typer.Option("--opening", help="It is an opening balance, not an invoice.")] = False,
) -> None:
    """Enter an invoice, or an opening balance.

    Example: dunwell invoice INV-7 ACME 1,200.00 EUR --due 2026-03-31
    """
    from dunwell.usecases.post_invoice import post_invoice

    answer = post_invoice(
        desk.caller(),
        number=number,
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        due_date=due,
        item_date=dated,
        kind="opening" if opening else "invoice",
    )
    desk.done(f"{number} entered for {customer}", answer)


def credit(
    desk: Desk,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The credit note's own number, such as CN-3.")],
    customer: o.Customer,
    amount: o.Amount,
    currency: o.Currency,
    for_: Annotated[str, typer.Option("--for", metavar="INVOICE", help="The invoice that it is for.")] = "",
    reason: o.Reason = "",
) -> None:
    """Enter a credit note, for an invoice or for none.

    Example: dunwell credit CN-3 ACME 200.00 EUR --for INV-7
    """
    from dunwell.usecases.post_credit import post_credit

    answer = post_credit(
        desk.caller(),
        number=number,
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        item=for_,
        reason=reason,
    )
    desk.done(f"Credit {number} entered for {customer}", answer)


def extend(
    desk: Desk,
    invoice: o.Invoice,
    to: Annotated[date, typer.Option("--to", parser=o.read_date, metavar="DATE", help="The new due date.")],
    reason: o.Reason = "",
) -> None:
    """Give an invoice a later due date.

    Example: dunwell extend INV-7 --to 2026-05-15 --reason "late delivery"
    """
    from dunwell.usecases.extend_item import extend_item

    desk.done(f"{invoice} is due on {to} now", extend_item(desk.caller(), item=invoice, to=to, reason=reason))


def waive(desk: Desk, customer: o.Customer, amount: o.Amount, currency: o.Currency, reason: o.Reason = "") -> None:
    """Waive late charges of a customer, or ask for it.

    Example: dunwell waive ACME 24.00 EUR --reason goodwill
    """
    from dunwell.usecases.waive_fee import waive_fee

    answer = waive_fee(
        desk.caller(),
        customer=customer,
        amount_minor=minor(amount, currency),
        currency=currency.upper(),
        reason=reason,
    )
    desk.done(f"Fee of {customer} waived", answer)


def write_off(
    desk: Desk,
    invoice: o.Invoice,
    reason: o.Reason = "",
    undo: Annotated[bool, typer.Option("--undo", help="Open again what was written off.")] = False,
) -> None:
    """Write off what is left of an invoice, or ask for it; --undo opens it again.

    Example: dunwell write-off INV-7 --reason insolvent
    """
    from dunwell.usecases.undo_write_off import undo_write_off
    from dunwell.usecases.write_off import write_off as use_case

    if undo:
        desk.done(f"{invoice} is open again", undo_write_off(desk.caller(), item=invoice))
        return
    desk.done(f"{invoice} written off", use_case(desk.caller(), item=invoice, reason=reason))
