"""Promises and plans: which still hold, which break today, what they cover, and which money counts for them.

Source: docs/deciding.md, rule 7. This module does not know stages or steps.
"""

from dataclasses import dataclass

import polars as pl

from dunwell.policy.decide.words import CUSTOMER, PURSE
from dunwell.policy.facts import Facts, nothing
from dunwell.policy.plan import BrokenRow

_ITEM = (CUSTOMER, "item_id")
_COMMITMENT = (CUSTOMER, "commitment_id")


_KEY = {CUSTOMER: pl.Int64, "item_id": pl.Int64}
_NO_COVER = pl.DataFrame(schema=_KEY | {"promised_minor": pl.Int64, "planned_minor": pl.Int64})
_NO_RESTART = pl.DataFrame(schema=_KEY | {"broken_on": pl.Date})
_NO_CREDIT = pl.DataFrame(schema=dict.fromkeys((PURSE, CUSTOMER, "held_minor", "free_minor"), pl.Int64))


@dataclass(frozen=True, slots=True)
class Commitments:
    """What promises and plans do to a day."""

    broken: pl.DataFrame  # one row a commitment: kind, broken_on
    cover: pl.DataFrame  # one row an item: promised_minor, planned_minor, by open commitments
    restart: pl.DataFrame  # one row an item: broken_on of the newest commitment on it that breaks today
    credit: pl.DataFrame  # by purse: customer, held_minor (all unallocated), free_minor (counts for no promise)


def judge_commitments(facts: Facts, unallocated: pl.DataFrame) -> Commitments:
    """Judge promises and plans: broken once the day of unmet money and its grace are over."""
    if facts.commitments.is_empty():
        return Commitments(nothing(BrokenRow), _NO_COVER, _NO_RESTART, credit=_credit(unallocated, pl.lit(False)))
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
        credit=_credit(_reserved(unallocated, held), pl.col("reserved").is_not_null()),
    )


def _cover(covers: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    if covers.is_empty() or held.is_empty():
        return _NO_COVER
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
    if covers.is_empty() or broken.is_empty():
        return _NO_RESTART
    joined = covers.join(broken.select(*_COMMITMENT, "broken_on"), on=_COMMITMENT)
    return joined.group_by(_ITEM).agg(pl.col("broken_on").max())


def _reserved(unallocated: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    return unallocated.join(held.select(*_COMMITMENT, reserved=pl.lit(True)), on=_COMMITMENT, how="left")


def _credit(unallocated: pl.DataFrame, is_reserved: pl.Expr) -> pl.DataFrame:
    if unallocated.is_empty():
        return _NO_CREDIT
    amount = pl.col("amount_minor")
    free = pl.when(~is_reserved).then(amount)
    return unallocated.group_by(PURSE).agg(pl.col(CUSTOMER).first(), held_minor=amount.sum(), free_minor=free.sum())
