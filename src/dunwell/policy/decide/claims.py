"""What is left of each claim, what of it may be asked for, and which currencies are covered by a customer's money.

Source: docs/deciding.md, "Words" and rules 7 and 8. All amounts in minor units. This module does not know stages.
"""

from functools import cache

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.words import CUSTOMER, PURSE, above_nothing, by_currency
from dunwell.policy.facts import ItemRow, nothing
from dunwell.policy.order import in_order, rows_where, with_sorted

_COVERS = ("promised_minor", "planned_minor")
_NOTHING = pl.lit(0, dtype=pl.Int64)


def weigh_claims(items: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Weigh open items: rest_minor (awaits no credit note) and askable_minor (zero up to the tolerance)."""
    residual, awaiting = pl.col("residual_minor"), pl.col("awaiting_minor")
    taken = pl.col("disputed_minor") + pl.col("promised_minor") + pl.col("planned_minor") + pl.col("under_way_minor")
    askable = residual - awaiting - taken
    tolerance = above_nothing(by_currency(day.policy.guards.tolerance_minor))
    return _with_cover(items, day.commitments.cover).with_columns(
        is_fee=pl.col("kind") == "fee",
        rest_minor=above_nothing(residual - awaiting),
        askable_minor=pl.when(askable > tolerance).then(askable).otherwise(_NOTHING),
    )


def _with_cover(items: pl.DataFrame, cover: pl.DataFrame) -> pl.DataFrame:
    """Put beside each item what promises and plans cover of it; of most items that is nothing."""
    plain = items.with_columns(promised_minor=_NOTHING, planned_minor=_NOTHING)
    if cover.is_empty() or items.is_empty():
        return plain
    places = items.get_column("item_id").is_in(cover.get_column("item_id").implode()).arg_true()
    covered = items.select(CUSTOMER, "item_id")[places].join(
        cover, on=(CUSTOMER, "item_id"), how="left", maintain_order="left"
    )
    return plain.with_columns(plain.get_column(name).scatter(places, covered[name].fill_null(0)) for name in _COVERS)


def past_due(day: Day) -> pl.DataFrame:
    """Weigh what is past due, by customer and as it was entered; marks as covered what stands in a covered currency."""
    if day.late.is_empty():
        return _nothing_past_due()
    past = with_sorted(in_order(weigh_claims(day.late, day), CUSTOMER, "item_id"), CUSTOMER)
    covered = _covered_purses(past, day.credit)
    is_covered = pl.col(PURSE).is_in(covered.implode()) if covered.len() else pl.lit(False)
    return past.with_columns(covered=is_covered)


@cache
def _nothing_past_due() -> pl.DataFrame:
    amounts = dict.fromkeys((*_COVERS, "rest_minor", "askable_minor", PURSE), pl.Int64)
    flags = dict.fromkeys(("is_fee", "covered"), pl.Boolean)
    return nothing(ItemRow).with_columns(
        pl.lit(None, dtype=kind).alias(name) for name, kind in (amounts | flags).items()
    )


def _covered_purses(past: pl.DataFrame, credit: pl.DataFrame) -> pl.Series:
    """Find the purses that are covered: all unallocated money in one reaches all that is past due in it."""
    money = credit.filter(pl.col("held_minor") > 0) if credit.height else credit
    if money.is_empty():
        return money.get_column(PURSE)
    in_them = pl.col(PURSE).is_in(money.get_column(PURSE).implode())
    meets = rows_where(past, in_them, PURSE, "rest_minor")
    due = meets.group_by(PURSE).agg(pl.col("rest_minor").sum()).join(money, on=PURSE)
    return due.filter(pl.col("held_minor") >= pl.col("rest_minor")).get_column(PURSE)
