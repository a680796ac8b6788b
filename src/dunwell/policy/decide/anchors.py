"""The items that a customer's day hangs on: the anchor, the oldest, and the oldest that no money covers.

Source: docs/deciding.md, "Words" (anchor, D) and rule 2. This module does not know steps or guards.
"""

from functools import cache

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.words import CUSTOMER, days_since


def find_anchors(past: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Find each customer's anchor and oldest items among what is past due; one row a customer with any of it.

    An invoice or opening balance goes before a fee, and a fee is the anchor only where none of them is past due,
    not even a disputed or covered one.
    """
    ages = past.group_by(CUSTOMER).agg(**_oldest_of_each_sort()).with_columns(**_oldest_of_all())
    look_up = past.get_column
    found = ages.select(
        CUSTOMER,
        "some_covered",
        "all_covered",
        claim_past_due=pl.col("claim").is_not_null(),
        uncovered_claim=pl.col("uncovered_claim").is_not_null(),
        **{name: look_up(name).gather(ages["anchor"]) for name in ("item_id", "due_date", "opened", "restart_on")},
        now_oldest_item_id=look_up("item_id").gather(ages["oldest"]),
        now_oldest_due=look_up("due_date").gather(ages["oldest"]),
        uncovered_due=look_up("due_date").gather(ages["uncovered"]),
    )
    return found.with_columns(days=days_since("due_date", day.as_of))


def add_anchors(customers: pl.DataFrame, anchors: pl.DataFrame) -> pl.DataFrame:
    """Put each customer's anchor beside it; empty where it has none."""
    flags = ("claim_past_due", "uncovered_claim", "some_covered", "all_covered")
    return customers.join(anchors, on=CUSTOMER, how="left").with_columns(pl.col(flags).fill_null(False))


@cache
def _oldest_of_all() -> dict[str, pl.Expr]:
    fee_to_chase = pl.when(pl.col("claim").is_null()).then(pl.col("fee_to_chase"))
    return {
        "anchor": pl.coalesce("claim_to_chase", fee_to_chase),
        "oldest": pl.coalesce("claim", "fee"),
        "uncovered": pl.coalesce("uncovered_claim", "uncovered_fee"),
    }


@cache
def _oldest_of_each_sort() -> dict[str, pl.Expr]:
    fee, open_, chaseable = pl.col("is_fee"), ~pl.col("covered"), pl.col("askable_minor") > 0

    def oldest(condition: pl.Expr) -> pl.Expr:
        return pl.when(condition).then(pl.col("age")).min()

    return {
        "claim": oldest(~fee),
        "fee": oldest(fee),
        "uncovered_claim": oldest(~fee & open_),
        "uncovered_fee": oldest(fee & open_),
        "claim_to_chase": oldest(~fee & open_ & chaseable),
        "fee_to_chase": oldest(fee & open_ & chaseable),
        "some_covered": pl.col("covered").any(),
        "all_covered": pl.col("covered").all(),
    }
