"""The arguments and options that commands share, with their help. Knows no command."""

from datetime import date
from typing import Annotated

import typer

from dunwell.domain.roles import Role

COMMON = "Common options"


def read_date(text: str) -> date:
    """Read a date such as 2026-04-22."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it as 2026-04-22") from None


Company = Annotated[
    str | None,
    typer.Option(
        "--company", "-c", metavar="SLUG", help="Which company; left out: the only one.", rich_help_panel=COMMON
    ),
]
As = Annotated[Role, typer.Option("--as", help="The role in which you act.", rich_help_panel=COMMON)]
Who = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="Who acts; left out: your login.", rich_help_panel=COMMON)
]
Today = Annotated[
    date | None,
    typer.Option(
        "--today",
        parser=read_date,
        metavar="DATE",
        help="The day on record; left out: today where the company is.",
        rich_help_panel=COMMON,
    ),
]
Key = Annotated[
    str | None,
    typer.Option(
        "--key", metavar="TEXT", help="Idempotency key: the same key twice has one effect.", rich_help_panel=COMMON
    ),
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, write nothing.", rich_help_panel=COMMON)]
Json = Annotated[bool, typer.Option("--json", help="Print facts as JSON, errors too.", rich_help_panel=COMMON)]

AsOf = Annotated[
    date | None, typer.Option("--as-of", parser=read_date, metavar="DATE", help="For which day; left out: today.")
]
Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help="The customer's number, such as ACME.")]
Invoice = Annotated[str, typer.Argument(metavar="INVOICE", help="The invoice's number, such as INV-7.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="Such as 1,234.56: a point for decimals.")]
Currency = Annotated[str, typer.Argument(metavar="CURRENCY", help="Such as EUR.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for the record.")]
Reference = Annotated[str, typer.Option("--ref", metavar="TEXT", help="The reference, as the payer wrote it.")]
ValueDate = Annotated[
    date | None,
    typer.Option(
        "--value-date", parser=read_date, metavar="DATE", help="The bank's date; left out: the day on record."
    ),
]
MaybeAmount = Annotated[str | None, typer.Argument(metavar="[AMOUNT", help="Left out: all of it.")]
MaybeCurrency = Annotated[str | None, typer.Argument(metavar="CURRENCY]", help="Such as EUR.")]
