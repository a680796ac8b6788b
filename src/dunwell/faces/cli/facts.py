"""Commands for portfolios that outgrow one machine: facts out, decided on a cluster, the plan back in as a run."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dunwell import wiring
from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import LOOKS, PLAIN, WRITES, Desk, at_desk
from dunwell.faces.cli.screen import count
from dunwell.faces.cli.upkeep import PANEL

HELP = "A day decided on other machines: its facts exported, decided (Apache Spark), and brought back in."
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the facts.")]
PlanFolder = Annotated[Path, typer.Argument(metavar="PLAN", help="The folder of the plan.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help=HELP, no_args_is_help=True)
    at_desk(group, "export", "", LOOKS)(export)
    at_desk(group, "decide", "", PLAIN, books=False)(decide)
    at_desk(group, "bring", "", WRITES)(bring)
    app.add_typer(group, name="facts", rich_help_panel=PANEL)


def export(
    desk: Desk,
    folder: Folder,
    as_of: o.AsOf = None,
    allow_stale: Annotated[
        bool, typer.Option("--allow-stale", help="Decide although cash is old: you answer for it.")
    ] = False,
) -> None:
    """Write the facts of a day into Parquet files, one for each table and stretch of customers.

    Example: dunwell facts export facts-2026-04-22
    """
    company = desk.ledger()
    from dunwell.usecases.export_facts import export_facts

    day: date = as_of or wiring.today(company.zone)
    told = export_facts(company.slug, folder, as_of=day, allow_stale=allow_stale)
    if not desk.screen.facts(told):
        desk.screen.title(f"The facts of {count(told['customers'], 'customer')} lie in {told['folder']}")


def decide(
    desk: Desk,
    folder: Folder,
    plan: PlanFolder,
    master: Annotated[
        str, typer.Option("--spark", metavar="MASTER", help="On this cluster, as Spark names it; else on this machine.")
    ] = "",
    through: Annotated[
        str,
        typer.Option(
            "--through", metavar="URL", help="A PostgreSQL by which facts and plan travel where no folder is shared."
        ),
    ] = "",
    driver: Annotated[
        Path | None, typer.Option("--jdbc-driver", metavar="FILE", help="PostgreSQL's; left out: Debian's.")
    ] = None,
) -> None:
    """Decide exported facts, here or on Apache Spark, and write the plan into a folder. Needs no books.

    Example: dunwell facts decide facts-2026-04-22 plan-2026-04-22 --spark spark://host:7077
    """
    if master:
        shards = wiring.spark(through, driver)(folder.absolute(), plan.absolute(), master)
    else:
        from dunwell.usecases.decide_here import decide_here

        shards = decide_here(folder, plan)
    if not desk.screen.facts({"plan": str(plan.absolute()), "shards": shards}):
        desk.screen.title(f"Decided in {count(shards, 'shard')}; the plan lies in {plan.absolute()}")


def bring(desk: Desk, plan: PlanFolder) -> None:
    """Bring a plan back in, as a run that waits: `dunwell approve RUN` carries it out.

    Customers written to since the export are planned again then.

    Example: dunwell facts bring plan-2026-04-22
    """
    caller = desk.caller()
    from dunwell.usecases.bring_plan import bring_plan

    answer = bring_plan(caller, folder=str(plan))
    desk.screen.answer(f"Run {answer['run']} of {answer['as_of']} waits: dunwell approve {answer['run']}", answer)
