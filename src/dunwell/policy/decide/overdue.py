"""What is done about what is past due: of the due steps, which fire, which a guard holds, and how far that leads.

Source: docs/deciding.md, rules 3 to 5. This module does not know friendly notices.
"""

from dataclasses import dataclass

import polars as pl

from dunwell.policy.decide.contacts import LANE, gap_days, mending, newest_of_lanes, route
from dunwell.policy.decide.guards import judge
from dunwell.policy.decide.words import ANCHOR_KEY, CUSTOMER
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy
from dunwell.policy.plan import OVERDUE

ACTION = (CUSTOMER, "step_no", "step_id", "step_day", "channel", "template", "group", *ANCHOR_KEY, "days")
_MARK = (CUSTOMER, *ANCHOR_KEY, "slot", "day")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the due steps of a sort."""

    actions: pl.DataFrame
    held: pl.DataFrame
    tasks: pl.DataFrame
    marked: pl.DataFrame


def act_on_overdue(due: pl.DataFrame, customers: pl.DataFrame, facts: Facts, policy: Policy) -> Outcome:
    """Fire the newest due step of each channel and each due task, unless a guard holds it."""
    of_customer = customers.select(CUSTOMER, *ANCHOR_KEY, "days", "net_nothing", "below_minimum")
    routed = route(due.join(of_customer, on=CUSTOMER, how="left"), customers, facts)
    contacts = routed.filter(pl.col("channel") != "task")
    newest = newest_of_lanes(contacts).with_columns(gap_days=gap_days("last_overdue", facts.as_of))
    judged = judge(_with_approvals(newest, facts.approvals), policy)
    tasks = routed.filter(pl.col("channel") == "task").with_columns(guard="held_by")
    fired, fired_tasks = (each.filter(pl.col("guard").is_null()) for each in (judged, tasks))
    behind = contacts.join(fired, on=LANE, how="semi", nulls_equal=True)
    return Outcome(
        actions=pl.concat([_actions(fired), _actions(fired_tasks)]),
        held=pl.concat([held(judged), held(tasks)]),
        tasks=mending(contacts, judged),
        marked=_marked(pl.concat([behind.select(_MARK), fired_tasks.select(_MARK)])),
    )


def held(judged: pl.DataFrame) -> pl.DataFrame:
    """List the steps that a guard holds."""
    return judged.filter(pl.col("guard").is_not_null()).select(CUSTOMER, "step_no", "guard")


def _with_approvals(contacts: pl.DataFrame, approvals: pl.DataFrame) -> pl.DataFrame:
    key = (CUSTOMER, "step_id", "item_id", "due_date")
    given = approvals.select(key).unique().with_columns(approved=pl.lit(True))
    joined = contacts.join(given, on=key, how="left")
    return joined.with_columns(unapproved=pl.col("approval") & pl.col("approved").is_null())


def _actions(fired: pl.DataFrame) -> pl.DataFrame:
    step_day, group = pl.col("day").alias("step_day"), pl.lit(OVERDUE, dtype=pl.Int64).alias("group")
    return fired.with_columns(step_day, group, channel="goes_by").select(ACTION)


def _marked(behind: pl.DataFrame) -> pl.DataFrame:
    return behind.group_by(CUSTOMER, *ANCHOR_KEY, "slot").agg(last_day=pl.col("day").max())
