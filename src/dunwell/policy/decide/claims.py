"""What is left of each claim, what of it may be asked for, and which currencies are covered by a customer's money.

Source: docs/deciding.md, "Words" and rules 7 and 8. All amounts in minor units. This module does not know stages.
"""

from functools import cache

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.words import CUSTOMER, above_nothing, by_currency

_CURRENCY = (CUSTOMER, "currency")
_OF_PAST_DUE = (
    *(CUSTOMER, "item_id", "is_fee", "currency", "item_date", "due_date", "opened", "restart_on"),
    *("rest_minor", "askable_minor"),
)


def weigh_claims(day: Day) -> pl.DataFrame:
    """Weigh each open item: rest_minor (awaits no credit note) and askable_minor (zero up to the tolerance)."""
    residual, awaiting = pl.col("residual_minor"), pl.col("awaiting_minor")
    taken = pl.sum_horizontal("disputed_minor", "promised_minor", "planned_minor", "under_way_minor")
    askable = above_nothing(residual - awaiting - taken)
    tolerance = by_currency(day.policy.guards.tolerance_minor)
    return _with_cover(day.facts.items, day.commitments.cover).with_columns(
        is_fee=pl.col("kind") == "fee",
        rest_minor=above_nothing(residual - awaiting),
        askable_minor=pl.when(askable > tolerance).then(askable).otherwise(0),
    )


def _with_cover(items: pl.DataFrame, cover: pl.DataFrame) -> pl.DataFrame:
    if cover.is_empty():  # most days of most portfolios: a join of all items is spared
        return items.with_columns(promised_minor=0, planned_minor=0)
    joined = items.join(cover, on=(CUSTOMER, "item_id"), how="left")
    return joined.with_columns(pl.col("promised_minor", "planned_minor").fill_null(0))


def past_due(claims: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Keep what is past due, the oldest first: its age is its place in that order, 0 the oldest of all.

    Marks as covered what stands in a currency that is covered.
    """
    past = claims.select(_OF_PAST_DUE).filter(pl.col("due_date") < pl.lit(day.as_of), pl.col("rest_minor") > 0)
    # One key sorts five times as fast as two.
    by_age = past.sort("item_id").sort(_by_dates(), maintain_order=True).with_row_index("age")
    return _mark_covered(by_age, day.credit)


@cache
def _by_dates() -> pl.Expr:
    return _days(pl.col("due_date")) * 2**32 + _days(pl.col("item_date"))


def _days(on: pl.Expr) -> pl.Expr:
    return on.to_physical().cast(pl.Int64)


def _mark_covered(past: pl.DataFrame, credit: pl.DataFrame) -> pl.DataFrame:
    """Mark the items whose currency is covered: all unallocated money in it reaches all that is past due in it."""
    money = credit.filter(pl.col("held_minor") > 0)
    if money.is_empty():
        return past.with_columns(covered=pl.lit(False))
    meets = past.join(money.select(CUSTOMER).unique(), on=CUSTOMER, how="semi").join(money, on=_CURRENCY)
    due = meets.group_by(_CURRENCY).agg("age", pl.col("rest_minor").sum(), pl.col("held_minor").max())
    ages = due.filter(pl.col("held_minor") >= pl.col("rest_minor")).get_column("age").explode()
    return past.with_columns(covered=pl.col("age").is_in(ages.implode()))
