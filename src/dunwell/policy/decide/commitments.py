"""Promises and plans: which still hold, which break today, what they cover, and which money counts for them.

Source: docs/deciding.md, rule 7. This module does not know stages or steps.
"""

from dataclasses import dataclass

import polars as pl

from dunwell.policy.decide.words import CUSTOMER
from dunwell.policy.facts import Facts, nothing
from dunwell.policy.plan import BrokenRow

_ITEM = (CUSTOMER, "item_id")
_COMMITMENT = (CUSTOMER, "commitment_id")


_KEY = {CUSTOMER: pl.Int64, "item_id": pl.Int64}
_NO_COVER = pl.DataFrame(schema=_KEY | {"promised_minor": pl.Int64, "planned_minor": pl.Int64})
_NO_RESTART = pl.DataFrame(schema=_KEY | {"broken_on": pl.Date})


@dataclass(frozen=True, slots=True)
class Commitments:
    """What promises and plans do to a day."""

    broken: pl.DataFrame  # one row a commitment: kind, broken_on
    cover: pl.DataFrame  # one row an item: promised_minor, planned_minor, by open commitments
    restart: pl.DataFrame  # one row an item: broken_on of the newest commitment on it that breaks today
    credit: pl.DataFrame  # by customer and currency: held_minor (all unallocated), free_minor (counts for no promise)


def judge_commitments(facts: Facts) -> Commitments:
    """Judge promises and plans: broken once the day of unmet money and its grace are over."""
    if facts.commitments.is_empty():
        return _without_commitments(facts)
    last_day = pl.col("unmet_on") + pl.duration(days=pl.col("grace_days"))
    unmet = facts.commitments.filter(pl.col("unmet_on").is_not_null()).with_columns(
        broken_on=last_day + pl.duration(days=1)
    )
    is_broken = pl.col("broken_on") <= pl.lit(facts.as_of)
    broken, held = unmet.filter(is_broken), unmet.filter(~is_broken)
    return Commitments(
        broken=broken.select(*_COMMITMENT, "kind", "broken_on"),
        cover=_cover(facts.covers, held),
        restart=_restart(facts.covers, broken),
        credit=_credit(facts.unallocated, held),
    )


def _without_commitments(facts: Facts) -> Commitments:
    amount = pl.col("amount_minor").sum()
    credit = facts.unallocated.group_by(CUSTOMER, "currency").agg(held_minor=amount, free_minor=amount)
    return Commitments(broken=nothing(BrokenRow), cover=_NO_COVER, restart=_NO_RESTART, credit=credit)


def _cover(covers: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    amount = pl.col("cover_minor")
    return (
        covers.join(held.select(*_COMMITMENT, "kind"), on=_COMMITMENT)
        .group_by(_ITEM)
        .agg(
            promised_minor=pl.when(pl.col("kind") == "promise").then(amount).sum(),
            planned_minor=pl.when(pl.col("kind") == "plan").then(amount).sum(),
        )
    )


def _restart(covers: pl.DataFrame, broken: pl.DataFrame) -> pl.DataFrame:
    joined = covers.join(broken.select(*_COMMITMENT, "broken_on"), on=_COMMITMENT)
    return joined.group_by(_ITEM).agg(pl.col("broken_on").max())


def _credit(unallocated: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    reserved = held.select(*_COMMITMENT, reserved=pl.lit(True))
    amount = pl.col("amount_minor")
    return (
        unallocated.join(reserved, on=_COMMITMENT, how="left")
        .group_by(CUSTOMER, "currency")
        .agg(held_minor=amount.sum(), free_minor=pl.when(pl.col("reserved").is_null()).then(amount).sum())
    )
