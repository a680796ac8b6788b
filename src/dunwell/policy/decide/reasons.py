"""Why a customer gets no notice and no call: one reason each, the first that is true.

Source: docs/deciding.md, rule 10. This module does not know how the day was decided.
"""

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.words import CUSTOMER, first_guard


def why_nothing(
    customers: pl.DataFrame, claims: pl.DataFrame, actions: pl.DataFrame, held: pl.DataFrame, day: Day
) -> pl.DataFrame:
    """Give each customer without a notice and a call its reason."""
    contacts = actions.filter(pl.col("channel") != "task")
    silent = customers.join(contacts, on=CUSTOMER, how="anti")
    unanchored = silent.filter(pl.col("item_id").is_null()).select(CUSTOMER, "handed_over", "some_covered")
    open_claims = claims.filter(pl.col("residual_minor") > 0).join(silent, on=CUSTOMER, how="semi")
    why_held = held.group_by(CUSTOMER).agg(pl.col("guard").min())
    joined = (
        silent.select(CUSTOMER, "all_covered")
        .join(open_claims.select(CUSTOMER, owes=True).unique(), on=CUSTOMER, how="left")
        .join(_why_unanchored(unanchored, open_claims, day), on=CUSTOMER, how="left")
        .join(why_held, on=CUSTOMER, how="left")
    )
    return joined.select(CUSTOMER, reason=_reason())


def _reason() -> pl.Expr:
    return (
        pl.when(pl.col("owes").is_null())
        .then(pl.lit(Reason.NOTHING_OWED.value))
        .when("all_covered")
        .then(pl.lit(Reason.COVERED_BY_CREDIT.value))
        .otherwise(pl.coalesce(pl.col("unanchored", "guard").cast(pl.String), pl.lit(Reason.NOTHING_DUE.value)))
    )


def _why_unanchored(unanchored: pl.DataFrame, open_claims: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Past its due date, a credit note awaited or not, but with nothing to chase: what takes the anchor away."""
    applies = first_guard(
        (Reason.HANDED_OVER, pl.col("handed_over")),
        (Reason.COVERED_BY_CREDIT, pl.col("some_covered")),
        (Reason.DISPUTED, (pl.col("disputed_minor") > 0) | (pl.col("awaiting_minor") > 0)),
        (Reason.PROMISE_OPEN, pl.col("promised_minor") > 0),
        (Reason.PLAN_ON_TRACK, pl.col("planned_minor") > 0),
        (Reason.PAYMENT_UNDER_WAY, pl.col("under_way_minor") > 0),
    )
    late = open_claims.filter(pl.col("due_date") < pl.lit(day.as_of)).join(unanchored, on=CUSTOMER)
    return late.group_by(CUSTOMER).agg(unanchored=applies.min())
