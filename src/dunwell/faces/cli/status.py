"""The command that says how the work stands: status. Knows no rule."""

from typing import TYPE_CHECKING, Any

import typer

from dunwell.domain.schedule import WEEKDAYS
from dunwell.faces.cli import night
from dunwell.faces.cli.desk import LOOKS, Desk, at_desk
from dunwell.faces.cli.screen import count, table
from dunwell.faces.cli.upkeep import PANEL

if TYPE_CHECKING:
    from dunwell.faces.cli.screen import Screen


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "status", PANEL, LOOKS)(status)


def status(desk: Desk) -> None:
    """Show how the work stands: runs and shards, who is at what, what waits to be sent, what is due when.

    Examples: dunwell status · dunwell status --json
    """
    company = desk.ledger()
    from dunwell.queries.status import status as query

    tools = night.tools()
    facts = query(company, tools.hands.clock(), tools.local(company))
    if desk.screen.facts(facts):
        return
    _runs(desk.screen, facts["runs"])
    _channels(desk.screen, facts)
    _leases(desk.screen, facts["leases"])
    _schedule(desk.screen, facts["schedule"])


def _runs(screen: "Screen", runs: list[dict[str, Any]]) -> None:
    for run in runs:
        shards = sum(run["shards"].values())
        part = f", {run['shards'].get('done', 0)} of {count(shards, 'shard')} applied" if shards else ""
        hands = f", {run['at_work']} at work" if run["at_work"] else ""
        waits = " (waits for approval)" if run["state"] == "planned" else ""
        screen.line(f"Run {run['run']} of {run['as_of']}: {run['state']}{waits}{part}{hands}")
    if not runs:
        screen.line("No run yet.")


def _channels(screen: "Screen", facts: dict[str, Any]) -> None:
    made = table("channel", ">waiting", "oldest", ">a minute", "")
    for row in facts["channels"]:
        made.add_row(row["channel"], str(row["waiting"]), row["oldest"], f"{row['per_minute']:g}", row["stopped"])
    if facts["channels"]:
        screen.table(made)
    doubt = count(facts["in_doubt"], "message")
    screen.line(f"In doubt: {doubt}. Not sealed yet: {count(facts['unsealed'], 'entry', 'entries')}.")


def _leases(screen: "Screen", leases: list[dict[str, Any]]) -> None:
    for row in leases:
        over = ", is over" if row["over"] else ""
        screen.line(f"{row['holder']} has {row['what']} ({row['number']}) until {row['until'][:19]}{over}")


def _schedule(screen: "Screen", jobs: list[dict[str, Any]]) -> None:
    if not jobs:
        screen.line("Nothing is on the schedule yet; `dunwell worker` puts it there.")
        return
    made = table("job", "on", "next", "done for", "at it")
    for row in jobs:
        on = "off" if not row["active"] else "each day" if row["weekday"] is None else WEEKDAYS[row["weekday"]]
        made.add_row(row["job"], on, (row["next"] or "")[:16], row["done_for"], row["at_it"])
    screen.table(made)
