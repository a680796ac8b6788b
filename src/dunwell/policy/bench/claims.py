"""The open invoices of an invented portfolio, and what stands against them: disputes, promises, money without a home.

This module does not know rungs or steps.
"""

from datetime import date

import polars as pl

from dunwell.policy.bench.dice import Dice

CUSTOMER = "customer_id"
_TERMS = {30: 600, 14: 250, 60: 150}
_KINDS = {"invoice": 970, "opening": 20, "fee": 10}
_AHEAD = 30  # days until the due date of the newest invoices


def claims(dice: Dice, people: pl.DataFrame, invoices: int, as_of: date, *, running: bool) -> pl.DataFrame:
    """Give every customer one invoice as old as it is late, and spread the others; running: reminders went out."""
    debtors = _debtors(dice, people, invoices)
    due = debtors.with_columns(due_date=pl.lit(as_of) - pl.duration(days=pl.col("age"))).with_columns(
        item_date=pl.col("due_date") - pl.duration(days="terms")
    )
    numbered = due.sort("item_date", maintain_order=True).with_row_index("item_id", offset=1)
    amount, age = pl.col("residual_minor"), pl.col("age")
    contested = pl.col("is_oldest") & (pl.col("agreed") == "dispute").fill_null(value=False)
    return numbered.sort(CUSTOMER, "item_id").with_columns(
        extended_on=pl.lit(None, dtype=pl.Date),
        opened=dice.chance("opened", 5).cast(pl.Int64),
        disputed_minor=pl.when(dice.chance("disputed", 15) | contested)
        .then(amount // dice.between("part", 1, 2))
        .otherwise(0),
        awaiting_minor=pl.when(dice.chance("awaiting", 3)).then(amount).otherwise(0),
        under_way_minor=pl.when(dice.chance("under way", 5)).then(amount).otherwise(0),
        restart_on=pl.when(dice.chance("restart", 5)).then(pl.lit(as_of) - pl.duration(days=dice.throw("days", 60))),
        friendly_day=pl.when(not running).then(None).when(age > -2).then(-2).when(age > -7).then(-7),
    )


def _debtors(dice: Dice, people: pl.DataFrame, invoices: int) -> pl.DataFrame:
    """Say whose each invoice is, how old, and of what amount; the first rows are each customer's oldest."""
    count = people.height
    rows = pl.select(row=pl.int_range(invoices))
    # The square root of a flat throw would be too steep: a third of it leaves the largest customers some dozens.
    steep = dice.throw("share", 10**6) * (dice.throw("steep", 10**6) + 2 * 10**6) // (3 * 10**6)
    whose = pl.when(pl.col("row") < count).then(pl.col("row")).otherwise(steep * count // 10**6)
    oldest = pl.col("late")
    spread = oldest.clip(lower_bound=0) + _AHEAD
    age = pl.when(pl.col("row") < count).then(oldest).otherwise(dice.throw("age", 2**31) % (spread + 1) - _AHEAD)
    other = pl.when(pl.col("currency") == "EUR").then(pl.lit("USD")).otherwise(pl.lit("EUR"))
    return rows.select(
        "row", customer_index=whose, terms=dice.among("terms", _TERMS), kind=dice.among("kind", _KINDS),
        residual_minor=dice.between("amount", 5, 3_000) * dice.between("cents", 50, 150),
    ).join(
        people.with_row_index("customer_index").with_columns(pl.col("customer_index").cast(pl.Int64)),
        on="customer_index", how="left", maintain_order="left",
    ).with_columns(
        age=pl.min_horizontal(age, oldest.clip(lower_bound=0)),
        is_oldest=pl.col("row") < count,
        currency=pl.when(dice.chance("other currency", 20)).then(other).otherwise("currency"),
    )  # fmt: skip


def commitments(dice: Dice, people: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Give some customers a promise or a plan; of a few the day and its grace are over."""
    agreed = pl.col("agreed").is_in(["promise", "plan"]).fill_null(value=False)
    made = people.filter(dice.chance("promised", 35) | agreed).with_row_index("commitment_id", offset=1)
    return made.with_columns(
        kind=pl.when(agreed).then("agreed").otherwise(dice.among("sort", {"promise": 860, "plan": 140})),
        unmet_on=pl.lit(as_of) + pl.duration(days=dice.between("unmet", -3, 20)),
        grace_days=pl.lit(2),
    )


def covers(promised: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Cover the oldest invoice of each promise, all of it."""
    made = promised.select(CUSTOMER, "commitment_id")
    oldest = items.sort("due_date", "item_id").unique(CUSTOMER, keep="first", maintain_order=True)
    return made.join(oldest, on=CUSTOMER, maintain_order="left").with_columns(cover_minor="residual_minor")


def unallocated(dice: Dice, people: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Give some customers money that settles nothing: mostly less than an invoice, at times more than all."""
    paying = people.filter(dice.chance("pays", 30)).select(CUSTOMER, "currency")
    owed = items.group_by(CUSTOMER, "currency").agg(pl.col("residual_minor").sum())
    return paying.join(owed, on=(CUSTOMER, "currency"), maintain_order="left").with_columns(
        amount_minor=pl.col("residual_minor") * dice.among("of it", {5: 600, 20: 300, 100: 100}) // 100 + 1,
        commitment_id=pl.lit(None, dtype=pl.Int64),
    )
