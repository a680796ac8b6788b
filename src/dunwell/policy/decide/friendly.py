"""Friendly notices before the due date: for which items one is due, what it asks for, and whether it goes.

Source: docs/deciding.md, rule 3 (friendly) and rule 4. A step is a message of its own, so its number is its group in
the plan. This module does not know what is past due, but for the credit that it uses up and the notices about it.
"""

from dataclasses import replace
from datetime import date

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.claims import weigh_claims
from dunwell.policy.decide.contacts import gap_days, lane, mending, newest_of_lanes, route
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.guards import judge
from dunwell.policy.decide.ladder import Ladder, Track
from dunwell.policy.decide.outcome import ACTION, NOTHING_HELD, Outcome, together
from dunwell.policy.decide.overdue import held
from dunwell.policy.decide.totals import Asking, ask
from dunwell.policy.decide.words import CUSTOMER, PURSE, above_nothing, days_since, first_guard
from dunwell.policy.order import first_of_each, in_order, rows_where, with_sorted
from dunwell.policy.plan import FriendlyMarkedRow

_STEP = (CUSTOMER, "step_no")
_OF_ITEM = (CUSTOMER, "item_id", "currency", PURSE, "item_date", "due_date", "opened", "day")


def friendly_due(customers: pl.DataFrame, day: Day) -> pl.DataFrame:
    """List the friendly steps that are due, the newest of each item and channel; one row an item and step.

    Whatever an older step of the same channel would need, the newest needs less: it alone has to be looked at.
    """
    if day.ahead.is_empty():
        return day.ahead
    until = day.policy.friendly_until_rank or len(day.policy.ladder) + 1
    of_customer = customers.select(CUSTOMER, "kind", "handed_over", "new_stage").with_columns(
        low_enough=pl.col("new_stage").fill_null(0) < until
    )
    ahead = day.ahead.rename({"kind": "item_kind"}).join(of_customer, on=CUSTOMER, how="left", maintain_order="left")
    days = ahead.with_columns(days=days_since("due_date", day.as_of))
    due = together(*(_newest_of(track, days) for track in day.ladder.friendly))
    return weigh_claims(due.rename({"kind": "customer_kind", "item_kind": "kind"}), day)


def _newest_of(track: Track, ahead: pl.DataFrame) -> pl.DataFrame:
    in_reach = ahead.filter(pl.col("low_enough"), pl.col("days") >= track.first_day)
    place = track.place_of(pl.col("days"))
    found = in_reach.with_columns(step_no=pl.lit(track.step_no).gather(place), day=pl.lit(track.day).gather(place))
    day, day_of_step = pl.col("day"), pl.col("due_date") + pl.duration(days=pl.col("day"))
    return found.filter(
        day_of_step > pl.col("item_date"),
        (day_of_step > pl.col("extended_on")) | pl.col("extended_on").is_null(),
        (day > pl.col("friendly_day")) | (pl.col("friendly_day").is_null() & day.is_not_null()),
    )


def act_on_friendly(
    due: pl.DataFrame, customers: pl.DataFrame, past: pl.DataFrame, overdue: Outcome, day: Day
) -> tuple[Outcome, Asking]:
    """Send one message a channel for the step nearest the due date, unless an overdue notice goes or a guard holds.

    Gives what came of it, and what the messages ask for.
    """
    if due.is_empty():
        return Outcome.of_nothing_due(FriendlyMarkedRow), Asking.of_nothing()
    to_ask = _to_ask(due)
    if to_ask.is_empty():
        silent = replace(Outcome.of_nothing_due(FriendlyMarkedRow), held=_nothing_to_ask(due, to_ask))
        return silent, Asking.of_nothing()
    asking = ask(to_ask, _left_over(day.credit, past))
    steps = asking.groups(day.policy).with_columns(step_no="group")
    routed = route(steps, customers, [], day).with_columns(calendar_day="day")
    going = _beside_overdue(newest_of_lanes(routed)[1], overdue)
    gap = gap_days("last", day.policy, day.as_of)
    judged = judge(going.with_columns(gap_days=gap, unapproved="approval"), day.policy)
    fired = in_order(judged.filter(pl.col("guard").is_null()), CUSTOMER, "step_no")
    asked = asking.of(fired)
    outcome = Outcome(
        actions=_actions(fired, asked, day.as_of),
        held=together(held(judged), _nothing_to_ask(due, to_ask)),
        tasks=mending(judged, judged, day.policy),
        marked=_marked(asked.items, day.ladder),
    )
    return outcome, asked


def _to_ask(due: pl.DataFrame) -> pl.DataFrame:
    asking = due.select(*_OF_ITEM, group="step_no", asked_minor="askable_minor").filter(pl.col("asked_minor") > 0)
    return in_order(asking, CUSTOMER, "group", "item_id")


def _left_over(credit: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """Take from the free credit what past-due items use of it, disputed and promised ones too."""
    if credit.is_empty():
        return credit
    used = rows_where(past, pl.col(PURSE).is_in(credit.get_column(PURSE).implode()), PURSE, "rest_minor")
    sums = used.group_by(PURSE).agg(pl.col("rest_minor").sum())
    left = above_nothing(pl.col("free_minor") - pl.col("rest_minor").fill_null(0))
    return credit.join(sums, on=PURSE, how="left").select(PURSE, free_minor=left)


def _beside_overdue(newest: pl.DataFrame, overdue: Outcome) -> pl.DataFrame:
    """Let wait what an overdue notice of the day leaves no room on its channel, and count the day's contacts."""
    if overdue.actions.is_empty():
        return newest
    contacts = overdue.actions.filter(pl.col("channel") != "task").select(CUSTOMER, lane=lane("channel"))
    going = newest.filter(~pl.col("lane").is_in(contacts.get_column("lane").implode()))
    today = with_sorted(contacts, CUSTOMER).group_by(CUSTOMER, maintain_order=True).agg(today=pl.len())
    counted = going.select(CUSTOMER).join(today, on=CUSTOMER, how="left", maintain_order="left")
    return going.with_columns(contacts=pl.col("contacts") + counted.get_column("today").fill_null(0))


def _nothing_to_ask(due: pl.DataFrame, to_ask: pl.DataFrame) -> pl.DataFrame:
    """Hold the steps of whose items none has anything left to ask, by the first guard that stands against any.

    What nothing stands against is too little to ask for: within the tolerance.
    """
    if due.height == to_ask.height:
        return NOTHING_HELD
    against = first_guard(
        (Reason.HANDED_OVER, pl.col("handed_over")),
        (Reason.DISPUTED, (pl.col("disputed_minor") > 0) | (pl.col("awaiting_minor") > 0)),
        (Reason.PROMISE_OPEN, pl.col("promised_minor") > 0),
        (Reason.PLAN_ON_TRACK, pl.col("planned_minor") > 0),
        (Reason.PAYMENT_UNDER_WAY, pl.col("under_way_minor") > 0),
        (Reason.BELOW_MINIMUM, pl.lit(True)),
    )
    silent = due.filter(pl.col("askable_minor") == 0)
    of_them = pl.col(CUSTOMER).is_in(silent.get_column(CUSTOMER).implode())
    asked = rows_where(to_ask, of_them, CUSTOMER, "group").rename({"group": "step_no"})
    alone = silent.join(asked, on=_STEP, how="anti").with_columns(guard=against)
    return alone.group_by(_STEP).agg(pl.col("guard").min())


def _actions(fired: pl.DataFrame, asked: Asking, as_of: date) -> pl.DataFrame:
    """Name in each message the oldest item that it speaks of; both come by customer and step, one for one."""
    by_age = in_order(asked.items, CUSTOMER, "group", "due_date", "item_date", "item_id")
    oldest = first_of_each(by_age, CUSTOMER, "group").select("item_id", "due_date", "opened")
    actions = fired.hstack(oldest)
    return actions.with_columns(step_day="day", channel="goes_by", days=days_since("due_date", as_of)).select(
        list(ACTION)
    )


def _marked(items: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    marked = items.select(CUSTOMER, "item_id", friendly_day="day")
    if len(ladder.friendly) == 1:  # one step an item
        return marked
    return marked.group_by(CUSTOMER, "item_id").agg(pl.col("friendly_day").max())
