"""Why a customer gets no notice and no call: one reason each, the first that is true.

Source: docs/deciding.md, rule 10. This module does not know how the day was decided.
"""

from functools import cache

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.outcome import NOTHING_HELD, beside
from dunwell.policy.decide.words import CUSTOMER, GUARD, first_guard
from dunwell.policy.facts import nothing
from dunwell.policy.plan import ReasonRow


def why_nothing(
    customers: pl.DataFrame, claims: pl.DataFrame, actions: pl.DataFrame, held: pl.DataFrame, day: Day
) -> pl.DataFrame:
    """Give each customer without a notice and a call its reason."""
    contacts = actions.filter(pl.col("channel") != "task")
    silent = customers.join(contacts, on=CUSTOMER, how="anti")
    if silent.is_empty():
        return nothing(ReasonRow)
    open_claims = claims.filter(pl.col("residual_minor") > 0)
    owes = pl.col(CUSTOMER).is_in(open_claims.get_column(CUSTOMER).implode())
    unanchored = silent.filter(pl.col("item_id").is_null()).select(CUSTOMER, "handed_over", "some_covered")
    why = silent.select(CUSTOMER, "all_covered", owes=owes)
    why = beside(why, _why_unanchored(unanchored, open_claims, day), on=CUSTOMER)
    why = beside(why, held.group_by(CUSTOMER).agg(pl.col("guard").min()) if held.height else NOTHING_HELD, on=CUSTOMER)
    return why.select(CUSTOMER, reason=_reason())


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


def _why_unanchored(unanchored: pl.DataFrame, open_claims: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Past its due date, a credit note awaited or not, but with nothing to chase: what takes the anchor away."""
    if unanchored.is_empty():
        return _ANCHORED
    late = open_claims.filter(pl.col("due_date") < pl.lit(day.as_of)).join(unanchored, on=CUSTOMER)
    return late.group_by(CUSTOMER).agg(unanchored=_takes_the_anchor().min())


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
