"""What is left of each claim, what of it may be asked for, and which currencies are covered by a customer's money.

Source: docs/deciding.md, "Words" and rules 7 and 8. All amounts in minor units. This module does not know stages.
"""

from datetime import date

import polars as pl

from dunwell.policy.decide.commitments import Commitments
from dunwell.policy.decide.words import CUSTOMER, above_nothing, by_currency
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy

_CURRENCY = (CUSTOMER, "currency")
_AGE = ("due_date", "item_date", "item_id")


def weigh_claims(facts: Facts, commitments: Commitments, policy: Policy) -> pl.LazyFrame:
    """Weigh each open item: rest_minor (awaits no credit note) and askable_minor (zero up to the tolerance)."""
    residual, awaiting = pl.col("residual_minor"), pl.col("awaiting_minor")
    taken = pl.sum_horizontal("disputed_minor", "promised_minor", "planned_minor", "under_way_minor")
    askable = above_nothing(residual - awaiting - taken)
    tolerance = by_currency(policy.guards.tolerance_minor)
    return _with_cover(facts.items, commitments.cover).with_columns(
        is_fee=pl.col("kind") == "fee",
        rest_minor=above_nothing(residual - awaiting),
        askable_minor=pl.when(askable > tolerance).then(askable).otherwise(0),
    )


def _with_cover(items: pl.DataFrame, cover: pl.DataFrame) -> pl.LazyFrame:
    if cover.is_empty():  # most days of most portfolios: a join of all items is spared
        return items.lazy().with_columns(promised_minor=0, planned_minor=0)
    joined = items.lazy().join(cover.lazy(), on=(CUSTOMER, "item_id"), how="left")
    return joined.with_columns(pl.col("promised_minor", "planned_minor").fill_null(0))


def past_due(claims: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Keep what is past due, the oldest first: its age is its place in that order, 0 the oldest of all."""
    past = claims.filter(pl.col("due_date") < pl.lit(as_of), pl.col("rest_minor") > 0)
    return past.sort(_AGE).with_row_index("age")


def mark_covered(past: pl.DataFrame, credit: pl.DataFrame) -> pl.DataFrame:
    """Mark the items whose currency is covered: all unallocated money in it reaches all that is past due in it."""
    money = credit.filter(pl.col("held_minor") > 0)
    due = past.join(money, on=_CURRENCY).group_by(_CURRENCY).agg(pl.col("rest_minor").sum(), pl.col("held_minor").max())
    covered = due.filter(pl.col("held_minor") >= pl.col("rest_minor")).select(*_CURRENCY, covered=pl.lit(True))
    if covered.is_empty():
        return past.with_columns(covered=pl.lit(False))
    return past.join(covered, on=_CURRENCY, how="left", maintain_order="left").with_columns(
        pl.col("covered").fill_null(False)
    )
