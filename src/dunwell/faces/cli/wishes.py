"""Options about what a customer wishes for: in which instalments it would pay, and from when on."""

from typing import Annotated, Any

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import minor

START: Any = typer.Option(
    "--from", parser=o.read_date, metavar="DATE", help="The date of the first instalment; left out: one rhythm away."
)
Each = Annotated[
    tuple[str, str] | None,
    typer.Option("--each", metavar="AMOUNT CURRENCY", help="The instalment that the customer wishes for."),
]


def wished(each: tuple[str, str] | None) -> dict[str, Any]:
    """Give a wish as use cases take it. Raises UserError for what is no amount."""
    return {"wish_minor": minor(*each), "currency": each[1].upper()} if each else {}
