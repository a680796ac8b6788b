"""What is done about what is past due: of the due steps, which fire, which a guard holds, and how far that leads.

Source: docs/deciding.md, rules 3 to 5. This module does not know friendly notices.
"""

import polars as pl

from dunwell.policy.decide.contacts import gap_days, mending, newest_of_lanes, route
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.guards import judge
from dunwell.policy.decide.outcome import ACTION, HELD, Outcome, together
from dunwell.policy.decide.words import ANCHOR_KEY, CUSTOMER
from dunwell.policy.order import in_order, last_of_each
from dunwell.policy.plan import OVERDUE, MarkedRow

_MARK = (CUSTOMER, *ANCHOR_KEY, "slot", "day")
_BESIDE = [*ANCHOR_KEY, "days", "net_nothing", "below_minimum"]


def act_on_overdue(due: pl.DataFrame, customers: pl.DataFrame, day: Day) -> Outcome:
    """Fire the newest due step of each channel and each due task, unless a guard holds it."""
    if due.is_empty():
        return Outcome.of_nothing_due(MarkedRow)
    routed = route(due, customers, _BESIDE, day)
    is_task = routed.get_column("channel") == "task"
    contacts, tasks = routed, routed.clear()
    if is_task.any():
        contacts, tasks = routed.filter(~is_task), routed.filter(is_task)
    in_lanes, newest = newest_of_lanes(contacts)
    newest = newest.with_columns(gap_days=gap_days("last_overdue", day.policy, day.as_of))
    judged = judge(_with_approvals(newest, day.facts.approvals), day.policy)
    tasks = tasks.with_columns(guard="held_by")
    fired, fired_tasks = (each.filter(pl.col("guard").is_null()) for each in (judged, tasks))
    return Outcome(
        actions=together(_actions(fired), _actions(fired_tasks)),
        held=together(held(judged), held(tasks)),
        tasks=mending(contacts, judged, day.policy),
        marked=_marked(together(_behind(in_lanes, newest, fired).select(_MARK), fired_tasks.select(_MARK))),
    )


def held(judged: pl.DataFrame) -> pl.DataFrame:
    """List the steps that a guard holds."""
    return judged.filter(pl.col("guard").is_not_null()).select(list(HELD))


def _behind(in_lanes: pl.DataFrame, newest: pl.DataFrame, fired: pl.DataFrame) -> pl.DataFrame:
    """List what the fired steps supersede, with these themselves."""
    if in_lanes.height == newest.height:
        return fired
    return in_lanes.filter(pl.col("lane").is_in(fired.get_column("lane").implode()))


def _with_approvals(contacts: pl.DataFrame, approvals: pl.DataFrame) -> pl.DataFrame:
    if approvals.is_empty():
        return contacts.with_columns(unapproved="approval")
    key = (CUSTOMER, "step_id", "item_id", "due_date")
    given = approvals.select(key).unique().with_columns(approved=pl.lit(True))
    joined = contacts.join(given, on=key, how="left", maintain_order="left")
    return joined.with_columns(unapproved=pl.col("approval") & pl.col("approved").is_null())


def _actions(fired: pl.DataFrame) -> pl.DataFrame:
    columns = dict.fromkeys(ACTION) | {"step_day": "day", "channel": "goes_by"}
    renamed = [pl.col(source or name).alias(name) for name, source in columns.items() if name != "group"]
    return fired.select(*renamed, group=pl.lit(OVERDUE, dtype=pl.Int64)).select(list(ACTION))


def _marked(behind: pl.DataFrame) -> pl.DataFrame:
    """Move each slot's mark to the newest day; a customer has one anchor, so that its slots tell its marks apart."""
    rising = in_order(behind, CUSTOMER, "slot", "day")
    return last_of_each(rising, CUSTOMER, "slot").rename({"day": "last_day"})
