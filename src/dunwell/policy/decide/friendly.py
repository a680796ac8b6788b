"""Friendly notices before the due date: for which items one is due, what it asks for, and whether it goes.

Source: docs/deciding.md, rule 3 (friendly) and rule 4. A step is a message of its own, so its number is its group in
the plan. This module does not know what is past due, but for the credit that it uses up and the notices about it.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.contacts import gap_days, mending, newest_of_lanes, route
from dunwell.policy.decide.guards import judge
from dunwell.policy.decide.ladder import Ladder
from dunwell.policy.decide.overdue import ACTION, Outcome, held
from dunwell.policy.decide.totals import Asking, ask
from dunwell.policy.decide.words import CUSTOMER, above_nothing, days_since, first_guard
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy
from dunwell.policy.file.model import NOTICE_CHANNELS

_STEP = (CUSTOMER, "step_no")
_CURRENCY = (CUSTOMER, "currency")


@dataclass(frozen=True, slots=True)
class FriendlyOutcome:
    """What came of the friendly steps, and what those that fire ask for."""

    outcome: Outcome
    asking: Asking


def soon_due(claims: pl.LazyFrame, ladder: Ladder, as_of: date) -> pl.LazyFrame:
    """Keep the claims that are not due yet, and near enough for a friendly step."""
    first_day = ladder.friendly["day"].min() or 0
    days = days_since("due_date", as_of)
    return claims.filter(days < 0, days >= first_day, pl.col("residual_minor") > 0)


def friendly_due(
    ahead: pl.DataFrame, customers: pl.DataFrame, ladder: Ladder, policy: Policy, as_of: date
) -> pl.DataFrame:
    """List the friendly steps that are due, the newest of each item and channel; one row an item and step."""
    until = policy.friendly_until_rank or len(policy.ladder) + 1
    kinds = customers.filter(pl.col("new_stage").fill_null(0) < until).select(CUSTOMER, "kind", "handed_over")
    day_of_step = pl.col("due_date") + pl.duration(days=pl.col("day"))
    steps = ladder.friendly.select("kind", "step_no", "day", "channel")
    due = (
        ahead.drop("kind")
        .join(kinds, on=CUSTOMER)
        .join(steps, on="kind")
        .filter(
            day_of_step <= pl.lit(as_of),
            day_of_step > pl.col("item_date"),
            (day_of_step > pl.col("extended_on")).fill_null(True),
            (pl.col("day") > pl.col("friendly_day")).fill_null(True),
        )
    )
    newest = due.group_by(CUSTOMER, "item_id", "channel").agg(pl.col("step_no").max())
    return due.join(newest, on=(CUSTOMER, "item_id", "channel", "step_no"), how="semi")


def act_on_friendly(
    due: pl.DataFrame,
    past: pl.DataFrame,
    credit: pl.DataFrame,
    customers: pl.DataFrame,
    overdue: Outcome,
    ladder: Ladder,
    facts: Facts,
    policy: Policy,
) -> FriendlyOutcome:
    """Send one message a channel for the step nearest the due date, unless an overdue notice goes or a guard holds."""
    to_ask = due.filter(pl.col("askable_minor") > 0).with_columns(group="step_no", asked_minor="askable_minor")
    asking = ask(to_ask, _left_over(credit, past), policy)
    routed = route(_steps(to_ask, asking, ladder), customers, facts)
    notices = overdue.actions.filter(pl.col("channel").is_in(NOTICE_CHANNELS)).select(CUSTOMER, goes_by="channel")
    going = newest_of_lanes(routed).join(notices, on=(CUSTOMER, "goes_by"), how="anti")
    going = _count_contacts(going, overdue).with_columns(
        gap_days=gap_days("last", facts.as_of), unapproved=pl.col("approval")
    )
    judged = judge(going, policy)
    fired = judged.filter(pl.col("guard").is_null()).with_columns(group="step_no")
    asked = asking.of(fired)
    outcome = Outcome(
        actions=_actions(fired, asked, facts.as_of),
        held=pl.concat([held(judged), _nothing_to_ask(due, to_ask)]),
        tasks=mending(routed, judged),
        marked=asked.items.group_by(CUSTOMER, "item_id").agg(friendly_day=pl.col("day").max()),
    )
    return FriendlyOutcome(outcome, asked)


def _left_over(credit: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """Take from the free credit what chaseable past-due items use of it."""
    used = past.join(credit, on=_CURRENCY, how="semi").group_by(_CURRENCY).agg(pl.col("askable_minor").sum())
    left = above_nothing(pl.col("free_minor") - pl.col("askable_minor").fill_null(0))
    return credit.join(used, on=_CURRENCY, how="left").select(*_CURRENCY, free_minor=left)


def _steps(to_ask: pl.DataFrame, asking: Asking, ladder: Ladder) -> pl.DataFrame:
    steps = to_ask.select(*_STEP, "group").unique().join(asking.groups, on=(CUSTOMER, "group"), how="left")
    return steps.join(ladder.steps, on="step_no", how="left").with_columns(
        calendar_day="day",
        net_nothing=pl.col("below_minimum").is_null(),
        below_minimum=pl.col("below_minimum").fill_null(False),
    )


def _count_contacts(going: pl.DataFrame, overdue: Outcome) -> pl.DataFrame:
    contacts = overdue.actions.filter(pl.col("channel") != "task").group_by(CUSTOMER).agg(today=pl.len())
    joined = going.join(contacts, on=CUSTOMER, how="left")
    return joined.with_columns(contacts=pl.col("contacts") + pl.col("today").fill_null(0))


def _nothing_to_ask(due: pl.DataFrame, to_ask: pl.DataFrame) -> pl.DataFrame:
    """Hold the steps of whose items none has anything left to ask, by the first guard that stands against any.

    What nothing stands against is too little to ask for: within the tolerance.
    """
    against = first_guard(
        (Reason.HANDED_OVER, pl.col("handed_over")),
        (Reason.DISPUTED, (pl.col("disputed_minor") > 0) | (pl.col("awaiting_minor") > 0)),
        (Reason.PROMISE_OPEN, pl.col("promised_minor") > 0),
        (Reason.PLAN_ON_TRACK, pl.col("planned_minor") > 0),
        (Reason.PAYMENT_UNDER_WAY, pl.col("under_way_minor") > 0),
        (Reason.BELOW_MINIMUM, pl.lit(True)),
    )
    silent = due.join(to_ask, on=_STEP, how="anti").with_columns(guard=against)
    return silent.group_by(_STEP).agg(pl.col("guard").min())


def _actions(fired: pl.DataFrame, asked: Asking, as_of: date) -> pl.DataFrame:
    oldest = asked.items.sort("due_date", "item_date", "item_id").unique((CUSTOMER, "group"), keep="first")
    of_item = oldest.select(CUSTOMER, "group", "item_id", "due_date", "opened")
    actions = fired.join(of_item, on=(CUSTOMER, "group"), how="left")
    return actions.with_columns(step_day="day", channel="goes_by", days=days_since("due_date", as_of)).select(ACTION)
