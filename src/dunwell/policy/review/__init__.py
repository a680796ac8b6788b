"""The next day on which a decision could come out otherwise, for customers of whom a run had nothing to write.

A run reads those alone whose day has come, and those who were written to. Too early is always right, too late never:
whoever a run did anything for is looked at again by the next run, whoever it held a step of on the next day. The
numbers are the policy's.
This module does not know where the days are kept, nor any rule by which a step fires.
"""

from datetime import date, timedelta

import polars as pl

from dunwell.policy.decide import Decided
from dunwell.policy.decide.words import CUSTOMER
from dunwell.policy.order import with_sorted
from dunwell.policy.review.rest import at_rest
from dunwell.policy.review.turns import turns

__all__ = ["NEVER", "next_reviews"]

NEVER = date.max
"""No day changes anything by itself; only a write can."""


def next_reviews(decided: Decided) -> pl.DataFrame:
    """Give the next day to decide whoever is not moved (customer_id, next_review_on), NEVER where none comes.

    Who is not listed is to be decided by the next run, whatever its day.
    """
    resting, waiting = at_rest(decided)
    tomorrow = waiting.select(CUSTOMER, next_review_on=pl.lit(decided.day.as_of + timedelta(days=1)))
    if resting.is_empty():
        return tomorrow
    reviews = resting.select(CUSTOMER, next_review_on=pl.lit(NEVER))
    for table in turns(decided, resting):
        first = _first(table, decided.day.as_of)
        if first.height:
            nearer = pl.min_horizontal("next_review_on", "turns_on")
            joined = reviews.join(first, on=CUSTOMER, how="left", maintain_order="left")
            reviews = joined.select(CUSTOMER, next_review_on=nearer)
    return pl.concat([reviews, tomorrow]) if tomorrow.height else reviews


def _first(turning: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Keep of each customer the first day after a day."""
    ahead = turning.filter(pl.col("turns_on") > pl.lit(as_of)) if turning.height else turning
    if ahead.is_empty():
        return ahead
    return with_sorted(ahead, CUSTOMER).group_by(CUSTOMER, maintain_order=True).agg(pl.col("turns_on").min())
