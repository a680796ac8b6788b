"""The page of a run: who is contacted with what and why, who is not and why not, work, charges, and what to do next."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from rich.text import Text

from dunwell.domain.money import format_amount
from dunwell.domain.reasons import Reason
from dunwell.faces.cli.page import listing
from dunwell.faces.cli.screen import Screen, count, sentences, short, table

Facts = Mapping[str, Any]
CONTACTS = {"email": "email", "letter": "letter", "sms": "text message", "call": "call"}
NAMED = 6  # customers named of a reason that many share
WAITS = {
    "planned_elsewhere": "It was decided on other machines: look at it, then let it go.",
    "first_run": "It is the first run of this company: look at it, then let it go.",
    "unusually_many": "It has unusually many notices: look at it, then let it go.",
}


def show(screen: Screen, facts: Facts, *, dry: bool = False) -> None:
    """Print a run."""
    screen.title(_summary(facts, dry=dry))
    _stale(screen, facts)
    if "contacts" in facts:
        _contacts(screen, facts["contacts"])
        _work(screen, facts)
        _silent(screen, facts["silent"])
    if facts["state"] == "planned" and not dry:
        _waits(screen, facts)


def outbox(screen: Screen, rows: list[dict[str, Any]], state: str = "") -> None:
    """Print the messages that wait to be sent, or those of a state."""
    if screen.facts({"messages": rows}):
        return
    empty = f"No message is {state.replace('_', ' ')}." if state else "The outbox is empty."
    screen.table(listing(rows)) if rows else screen.line(empty)


def _summary(facts: Facts, *, dry: bool) -> str:
    counts = facts.get("counts", {})
    parts = [count(counts[channel], name) for channel, name in CONTACTS.items() if counts.get(channel)]
    tasks = len(facts["tasks"]) if "tasks" in facts else counts.get("task", 0) + counts.get("event_tasks", 0)
    parts += [count(tasks, "task")] if tasks else []
    parts += [count(counts["charges"], "late charge")] if counts.get("charges") else []
    state = {"planned": ", waits for approval", "done": ", carried out"}.get(facts["state"], "")
    head = "Tried only: the run" if dry else f"Run {facts['run']}"
    silent = count(counts.get("silent", 0), "customer hears", "customers hear")
    return (
        f"{head} of {facts['as_of']}{'' if dry else state}: {', '.join(parts) or 'nothing goes out'}; {silent} nothing."
    )


def _stale(screen: Screen, facts: Facts) -> None:
    """Say what to do where cash is too old, or has never been entered (docs/deciding.md, rule 1)."""
    if facts.get("allow_stale") or not facts.get("stale_cash", not facts.get("cash_fresh", True)):
        return
    newest = facts.get("newest_cash")
    screen.line(f"The newest cash entry is of {newest}." if newest else "No cash has been entered yet.", style="yellow")
    screen.line(
        "Nobody is chased who may have paid already. Enter what has come in since (`dunwell payment`), or import "
        "a complete list of open items (`dunwell import FILE --complete`), and run again; or take the responsibility "
        "with `dunwell run --allow-stale`.",
        style="yellow",
    )


def _contacts(screen: Screen, rows: list[Facts]) -> None:
    screen.line()
    if not rows:
        return
    made = table("No.", "Customer", "Gets", "About", ">Past due", ">Asks for", title="Contacted")
    for row in rows:
        made.add_row(
            Text(row["customer"]),
            Text(short(row["name"])),
            f"{row['channel']} {row['template']}",
            Text(_items(row)),
            past_due(row["days"]),
            ", ".join(format_amount(each["total_minor"], each["currency"]) for each in row["totals"]),
        )
    screen.table(made)


def _work(screen: Screen, facts: Facts) -> None:
    if facts["tasks"]:
        made = table("No.", "Customer", "Task", "About", title="Work for people")
        for row in facts["tasks"]:
            made.add_row(
                row["customer"],
                Text(short(row["name"])),
                row["template"],
                Text(str(row.get("anchor") or row.get("about") or "")),
            )
        screen.line()
        screen.table(made)
    if facts["charges"]:
        made = table("No.", "Customer", ">Charge", ">On", title="Late charges")
        for row in facts["charges"]:
            charge, base = (format_amount(row[name], row["currency"]) for name in ("charge_minor", "base_minor"))
            made.add_row(row["customer"], Text(short(row["name"])), charge, base)
        screen.line()
        screen.table(made)


def _silent(screen: Screen, rows: list[Facts]) -> None:
    """Tell who hears nothing, and why: a sentence each where there is one, else by reason."""
    if not rows:
        return
    screen.line()
    screen.title("Not contacted")
    shared: dict[str, list[Facts]] = defaultdict(list)
    told = sentences()
    for row in rows:
        if row.get("sentence"):
            why = row["sentence"].partition(": ")[2]
            told.add_row(row["customer"], Text(f"{row['name']}: {why}"))
        else:
            shared[row["reason"]].append(row)
    if told.row_count:
        screen.table(told)
    for reason, group in shared.items():
        named = ", ".join(row["customer"] for row in group[:NAMED])
        more = f" and {len(group) - NAMED} more" if len(group) > NAMED else ""
        screen.line(f"{reason} ({len(group)}): {named}{more}. {Reason(reason).meaning}")


def _waits(screen: Screen, facts: Facts) -> None:
    run = facts["run"]
    screen.line()
    screen.line(WAITS.get(facts["waits_for"], "It waits for approval."), style="yellow")
    screen.line(f"  all of it:          dunwell approve {run}")
    screen.line(f"  for some customers: dunwell approve {run} --only CUSTOMER")


def past_due(days: int) -> str:
    """Write the days since the due date, or until it."""
    return count(days, "day") if days >= 0 else f"in {count(-days, 'day')}"


def _items(row: Facts) -> str:
    """Name the anchor, and how many items more the message speaks of."""
    others = len(row["items"]) - 1
    return f"{row['anchor']} and {others} more" if others > 0 else str(row["anchor"])
