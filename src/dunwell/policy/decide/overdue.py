"""What is done about what is past due: of the due steps, which fire, which a guard holds, and how far that leads.

Source: docs/deciding.md, rules 3 to 5. This module does not know friendly notices.
"""

import polars as pl

from dunwell.policy.decide.contacts import gap_days, mending, newest_of_lanes, route
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.guards import judge
from dunwell.policy.decide.outcome import ACTION, HELD, Outcome, together
from dunwell.policy.decide.words import ANCHOR_KEY, CUSTOMER
from dunwell.policy.plan import OVERDUE, MarkedRow

_MARK = (CUSTOMER, *ANCHOR_KEY, "slot", "day")


def act_on_overdue(due: pl.DataFrame, customers: pl.DataFrame, day: Day) -> Outcome:
    """Fire the newest due step of each channel and each due task, unless a guard holds it."""
    if due.is_empty():
        return Outcome.of_nothing_due(MarkedRow)
    of_customer = customers.select(CUSTOMER, *ANCHOR_KEY, "days", "net_nothing", "below_minimum")
    routed = route(due.join(of_customer, on=CUSTOMER, how="left"), customers, day.facts)
    contacts = routed.filter(pl.col("channel") != "task")
    newest = newest_of_lanes(contacts).with_columns(gap_days=gap_days("last_overdue", day.as_of))
    judged = judge(_with_approvals(newest, day.facts.approvals), day.policy)
    tasks = routed.filter(pl.col("channel") == "task").with_columns(guard="held_by")
    fired, fired_tasks = (each.filter(pl.col("guard").is_null()) for each in (judged, tasks))
    behind = contacts.join(fired, on="lane", how="semi")
    return Outcome(
        actions=together(_actions(fired), _actions(fired_tasks)),
        held=together(held(judged), held(tasks)),
        tasks=mending(contacts, judged, day.policy),
        marked=_marked(together(behind.select(_MARK), fired_tasks.select(_MARK))),
    )


def held(judged: pl.DataFrame) -> pl.DataFrame:
    """List the steps that a guard holds."""
    return judged.filter(pl.col("guard").is_not_null()).select(list(HELD))


def _with_approvals(contacts: pl.DataFrame, approvals: pl.DataFrame) -> pl.DataFrame:
    if approvals.is_empty():
        return contacts.with_columns(unapproved="approval")
    key = (CUSTOMER, "step_id", "item_id", "due_date")
    given = approvals.select(key).unique().with_columns(approved=pl.lit(True))
    joined = contacts.join(given, on=key, how="left")
    return joined.with_columns(unapproved=pl.col("approval") & pl.col("approved").is_null())


def _actions(fired: pl.DataFrame) -> pl.DataFrame:
    step_day, group = pl.col("day").alias("step_day"), pl.lit(OVERDUE, dtype=pl.Int64).alias("group")
    return fired.with_columns(step_day, group, channel="goes_by").select(list(ACTION))


def _marked(behind: pl.DataFrame) -> pl.DataFrame:
    return behind.group_by(CUSTOMER, *ANCHOR_KEY, "slot").agg(last_day=pl.col("day").max())
