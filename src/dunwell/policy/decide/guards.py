"""The guards: each due step that wants to reach a customer, and the first guard that holds it.

Source: docs/deciding.md, rule 4. This module does not know what is due or what a step asks for.
"""

from functools import cache

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.words import CHANNEL, CUSTOMER, first_guard
from dunwell.policy.file import Policy
from dunwell.policy.order import rows_where

_COUNTED = (CUSTOMER, "goes_by", "contacts", "passes_limit", "early", "late")


@cache
def hold_on_all_channels(cash_fresh: bool) -> pl.Expr:
    """Name the first of the guards that hold a step whatever its channel, tasks too.

    Looks at net_nothing and below_minimum of what the step asks for, and at its customer.
    """
    return first_guard(
        (Reason.HANDED_OVER, pl.col("handed_over")),
        (Reason.COVERED_BY_CREDIT, pl.col("net_nothing")),
        (Reason.BELOW_MINIMUM, pl.col("below_minimum")),
        (Reason.STALE_CASH, pl.lit(not cash_fresh)),
        (Reason.REPLY_WAITING, pl.col("reply_waiting")),
        (Reason.PAUSED, pl.col("paused")),
    )


def judge(contacts: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Add to each contact (a notice or a call) the guard that holds it; null where it goes.

    A row has held_by (the guard on all channels), goes_by (its channel; null where none reaches), gap_days
    (days since the last contact that it keeps a distance from), contacts (in the policy's window, and of this run
    until now), business_day, passes_limit, bad_template and unapproved.
    """
    limits = policy.guards
    too_soon = (pl.col("gap_days") < limits.min_gap_days).fill_null(False)
    closed = pl.lit(limits.business_days_only) & ~pl.col("business_day")
    before_the_limit = first_guard((Reason.NO_CONTACT, pl.col("goes_by").is_null()), (Reason.TOO_SOON, too_soon))
    after_the_limit = first_guard(
        (Reason.NOT_A_BUSINESS_DAY, closed),
        (Reason.BAD_TEMPLATE, pl.col("bad_template")),
        (Reason.AWAITING_APPROVAL, pl.col("unapproved")),
    )
    judged = contacts.with_columns(early=pl.coalesce("held_by", before_the_limit), late=after_the_limit)
    too_many = _too_many(judged, limits.max_contacts)
    if too_many.is_empty():
        return judged.with_columns(guard=pl.coalesce("early", "late"))
    over = first_guard((Reason.TOO_MANY, pl.int_range(pl.len(), dtype=pl.UInt32).is_in(too_many.implode())))
    return judged.with_columns(guard=pl.coalesce("early", over, "late"))


def _too_many(judged: pl.DataFrame, limit: int) -> pl.Series:
    """Find the rows whose customer's contacts, those of this run in the order of channels, have reached the limit.

    What the limit stops uses none of it; but once it stops one it is reached, so that counting all that pass the
    other guards gives the same answer.
    """
    near = pl.col("contacts") + len(CHANNEL.categories) > limit  # nobody else can reach it today
    close = rows_where(judged.with_row_index("place"), near, "place", *_COUNTED)
    return (close.filter(_over(limit)) if close.height else close).get_column("place")


@cache
def _over(limit: int) -> pl.Expr:
    goes = (pl.col("early").is_null() & pl.col("late").is_null()).cast(pl.Int64)
    earlier = goes.cum_sum().over(CUSTOMER, order_by="goes_by") - goes
    return ~pl.col("passes_limit") & (pl.col("contacts") + earlier >= limit)
