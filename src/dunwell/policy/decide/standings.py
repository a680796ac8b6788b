"""Where customers stand after the run, as the plan says it.

Source: docs/deciding.md, rule 2. This module does not know how they came there.
"""

import polars as pl

from dunwell.policy.decide.words import CUSTOMER


def standings(customers: pl.DataFrame) -> pl.DataFrame:
    """Give a row for each customer with an episode, or whose episode begins, or with a hold before or after."""
    standing = pl.col("new_stage").is_not_null()
    named = customers.filter(standing | pl.col("ends") | pl.col("hold") | pl.col("new_hold"))
    return named.select(
        CUSTOMER,
        "begins",
        "ends",
        stage="new_stage",
        floor="new_floor",
        stage_since="new_since",
        oldest_item_id=pl.when(standing).then("now_oldest_item_id"),
        oldest_due=pl.when(standing).then("now_oldest_due"),
        hold="new_hold",
    )
