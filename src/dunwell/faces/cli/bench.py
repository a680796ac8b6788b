"""The command `dunwell bench`: how long a night takes on books of any size, and how far that is from the floor."""

from typing import Annotated, Any

import typer

from dunwell.faces.cli.desk import PLAIN, Desk, at_desk
from dunwell.faces.cli.screen import count, table

PANEL = "Policies, books and upkeep"
A_CUSTOMER = 5  # open invoices that a customer has on average, where nobody says


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "bench", PANEL, PLAIN, books=False)(bench)


def bench(
    desk: Desk,
    invoices: Annotated[int, typer.Option("--invoices", min=100, metavar="N", help="Open invoices.")] = 100_000,
    customers: Annotated[
        int | None,
        typer.Option("--customers", min=10, metavar="M", help="Customers; left out: one for five invoices."),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="URL",
            help="A PostgreSQL server, on which a database is made and thrown away; left out: SQLite.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another number, another portfolio.")] = 1,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, metavar="N", help="Let N do a night together, and one alone.")
    ] = 1,
    first_night: Annotated[
        bool, typer.Option("--first-night", help="The first night of a company: every late customer is written to.")
    ] = False,
    agreements: Annotated[
        int,
        typer.Option(
            "--agreements",
            min=0,
            max=100,
            metavar="PERCENT",
            help="So many of a hundred customers have a promise, plan, dispute or hold more.",
        ),
    ] = 0,
) -> None:
    """Measure a night on an invented portfolio: each part in a process of its own, beside the floor.

    The floor is what it costs to move the same bytes out of the database and in. Then a list taken in, mails sent to a
    server of its own, statements set. Your own books are not touched.

    Example: dunwell bench --invoices 10000
    """
    from dunwell.bench.measure import measure  # what measures loads nothing of the books itself

    told = (lambda _: None) if desk.as_json else (lambda name: desk.screen.line(f"{name} …", style="dim"))
    found = measure(
        invoices,
        customers or max(10, invoices // A_CUSTOMER),
        url=database,
        seed=seed,
        first_night=first_night,
        told=told,
        workers=workers,
        agreements=agreements,
    )
    if not desk.screen.facts(found):
        _show(desk, found)


def _show(desk: Desk, found: dict[str, Any]) -> None:
    rows = table("Part", ">Seconds", ">CPU s", ">Server CPU s", ">Peak MB")
    for part in found["parts"]:
        amounts = (part["seconds"], part["cpu_s"], part["server_cpu_s"])
        rows.add_row(part["name"], *(f"{amount:.2f}" for amount in amounts), f"{part['peak_rss_mb']:.0f}")
    desk.screen.table(rows)
    desk.screen.line(
        f"{count(found['invoices'], 'invoice')} of {count(found['customers'], 'customer')} "
        f"in {found['total_s']:.2f} s: {found['invoices_per_s']} a second, {found['ratio_to_floor']} times the floor; "
        f"idle night {found['idle_s']:.2f} s; peak {found['peak_rss_mb']:.0f} MB."
    )
