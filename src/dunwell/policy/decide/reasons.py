"""Why a customer gets no notice and no call: one reason each, the first that is true.

Source: docs/deciding.md, rule 10. This module does not know how the day was decided.
"""

from functools import cache

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.claims import weigh_claims
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.outcome import NOTHING_HELD, beside
from dunwell.policy.decide.words import CUSTOMER, GUARD, first_guard
from dunwell.policy.facts import nothing
from dunwell.policy.order import rows_where
from dunwell.policy.plan import ReasonRow

_AGAINST = ("disputed_minor", "awaiting_minor", "promised_minor", "planned_minor", "under_way_minor")


def why_nothing(
    customers: pl.DataFrame, past: pl.DataFrame, actions: pl.DataFrame, held: pl.DataFrame, day: Day
) -> pl.DataFrame:
    """Give each customer without a notice and a call its reason."""
    told = actions.filter(pl.col("channel") != "task").get_column(CUSTOMER)
    silent = customers.select(CUSTOMER, "item_id", "all_covered", "handed_over", "some_covered")
    if told.len():
        silent = silent.filter(~pl.col(CUSTOMER).is_in(told.implode()))
    if silent.is_empty():
        return nothing(ReasonRow)
    guards = (
        held.group_by(CUSTOMER).agg(pl.col("guard").min()) if held.height else NOTHING_HELD.select(CUSTOMER, "guard")
    )
    why = silent.select(CUSTOMER, "all_covered", owes=pl.col(CUSTOMER).is_in(_owing(day).implode()))
    why = beside(why, _why_unanchored(silent, past, day), on=CUSTOMER)
    return beside(why, guards, on=CUSTOMER).select(CUSTOMER, reason=_reason())


def _owing(day: Day) -> pl.Series:
    """List who owes anything at all, past due or not."""
    owed = day.facts.items.select(CUSTOMER, "residual_minor")
    if (owed.get_column("residual_minor").min() or 0) <= 0:  # type: ignore[operator]
        owed = owed.filter(pl.col("residual_minor") > 0)
    return owed.get_column(CUSTOMER).unique()


_ANCHORED = pl.DataFrame(schema={CUSTOMER: pl.Int64, "unanchored": GUARD})


@cache
def _reason() -> pl.Expr:
    return (
        pl.when(~pl.col("owes"))
        .then(pl.lit(Reason.NOTHING_OWED.value))
        .when("all_covered")
        .then(pl.lit(Reason.COVERED_BY_CREDIT.value))
        .otherwise(pl.coalesce(pl.col("unanchored", "guard").cast(pl.String), pl.lit(Reason.NOTHING_DUE.value)))
    )


def _why_unanchored(silent: pl.DataFrame, past: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Past its due date, a credit note awaited or not, but with nothing to chase: what takes the anchor away."""
    if past.is_empty() and day.awaiting.is_empty():
        return _ANCHORED
    unanchored = silent.filter(pl.col("item_id").is_null()).select(CUSTOMER, "handed_over", "some_covered")
    of_them = pl.col(CUSTOMER).is_in(unanchored.get_column(CUSTOMER).implode())
    against = rows_where(past, of_them, CUSTOMER, *_AGAINST)
    if day.awaiting.height:
        waiting = rows_where(weigh_claims(day.awaiting, day), of_them, CUSTOMER, *_AGAINST)
        against = pl.concat([against, waiting])
    if against.is_empty():
        return _ANCHORED
    joined = against.join(unanchored, on=CUSTOMER)
    return joined.group_by(CUSTOMER).agg(unanchored=_takes_the_anchor().min())


@cache
def _takes_the_anchor() -> pl.Expr:
    return first_guard(
        (Reason.HANDED_OVER, pl.col("handed_over")),
        (Reason.COVERED_BY_CREDIT, pl.col("some_covered")),
        (Reason.DISPUTED, (pl.col("disputed_minor") > 0) | (pl.col("awaiting_minor") > 0)),
        (Reason.PROMISE_OPEN, pl.col("promised_minor") > 0),
        (Reason.PLAN_ON_TRACK, pl.col("planned_minor") > 0),
        (Reason.PAYMENT_UNDER_WAY, pl.col("under_way_minor") > 0),
    )
