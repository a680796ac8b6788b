"""Friendly notices before the due date: for which items one is due, what it asks for, and whether it goes.

Source: docs/deciding.md, rule 3 (friendly) and rule 4. A step is a message of its own, so its number is its group in
the plan. This module does not know what is past due, but for the credit that it uses up and the notices about it.
"""

from datetime import date

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.contacts import gap_days, mending, newest_of_lanes, route
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.guards import judge
from dunwell.policy.decide.ladder import Ladder
from dunwell.policy.decide.outcome import ACTION, NOTHING_HELD, Outcome, together
from dunwell.policy.decide.overdue import held
from dunwell.policy.decide.totals import Asking, ask
from dunwell.policy.decide.words import CUSTOMER, above_nothing, days_since, first_guard
from dunwell.policy.plan import FriendlyMarkedRow

_STEP = (CUSTOMER, "step_no")
_CURRENCY = (CUSTOMER, "currency")


def friendly_due(claims: pl.DataFrame, customers: pl.DataFrame, day: Day) -> pl.DataFrame:
    """List the friendly steps that are due, the newest of each item and channel; one row an item and step."""
    ahead = _soon_due(claims, day)
    if ahead.is_empty():
        return ahead
    until = day.policy.friendly_until_rank or len(day.policy.ladder) + 1
    kinds = customers.filter(pl.col("new_stage").fill_null(0) < until).select(CUSTOMER, "kind", "handed_over")
    day_of_step = pl.col("due_date") + pl.duration(days=pl.col("day"))
    steps = day.ladder.friendly.select("kind", "step_no", "day", "channel")
    due = (
        ahead.drop("kind")
        .join(kinds, on=CUSTOMER)
        .join(steps, on="kind")
        .filter(
            day_of_step <= pl.lit(day.as_of),
            day_of_step > pl.col("item_date"),
            (day_of_step > pl.col("extended_on")).fill_null(True),
            (pl.col("day") > pl.col("friendly_day")).fill_null(True),
        )
    )
    newest = due.group_by(CUSTOMER, "item_id", "channel").agg(pl.col("step_no").max())
    return due.join(newest, on=(CUSTOMER, "item_id", "channel", "step_no"), how="semi")


def _soon_due(claims: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Keep the claims that are not due yet, and near enough for a friendly step."""
    days, first_day = days_since("due_date", day.as_of), day.ladder.friendly["day"].min() or 0
    return claims.filter(days < 0, days >= first_day, pl.col("residual_minor") > 0)


def act_on_friendly(
    due: pl.DataFrame, customers: pl.DataFrame, past: pl.DataFrame, overdue: Outcome, day: Day
) -> tuple[Outcome, Asking]:
    """Send one message a channel for the step nearest the due date, unless an overdue notice goes or a guard holds.

    Gives what came of it, and what the messages ask for.
    """
    if due.is_empty():
        return Outcome.of_nothing_due(FriendlyMarkedRow), Asking.of_nothing()
    to_ask = due.filter(pl.col("askable_minor") > 0).with_columns(group="step_no", asked_minor="askable_minor")
    asking = ask(to_ask, _left_over(day.credit, past), day.policy)
    routed = route(_steps(to_ask, asking, day.ladder), customers, day.facts)
    going = _beside_overdue(newest_of_lanes(routed), overdue)
    judged = judge(going.with_columns(gap_days=gap_days("last", day.as_of), unapproved="approval"), day.policy)
    fired = judged.filter(pl.col("guard").is_null()).with_columns(group="step_no")
    asked = asking.of(fired)
    outcome = Outcome(
        actions=_actions(fired, asked, day.as_of),
        held=together(held(judged), _nothing_to_ask(due, to_ask)),
        tasks=mending(judged, judged, day.policy),
        marked=asked.items.group_by(CUSTOMER, "item_id").agg(friendly_day=pl.col("day").max()),
    )
    return outcome, asked


def _left_over(credit: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """Take from the free credit what past-due items use of it, disputed and promised ones too."""
    if credit.is_empty():
        return credit
    used = past.join(credit, on=_CURRENCY, how="semi").group_by(_CURRENCY).agg(pl.col("rest_minor").sum())
    left = above_nothing(pl.col("free_minor") - pl.col("rest_minor").fill_null(0))
    return credit.join(used, on=_CURRENCY, how="left").select(*_CURRENCY, free_minor=left)


def _steps(to_ask: pl.DataFrame, asking: Asking, ladder: Ladder) -> pl.DataFrame:
    steps = to_ask.select(*_STEP, "group").unique().join(asking.groups, on=(CUSTOMER, "group"), how="left")
    return steps.join(ladder.steps, on="step_no", how="left").with_columns(
        calendar_day="day",
        net_nothing=pl.col("below_minimum").is_null(),
        below_minimum=pl.col("below_minimum").fill_null(False),
    )


def _beside_overdue(newest: pl.DataFrame, overdue: Outcome) -> pl.DataFrame:
    """Let wait what an overdue notice of the day leaves no room on its channel, and count the day's contacts."""
    if overdue.actions.is_empty():
        return newest
    contacts = overdue.actions.filter(pl.col("channel") != "task").select(CUSTOMER, goes_by="channel")
    going = newest.join(contacts, on=(CUSTOMER, "goes_by"), how="anti")
    today = contacts.group_by(CUSTOMER).agg(today=pl.len())
    return going.join(today, on=CUSTOMER, how="left").with_columns(
        contacts=pl.col("contacts") + pl.col("today").fill_null(0)
    )


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
    if due.height == to_ask.height:
        return NOTHING_HELD
    silent = due.join(to_ask, on=_STEP, how="anti").with_columns(guard=against)
    return silent.group_by(_STEP).agg(pl.col("guard").min())


def _actions(fired: pl.DataFrame, asked: Asking, as_of: date) -> pl.DataFrame:
    oldest = asked.items.sort("due_date", "item_date", "item_id").unique((CUSTOMER, "group"), keep="first")
    of_item = oldest.select(CUSTOMER, "group", "item_id", "due_date", "opened")
    actions = fired.join(of_item, on=(CUSTOMER, "group"), how="left")
    return actions.with_columns(step_day="day", channel="goes_by", days=days_since("due_date", as_of)).select(
        list(ACTION)
    )
