"""Customers with whom something stands beside the ladder, as many of a hundred as are asked for.

Of them 40 in a hundred have a promise, 25 a plan, 25 contest their oldest invoice, and 10 stand on an account hold of a
person. This module does not know who has such a thing anyway.
"""

import polars as pl

from dunwell.policy.bench.dice import Dice

SHARES = {"promise": 400, "plan": 250, "dispute": 250, "hold": 100}


def with_agreements(dice: Dice, people: pl.DataFrame, percent: int) -> pl.DataFrame:
    """Add to each customer what stands (agreed): a promise, plan, dispute or hold; null for the others."""
    chosen = pl.when(dice.chance("agreed", 10 * percent)).then(dice.among("what is agreed", SHARES))
    return people.with_columns(agreed=chosen if percent else pl.lit(None, dtype=pl.String))
