"""The command that tries a policy on the portfolio as it stands, before it is put in force."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.domain.charts import bars
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.faces.cli import options as o
from dunwell.faces.cli import page
from dunwell.faces.cli.desk import LOOKS, Desk, at_desk
from dunwell.faces.cli.screen import json_text, with_amounts

PANEL = "Policies, books and upkeep"
PEOPLE_DO = {
    "invoices": "no new invoices",
    "answers": "no promises, plans, disputes or replies",
    "work": "no task is done: nobody is handed over, suspended or written off",
    "bounces": "each message arrives",
    "yes": "what needs a yes goes on waiting",
}
"""What a trial does not play, in words."""
SHOWN = 25  # contacts on a page; a file has them all


class Paying(StrEnum):
    """Who pays while the days go by."""

    NOBODY = "nobody"
    PAST = "past"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "simulate", PANEL, LOOKS | {"today": (o.Today, None)})(simulate)


def simulate(
    desk: Desk,
    policy: Annotated[Path, typer.Option("--policy", metavar="FILE", help="The policy to be tried.")],
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=366, help="So many days from tomorrow.")] = 90,
    paying: Annotated[
        Paying, typer.Option("--paying", help="Nobody pays, or each as late as on average in the last year.")
    ] = Paying.NOBODY,
    chart: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE", help="Draw the notices week by week as an SVG picture.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write who gets what and when into a .json file.")
    ] = None,
) -> None:
    """Try a policy on the books as they stand: who would get what and when, beside the policy in force. Writes nothing.

    Example: dunwell simulate --policy our-policy.yaml --days 90 --paying past --chart weeks.svg
    """
    from dunwell.usecases.trying import simulate as use_case
    from dunwell.usecases.work import Caller

    try:
        text = policy.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UserError("file_unreadable", f"{policy} cannot be read", "Name a policy file", file=str(policy)) from None
    caller = Caller(desk.ledger().slug, "simulate", Role.AUDITOR, wiring.now(), desk.day())
    facts = use_case(caller, text=text, path=str(policy), days=days, paying=paying.value)
    if chart is not None:
        wiring.write_file(chart, _chart(facts).encode())
    if out is not None:
        wiring.write_file(out, json_text(with_amounts(facts)).encode())
    if not desk.screen.facts(facts):
        _show(desk, facts)


def _show(desk: Desk, facts: dict[str, Any]) -> None:
    now, new = facts["in_force"], facts["tried"]
    screen = desk.screen
    screen.title(f"{facts['policy']} tried from {facts['from']} to {facts['to']}; {facts['paying']} paying")
    screen.table(page.listing(_side_by_side(now, new)))
    for title, name in (("Customers by stage at the end", "stages"), ("Late charges", "charges_minor")):
        rows = _counted(now[name], new[name], money=name.endswith("_minor"))
        if rows:
            screen.line()
            screen.table(page.listing(rows, title=title))
    if new["contacts"]:
        screen.line()
        screen.table(page.listing(new["contacts"][:SHOWN], title="Who would get what and when"))
        left = len(new["contacts"]) - SHOWN
        if left > 0:
            screen.line(f"… and {left} more; --out writes all of both", style="dim")
    screen.line(f"Not played: {'; '.join(PEOPLE_DO[each] for each in facts['not_played'])}.", style="dim")
    screen.line("Nothing was written.", style="dim")


def _side_by_side(now: dict[str, Any], new: dict[str, Any]) -> list[dict[str, Any]]:
    sums = [{(row["channel"], row["template"]): row["number"] for row in each["steps"]} for each in (now, new)]
    rows = [
        {"channel": key[0], "step": key[1], "in force": str(sums[0].get(key, 0)), "tried": str(sums[1].get(key, 0))}
        for key in sorted({*sums[0], *sums[1]})
    ]
    return rows + [
        {"channel": "", "step": name.replace("_", " "), "in force": str(now[name]), "tried": str(new[name])}
        for name in ("on_hold", "duties")
    ]


def _counted(now: dict[str, int], new: dict[str, int], *, money: bool) -> list[dict[str, Any]]:
    from dunwell.domain.money import format_amount

    def told(name: str, number: int) -> str:
        return format_amount(number, name) if money else str(number)

    return [
        {"": name, "in force": told(name, now.get(name, 0)), "tried": told(name, new.get(name, 0))}
        for name in sorted({*now, *new})
    ]


def _chart(facts: dict[str, Any]) -> str:
    weeks = [facts["in_force"]["weeks"], facts["tried"]["weeks"]]
    last = max((int(week) for each in weeks for week in each), default=1)
    labels = [str(number) for number in range(1, last + 1)]
    pairs = [(weeks[0].get(label, 0), weeks[1].get(label, 0)) for label in labels]
    return bars("Notices a week", labels, ("in force", f"tried: {facts['policy']}"), pairs)
