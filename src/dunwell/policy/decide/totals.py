"""What a group of messages asks for: its items, and one total per currency, net of the customer's free credit.

Source: docs/deciding.md, rule 5. Amounts in minor units. This module does not know which group is for what.
"""

from dataclasses import dataclass
from functools import cache

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.outcome import together
from dunwell.policy.decide.words import CUSTOMER, PURSE, by_currency, message, purse
from dunwell.policy.facts import nothing, schema
from dunwell.policy.file import Policy
from dunwell.policy.order import rows_where, summed
from dunwell.policy.plan import OVERDUE, AskedRow, TotalRow

_GROUP = (CUSTOMER, "group")
_CURRENCY = (*_GROUP, "currency")


@dataclass(frozen=True, slots=True)
class Asking:
    """Items and totals by customer and group; currencies whose net is nothing are left out of both."""

    items: pl.DataFrame  # the columns that came in: asked_minor and whatever else stood there
    totals: pl.DataFrame  # asked_minor, credit_minor, total_minor
    net: pl.DataFrame  # the totals, with those that are nothing

    @classmethod
    def of_nothing(cls) -> "Asking":
        """Ask for nothing."""
        return cls(nothing(AskedRow), nothing(TotalRow), nothing(TotalRow))

    def beside(self, other: "Asking") -> "Asking":
        """Put the items and totals of two sorts of groups under one another."""
        mine, others = (_as_planned(each) for each in (self, other))
        return Asking(together(mine.items, others.items), together(mine.totals, others.totals), self.net)

    def of(self, actions: pl.DataFrame) -> "Asking":
        """Keep the groups that actions speak of."""
        kept = actions.select(message()).to_series()
        return Asking(_of_messages(self.items, kept), _of_messages(self.totals, kept), self.net)

    def groups(self, policy: Policy) -> pl.DataFrame:
        """Give the groups, and of each whether nothing is left to ask (net_nothing), or too little (below_minimum)."""
        total = pl.col("total_minor")
        worth = total >= by_currency(policy.guards.minimum_minor)
        counted = self.net.select(
            *_GROUP, totals=(total > 0).cast(pl.Int64), worth=(worth & (total > 0)).cast(pl.Int64)
        )
        left, worth = pl.col("totals") > 0, pl.col("worth") > 0
        return summed(counted, _GROUP, "totals", "worth").select(
            *_GROUP, net_nothing=~left, below_minimum=left & ~worth
        )


def _as_planned(asking: Asking) -> Asking:
    items, totals = asking.items.select(list(schema(AskedRow))), asking.totals.select(list(schema(TotalRow)))
    return Asking(items, totals, asking.net)


def _of_messages(table: pl.DataFrame, kept: pl.Series) -> pl.DataFrame:
    return table.filter(message().is_in(kept.implode()))


def ask(items: pl.DataFrame, credit: pl.DataFrame) -> Asking:
    """Set credit (by purse, free_minor) against the items' asked_minor, in each group anew."""
    if items.is_empty():
        return Asking(items, nothing(TotalRow), nothing(TotalRow))
    sums = summed(items, _CURRENCY, "asked_minor").with_columns(purse())
    net = _netted(sums, credit)
    is_left = pl.col("total_minor") > 0
    totals = net.filter(is_left)
    if totals.height == net.height:
        return Asking(items, net, net)
    return Asking(_without(items, net.filter(~is_left)), totals, net)


def _netted(sums: pl.DataFrame, credit: pl.DataFrame) -> pl.DataFrame:
    asked = pl.col("asked_minor")
    if credit.is_empty():
        return sums.with_columns(credit_minor=pl.lit(0, dtype=pl.Int64), total_minor=asked)
    used = pl.min_horizontal(asked, pl.col("free_minor").fill_null(0))
    joined = sums.join(credit.select(PURSE, "free_minor"), on=PURSE, how="left", maintain_order="left")
    return joined.with_columns(credit_minor=used, total_minor=asked - used)


def _without(items: pl.DataFrame, dropped: pl.DataFrame) -> pl.DataFrame:
    """Leave out the items of some groups' currencies; few are, so that only those in such a currency are looked at."""
    key = ("group", PURSE)
    doubtful = items.select(*key).with_row_index("place").filter(pl.col(PURSE).is_in(dropped[PURSE].implode()))
    places = doubtful.join(dropped, on=key, how="semi").get_column("place")
    return items.filter(~pl.int_range(pl.len(), dtype=pl.UInt32).is_in(places.implode()))


def to_chase(past: pl.DataFrame, customers: pl.Series) -> pl.DataFrame:
    """List what messages about past-due items ask of some customers: all their chaseable items."""
    chaseable = (pl.col("askable_minor") > 0) & ~pl.col("covered")
    of_them = chaseable & pl.col(CUSTOMER).is_in(customers.implode())
    items = rows_where(past, of_them, CUSTOMER, "item_id", "currency", PURSE, "askable_minor")
    return items.rename({"askable_minor": "asked_minor"}).with_columns(group=_overdue())


@cache
def _overdue() -> pl.Expr:
    return pl.lit(OVERDUE, dtype=pl.Int64)


def add_net(customers: pl.DataFrame, past: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Tell of each customer whether credit leaves nothing to ask (net_nothing), or too little (below_minimum).

    Where the policy knows no minimum, neither can be true but of customers that have credit.
    """
    anchored = pl.col("item_id").is_not_null()
    no = pl.lit(False)
    if day.policy.guards.minimum_minor:
        doubtful = rows_where(customers, anchored, CUSTOMER).get_column(CUSTOMER)
    elif day.credit.height:
        with_credit = day.credit.filter(pl.col("free_minor") > 0).get_column(CUSTOMER)
        has_some = anchored & pl.col(CUSTOMER).is_in(with_credit.implode())
        doubtful = rows_where(customers, has_some, CUSTOMER).get_column(CUSTOMER)
    else:
        return customers.with_columns(net_nothing=no, below_minimum=no)
    groups = ask(to_chase(past, doubtful), day.credit).groups(day.policy)
    found = {name: groups.filter(name).get_column(CUSTOMER) for name in ("net_nothing", "below_minimum")}
    return customers.with_columns(**{name: pl.col(CUSTOMER).is_in(ids.implode()) for name, ids in found.items()})
