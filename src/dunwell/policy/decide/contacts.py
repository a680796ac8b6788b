"""By which channel a due step goes to its customer, and what staff must mend where one does not.

Source: docs/deciding.md, rule 4 (no_contact, bad_template) and rule 3 (the newest of a channel). This module does
not know what is due, nor which guard holds it.
"""

from datetime import date
from functools import cache

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.guards import hold_on_all_channels
from dunwell.policy.decide.words import CHANNEL, CUSTOMER, by_channel, days_since, reached
from dunwell.policy.facts import Facts, nothing
from dunwell.policy.file import Policy
from dunwell.policy.file.model import NOTICE_CHANNELS
from dunwell.policy.plan import TaskRow

_OF_CUSTOMER = (
    *(f"{fact}_{channel}" for fact in ("reach", "fix_asked") for channel in NOTICE_CHANNELS),
    *(f"{fact}_{channel}_on" for fact in ("last", "last_overdue") for channel in NOTICE_CHANNELS),
    *("last_call_on", "trace_on", "contacts", "business_day", "language"),
    *("handed_over", "reply_waiting", "paused"),
)


def route(steps: pl.DataFrame, customers: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Choose the channel that carries each step, its own or its fallback, and name a guard that holds on all."""
    routed = steps.join(customers.select(CUSTOMER, *_OF_CUSTOMER), on=CUSTOMER, how="left").with_columns(
        reaches=pl.col("channel").is_in(["call", "task"]) | by_channel("reach", "channel").fill_null(False),
        fallback_reaches=by_channel("reach", "fallback"),
        held_by=hold_on_all_channels(facts.cash_fresh),
    )
    carrier = pl.when("reaches").then("channel").when("fallback_reaches").then("fallback")
    return _find_bad_templates(routed.with_columns(goes_by=carrier), facts).with_columns(lane=_lane())


@cache
def _lane() -> pl.Expr:
    """Number what competes: a customer's steps on one carrier, or, where nothing carries them, on one channel."""
    goes_by, stuck_on = pl.col("goes_by").to_physical(), pl.col("channel").to_physical() + len(CHANNEL.categories)
    lane = pl.coalesce(goes_by, stuck_on).cast(pl.Int64)
    return pl.col(CUSTOMER) * (2 * len(CHANNEL.categories)) + lane


def _find_bad_templates(routed: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """A call speaks by a person, whatever its template."""
    if facts.bad_templates.is_empty():
        return routed.with_columns(bad_template=pl.lit(False))
    bad = facts.bad_templates.unique().with_columns(bad_template=pl.lit(True))
    joined = routed.join(bad, on=("template", "language"), how="left")
    return joined.with_columns(bad_template=pl.col("bad_template").fill_null(False) & (pl.col("channel") != "call"))


def gap_days(prefix: str, as_of: date) -> pl.Expr:
    """Count the days since the last contact of a sort (last, last_overdue) on the channel that carries the step."""
    on_channel = (
        pl.when(pl.col("goes_by") == channel).then(days_since(f"{prefix}_{channel}_on", as_of))
        for channel in NOTICE_CHANNELS
    )
    return pl.coalesce(*on_channel, pl.when(pl.col("goes_by") == "call").then(days_since("last_call_on", as_of)))


def newest_of_lanes(routed: pl.DataFrame) -> pl.DataFrame:
    """Keep the newest step of each lane by its day on the calendar; of two on one day the later in the policy."""
    place = pl.col("calendar_day") * 2**20 + pl.col("step_no")
    return routed.filter(place == place.max().over("lane"))


def mending(routed: pl.DataFrame, judged: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """List tasks for staff: an address that fails, a customer whom nothing reaches, a template that does not render.

    Only for notices that get as far as their guard; a task already raised for the address is not raised again.
    """
    failing = routed.filter(pl.col("held_by").is_null(), ~pl.col("reaches"))
    asked = by_channel("fix_asked", "channel")
    bad = judged.filter(pl.col("guard") == Reason.BAD_TEMPLATE.value)
    if failing.is_empty() and bad.is_empty():
        return nothing(TaskRow)
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
