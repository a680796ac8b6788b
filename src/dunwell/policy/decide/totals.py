"""What a group of messages asks for: its items, and one total per currency, net of the customer's free credit.

Source: docs/deciding.md, rule 5. Amounts in minor units. This module does not know which group is for what.
"""

from dataclasses import dataclass
from functools import cache

import polars as pl

from dunwell.policy.decide.outcome import together
from dunwell.policy.decide.words import CUSTOMER, by_currency
from dunwell.policy.facts import nothing, schema
from dunwell.policy.file import Policy
from dunwell.policy.plan import OVERDUE, AskedRow, TotalRow

_GROUP = (CUSTOMER, "group")
_CURRENCY = (*_GROUP, "currency")


@dataclass(frozen=True, slots=True)
class Asking:
    """Items and totals by customer and group; currencies whose net is nothing are left out of both."""

    items: pl.DataFrame  # the columns that came in: asked_minor and whatever else stood there
    totals: pl.DataFrame  # asked_minor, credit_minor, total_minor
    groups: pl.DataFrame  # one row a group with a total: below_minimum

    @classmethod
    def of_nothing(cls) -> "Asking":
        """Ask for nothing."""
        return cls(nothing(AskedRow), nothing(TotalRow), pl.DataFrame())

    def beside(self, other: "Asking") -> "Asking":
        """Put the items and totals of two sorts of groups under one another."""
        items = (each.items.select(list(schema(AskedRow))) for each in (self, other) if not each.items.is_empty())
        return Asking(together(nothing(AskedRow), *items), together(self.totals, other.totals), self.groups)

    def of(self, actions: pl.DataFrame) -> "Asking":
        """Keep the groups that actions speak of."""
        if actions.is_empty():
            return Asking(self.items.clear(), self.totals.clear(), self.groups)
        kept = actions.select(_message()).unique()
        return Asking(_semi(self.items, kept), _semi(self.totals, kept), self.groups)


def ask(items: pl.DataFrame, credit: pl.DataFrame, policy: Policy) -> Asking:
    """Set credit (customer, currency, free_minor) against the items' asked_minor, in each group anew."""
    sums = items.group_by(_CURRENCY).agg(pl.col("asked_minor").sum())
    if credit.is_empty():
        totals = sums.filter(pl.col("asked_minor") > 0).with_columns(credit_minor=0, total_minor="asked_minor")
    else:
        free = credit.select(CUSTOMER, "currency", "free_minor")
        net = sums.join(free, on=(CUSTOMER, "currency"), how="left").with_columns(credit_minor=_used())
        totals = net.select(*_CURRENCY, "asked_minor", "credit_minor", total_minor=_net()).filter(_net() > 0)
    return Asking(
        items=items if totals.height == sums.height else items.join(totals, on=_CURRENCY, how="semi"),
        totals=totals,
        groups=_groups(totals, policy),
    )


@cache
def _net() -> pl.Expr:
    return pl.col("asked_minor") - pl.col("credit_minor")


@cache
def _message() -> pl.Expr:
    """Number a customer's group; one number joins faster than two, and steps are far fewer than 65,536."""
    return (pl.col(CUSTOMER) * 2**16 + pl.col("group")).alias("message")


def _semi(table: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(_message()).join(kept, on="message", how="semi").drop("message")


@cache
def _used() -> pl.Expr:
    return pl.min_horizontal("asked_minor", pl.col("free_minor").fill_null(0))


def _groups(totals: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    is_below = pl.col("total_minor") < by_currency(policy.guards.minimum_minor)
    return totals.group_by(_GROUP).agg(below_minimum=is_below.all())


def to_chase(past: pl.DataFrame, customers: pl.DataFrame) -> pl.DataFrame:
    """List what messages about past-due items ask for: all chaseable items of customers that have an anchor."""
    anchored = customers.filter(pl.col("item_id").is_not_null())
    chaseable = past.filter(pl.col("askable_minor") > 0, ~pl.col("covered")).select(
        CUSTOMER, "item_id", "currency", group=pl.lit(OVERDUE, dtype=pl.Int64), asked_minor="askable_minor"
    )
    return chaseable.join(anchored, on=CUSTOMER, how="semi")


def add_net(customers: pl.DataFrame, chase: Asking) -> pl.DataFrame:
    """Tell of each customer whether credit leaves nothing to ask (net_nothing), or too little (below_minimum)."""
    joined = customers.join(chase.groups.select(CUSTOMER, "below_minimum"), on=CUSTOMER, how="left")
    return joined.with_columns(
        net_nothing=pl.col("item_id").is_not_null() & pl.col("below_minimum").is_null(),
        below_minimum=pl.col("below_minimum").fill_null(False),
    )
