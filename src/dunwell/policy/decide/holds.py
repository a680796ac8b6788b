"""The account hold: placed on reaching its rung, kept until its policy releases it.

Source: docs/deciding.md, rule 2. This module does not know who else may place or release one.
"""

import polars as pl

from dunwell.policy.file import Policy


def place_and_release(customers: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Add new_hold: whether an account hold stands after this run."""
    kept = pl.col("hold") & ~_released(policy)
    return customers.with_columns(new_hold=_placed(policy) | kept)


def _placed(policy: Policy) -> pl.Expr:
    if policy.hold_rank is None:
        return pl.lit(False)
    reached = pl.col("new_stage") >= policy.hold_rank
    newly = pl.col("begins") | (pl.col("stage") < policy.hold_rank)
    return (reached & newly & pl.col("claim_past_due")).fill_null(False)


def _released(policy: Policy) -> pl.Expr:
    match policy.hold.release:
        case "all_settled":
            return ~pl.col("uncovered_claim")
        case "with_fees":
            return pl.col("uncovered_due").is_null()
        case "below_rung":
            return _below_rung(policy.hold_rank)
        case "approval":
            return pl.lit(False)


def _below_rung(hold_rank: int | None) -> pl.Expr:
    if hold_rank is None:
        return pl.lit(True)
    return pl.col("new_stage").is_null() | (pl.col("new_stage") < hold_rank)
