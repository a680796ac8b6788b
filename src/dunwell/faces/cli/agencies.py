"""Commands for debts that others collect: what stands with agencies and counsel, its file, and whether suing pays."""

from pathlib import Path
from typing import Annotated

import typer

from dunwell import wiring
from dunwell.domain.money import format_amount
from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk
from dunwell.faces.cli.screen import count, table

PANEL = "Stopping and steering"
HELP = "Debts that were handed over: how they stand, what came in, what the agency has earned."


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help=HELP, no_args_is_help=True)
    at_desk(group, "list", "", LOOKS)(list_all)
    at_desk(group, "status", "", WRITES)(status)
    at_desk(group, "file", "", WRITES)(file)
    app.add_typer(group, name="agency", rich_help_panel=PANEL)
    at_desk(app, "advise", PANEL, LOOKS)(advise)


def list_all(
    desk: Desk,
    customer: Annotated[str, typer.Option("--customer", metavar="CUSTOMER", help="Of this customer alone.")] = "",
    standing: Annotated[bool, typer.Option("--standing", help="Those that are not over.")] = False,
) -> None:
    """List what was handed over, with the money that came since and the commission on it.

    Example: dunwell agency list --standing
    """
    company = desk.ledger()
    from dunwell.queries.agencies import handed_over

    rows = handed_over(company, customer, standing=standing)
    if desk.screen.facts({"handed_over": rows}):
        return
    made = table("Customer", "With", "Since", "Until", "Status", "Handed over", "Recovered", "Paid to us", "Commission")
    for row in rows:
        sums = [_amounts(row[name]) for name in ("amounts", "recovered", "direct", "commission")]
        made.add_row(
            row["customer"], row["agency"] or row["to"], row["handed_on"], row["ended_on"] or "", row["status"], *sums
        )
    desk.screen.table(made) if rows else desk.screen.line("Nothing was handed over.")


def status(
    desk: Desk,
    customer: o.Customer,
    status: Annotated[
        str,
        typer.Argument(
            metavar="STATUS", help="accepted, in_work, in_court, paying; collected and uncollectable end it."
        ),
    ],
    matter: Annotated[str, typer.Option("--matter", metavar="NUMBER", help="Their own number for it.")] = "",
) -> None:
    """Note how a debt stands with the agency or counsel, and when it is over.

    Example: dunwell agency status ACME in_work --matter 2026-4711
    """
    from dunwell.usecases.report_matter import report_matter

    desk.done("Noted", report_matter(desk.caller(), customer=customer, status=status, matter=matter))


def file(
    desk: Desk,
    customer: o.Customer,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it, such as acme.zip.")],
) -> None:
    """Write the hand-over file of a customer for its agency: CSV and JSON, and the documents, in one ZIP.

    Example: dunwell agency file ACME --out acme.zip
    """
    caller = desk.caller()
    from dunwell.usecases.make_agency_file import make_agency_file

    content, told = make_agency_file(caller, wiring.papers(caller.company), customer=customer)
    told["file"] = str(wiring.write_file(out, content))
    if not desk.screen.facts(told):
        desk.screen.title(f"{count(told['items'], 'item')}, {count(told['documents'], 'document')} in {told['file']}")


def advise(desk: Desk, customer: o.Customer, as_of: o.AsOf = None) -> None:
    """Say whether suing a customer pays, with every number: claim, costs, chance, and until when one may.

    Unless it plainly pays, the advice is not to sue. It is arithmetic, and no legal advice.

    Example: dunwell advise ACME
    """
    company = desk.ledger()
    from dunwell.queries.customer_page import customer_row
    from dunwell.queries.suing import advise as query

    told = query(company, customer_row(company, customer), as_of or wiring.today(company.zone))
    if desk.screen.facts(told):
        return
    desk.screen.title(f"{customer}: {told['advice']}")
    for row in told["currencies"]:
        sums = {name: format_amount(row[f"{name}_minor"], row["currency"]) for name in _SUMS}
        desk.screen.line(
            f"Claim with interest {sums['claim']}, costs {sums['costs']}, on average {sums['expected']} comes in; "
            f"it pays from {sums['pays_from']} on. {row['why']}".rstrip()
        )
    for point in told["points"]:
        desk.screen.line(f"  {point['points']:+} {point['why']}")
    desk.screen.line(f"  = {told['chance_percent']} % chance")
    for row in told["limitation"]:
        until = f"until {row['last_day']} ({row['source']})" if row["last_day"] else f"not known for {row['law']}"
        desk.screen.line(f"{row['item']}, due {row['due_date']}: can be enforced {until}", style="dim")


_SUMS = ("claim", "costs", "expected", "pays_from")


def _amounts(sums: dict[str, int]) -> str:
    return ", ".join(format_amount(minor, currency) for currency, minor in sorted(sums.items()))
