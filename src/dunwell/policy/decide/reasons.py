"""Why a customer gets no notice and no call: one reason each, the first that is true.

Source: docs/deciding.md, rule 10. This module does not know how the day was decided.
"""

from datetime import date

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.words import CUSTOMER, first_guard


def why_nothing(
    customers: pl.DataFrame, claims: pl.LazyFrame, actions: pl.DataFrame, held: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Give each customer without a notice and a call its reason."""
    contacts = actions.filter(pl.col("channel") != "task")
    silent = customers.join(contacts, on=CUSTOMER, how="anti")
    unanchored = silent.filter(pl.col("item_id").is_null()).select(CUSTOMER, "handed_over", "some_covered")
    open_claims = claims.filter(pl.col("residual_minor") > 0)
    owing, why_unanchored = pl.collect_all(
        [open_claims.select(CUSTOMER, owes=True).unique(), _why_unanchored(unanchored, open_claims, as_of)]
    )
    why_held = held.group_by(CUSTOMER).agg(pl.col("guard").min())
    joined = (
        silent.select(CUSTOMER, "all_covered")
        .join(owing, on=CUSTOMER, how="left")
        .join(why_unanchored, on=CUSTOMER, how="left")
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


def _why_unanchored(unanchored: pl.DataFrame, open_claims: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Past its due date, a credit note awaited or not, but with nothing to chase: what takes the anchor away."""
    applies = first_guard(
        (Reason.HANDED_OVER, pl.col("handed_over")),
        (Reason.COVERED_BY_CREDIT, pl.col("some_covered")),
        (Reason.DISPUTED, (pl.col("disputed_minor") > 0) | (pl.col("awaiting_minor") > 0)),
        (Reason.PROMISE_OPEN, pl.col("promised_minor") > 0),
        (Reason.PLAN_ON_TRACK, pl.col("planned_minor") > 0),
        (Reason.PAYMENT_UNDER_WAY, pl.col("under_way_minor") > 0),
    )
    late = open_claims.filter(pl.col("due_date") < pl.lit(as_of)).join(unanchored.lazy(), on=CUSTOMER)
    return late.group_by(CUSTOMER).agg(unanchored=applies.min())
