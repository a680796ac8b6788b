"""Where customers stand after the run, as the plan says it.

Source: docs/deciding.md, rule 2. This module does not know how they came there.
"""

from functools import cache

import polars as pl

from dunwell.policy.decide.words import CUSTOMER
from dunwell.policy.order import rows_where

_COLUMNS = ("new_stage", "new_floor", "new_since", "now_oldest_item_id", "now_oldest_due")
_STANDS = pl.col("new_stage").is_not_null()


def standings(customers: pl.DataFrame) -> pl.DataFrame:
    """Give a row for each customer with an episode, or whose episode begins, or with a hold before or after."""
    named = _STANDS | pl.col("ends") | pl.col("hold") | pl.col("new_hold")
    return rows_where(customers, named, CUSTOMER, "begins", "ends", "new_hold", *_COLUMNS).select(
        CUSTOMER, "begins", "ends", **_now()
    )


@cache
def _now() -> dict[str, pl.Expr]:
    return {
        "stage": pl.col("new_stage"),
        "floor": pl.col("new_floor"),
        "stage_since": pl.col("new_since"),
        "oldest_item_id": pl.when(_STANDS).then("now_oldest_item_id"),
        "oldest_due": pl.when(_STANDS).then("now_oldest_due"),
        "hold": pl.col("new_hold"),
    }
