"""The words of the decision as Polars types, ordered as the rules order them, and the small expressions all share.

Enumerations are compared and joined as small integers, and their order is the order of the rule: the first channel
is counted first, the first guard is the one that is named. This module does not know any rule that uses them.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import get_args

import polars as pl

from dunwell.domain.reasons import GUARDS, Reason
from dunwell.policy.file import Policy
from dunwell.policy.file.model import NOTICE_CHANNELS, Kind

CHANNEL = pl.Enum([*NOTICE_CHANNELS, "call", "task"])
"""In the order in which the contacts of a run are counted."""

GUARD = pl.Enum([guard.value for guard in GUARDS])
KIND = pl.Enum(list(get_args(Kind)))

CUSTOMER = "customer_id"
PURSE = "purse"
"""A customer's currency as one number: what it owes in it meets what it has paid in it."""

ANCHOR_KEY = ("item_id", "due_date", "opened")


@cache
def guard(reason: Reason) -> pl.Expr:
    """Name a guard."""
    return pl.lit(reason.value, dtype=GUARD)


def first_guard(*stops: tuple[Reason, pl.Expr]) -> pl.Expr:
    """Name the first guard whose condition is true, in the order given; null where none is."""
    return pl.coalesce(*(pl.when(stop).then(guard(reason)) for reason, stop in stops))


def days_since(column: str, as_of: date) -> pl.Expr:
    """Count the calendar days from a date to as_of; negative where it is still to come."""
    return (pl.lit(as_of) - pl.col(column)).dt.total_days()


def above_nothing(amount: pl.Expr) -> pl.Expr:
    """Take an amount in minor units, or zero where it is negative."""
    return amount.clip(lower_bound=0)


def reached(policy: Policy) -> pl.Expr:
    """Tell whether any channel on which the policy sends notices reaches the customer."""
    return pl.any_horizontal(pl.lit(False), *(f"reach_{channel}" for channel in policy.notice_channels))


def by_currency(amounts: dict[str, int]) -> pl.Expr:
    """Look up an amount in minor units by the row's currency; zero where the policy names none."""
    if not amounts:
        return pl.lit(0, dtype=pl.Int64)
    currency = pl.col("currency").cast(pl.String)
    return currency.replace_strict(list(amounts), list(amounts.values()), default=0, return_dtype=pl.Int64)


def by_rank(values: Sequence[int | None], rank: str) -> pl.Expr:
    """Look up a number by a stage's rank, 1 the first; null for a rank that has none."""
    table = pl.Series([None, *values, None], dtype=pl.Int64)
    return pl.lit(table).gather(pl.col(rank).clip(0, len(values) + 1))


@cache
def purse() -> pl.Expr:
    """Number a customer's purse, by its currency as an enumeration; in the order of both."""
    return (pl.col(CUSTOMER) * 2**16 + pl.col("currency").to_physical()).alias(PURSE)


@cache
def message() -> pl.Expr:
    """Number what is said to a customer at once, its group in the plan; steps are far fewer than 65,536."""
    return (pl.col(CUSTOMER) * 2**16 + pl.col("group")).alias("message")


def with_purse(table: pl.DataFrame, currencies: pl.Enum) -> pl.DataFrame:
    """Turn the currency into an enumeration, and number each customer's purses; an empty table stays as it is."""
    if table.is_empty():
        return table
    return table.with_columns(pl.col("currency").cast(currencies)).with_columns(purse())


@lru_cache(maxsize=512)
def by_channel(names: tuple[tuple[str, str], ...], channel: str) -> pl.Expr:
    """Pick, of columns named for each channel, the one of the row's channel; null where none is named for it."""
    named = (pl.when(pl.col(channel) == each).then(pl.col(name)) for each, name in names)
    return pl.coalesce(*named, pl.lit(None))
