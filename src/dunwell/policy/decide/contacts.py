"""By which channel a due step goes to its customer, and what staff must mend where one does not.

Source: docs/deciding.md, rule 4 (no_contact, bad_template) and rule 3 (the newest of a channel). This module does
not know what is due, nor which guard holds it.
"""

from datetime import date
from functools import cache, lru_cache

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.guards import hold_on_all_channels
from dunwell.policy.decide.words import CHANNEL, CUSTOMER, by_channel, reached
from dunwell.policy.facts import Facts, nothing
from dunwell.policy.file import Policy
from dunwell.policy.order import in_order, known_sorted, last_of_each
from dunwell.policy.plan import TaskRow

_OF_CUSTOMER = (
    *(CUSTOMER, "trace_on", "contacts", "business_day", "language"),
    *("handed_over", "reply_waiting", "paused"),
)


def route(due: pl.DataFrame, customers: pl.DataFrame, beside: list[str], day: Day) -> pl.DataFrame:
    """Choose the channel that carries each due step, its own or its fallback, and name a guard that holds on all.

    Puts the step's terms and what is known of the customer beside it, with the columns named.
    """
    known = [*_OF_CUSTOMER, *_by_channels(day.policy), *beside]
    steps = due.hstack(day.ladder.terms[due.get_column("step_no") - 1])
    routed = steps.join(customers.select(known), on=CUSTOMER, how="left", maintain_order="left")
    goes_by, reaches = _carrier(day.policy.notice_channels)
    routed = routed.with_columns(goes_by=goes_by, reaches=reaches, held_by=hold_on_all_channels(day.facts.cash_fresh))
    return _find_bad_templates(routed, day.facts)


def _by_channels(policy: Policy) -> list[str]:
    facts = ("reach_{}", "fix_asked_{}", "last_{}_on", "last_overdue_{}_on")
    return [fact.replace("{}", channel) for fact in facts for channel in policy.notice_channels] + ["last_call_on"]


@lru_cache(maxsize=64)
def _carrier(channels: tuple[str, ...]) -> tuple[pl.Expr, pl.Expr]:
    own, other = (by_channel(_columns("reach_{}", channels), each) for each in ("channel", "fallback"))
    reaches = pl.col("channel").is_in(["call", "task"]) | own.fill_null(False)
    return pl.when(reaches).then("channel").when(other).then("fallback"), reaches


def _columns(fact: str, channels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((channel, fact.replace("{}", channel)) for channel in channels)


def _find_bad_templates(routed: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """A call speaks by a person, whatever its template."""
    if facts.bad_templates.is_empty():
        return routed.with_columns(bad_template=pl.lit(False))
    bad = facts.bad_templates.unique().with_columns(bad_template=pl.lit(True))
    joined = routed.join(bad, on=("template", "language"), how="left", maintain_order="left")
    return joined.with_columns(bad_template=pl.col("bad_template").fill_null(False) & (pl.col("channel") != "call"))


def gap_days(fact: str, policy: Policy, as_of: date) -> pl.Expr:
    """Count the days since the last contact of a sort (last, last_overdue) on the channel that carries the step."""
    columns = (*_columns(fact + "_{}_on", policy.notice_channels), ("call", "last_call_on"))
    return (pl.lit(as_of) - by_channel(columns, "goes_by")).dt.total_days()


def newest_of_lanes(routed: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put steps that compete into lanes, and keep the newest of each: all steps with their lane, and the newest.

    A lane is a customer's steps on one carrier, or, where nothing carries them, on one channel. The newest goes by its
    day on the calendar; of two on one day it is the later in the policy.
    """
    stuck = pl.col("channel").to_physical().cast(pl.Int64) + len(CHANNEL.categories)
    in_lanes = routed.with_columns(lane=pl.coalesce(lane("goes_by"), _lane(stuck)))
    in_lanes = known_sorted(in_order(in_lanes, "lane", "calendar_day", "step_no"), CUSTOMER)
    return in_lanes, last_of_each(in_lanes, "lane")


@cache
def lane(channel: str) -> pl.Expr:
    """Number what a customer gets on one channel; none where there is no channel."""
    return _lane(pl.col(channel).to_physical().cast(pl.Int64))


def _lane(place: pl.Expr) -> pl.Expr:
    return pl.col(CUSTOMER) * (2 * len(CHANNEL.categories)) + place


def mending(routed: pl.DataFrame, judged: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """List tasks for staff: an address that fails, a customer whom nothing reaches, a template that does not render.

    Only for notices that get as far as their guard; a task already raised for the address is not raised again.
    """
    failing = routed.filter(pl.col("held_by").is_null(), ~pl.col("reaches"))
    bad = judged.filter(pl.col("guard") == Reason.BAD_TEMPLATE.value)
    if failing.is_empty() and bad.is_empty():
        return nothing(TaskRow)
    asked = by_channel(_columns("fix_asked_{}", policy.notice_channels), "channel")
    lost = ~reached(policy) & pl.col("trace_on").is_null()
    return pl.concat(
        [
            failing.filter(~asked).select(
                CUSTOMER, task=pl.lit("fix-contact"), subject=pl.col("channel").cast(pl.String)
            ),
            failing.filter(lost).select(CUSTOMER, task=pl.lit("trace-address"), subject=pl.lit("")),
            bad.select(CUSTOMER, task=pl.lit("mend-template"), subject="template"),
        ]
    ).unique()
