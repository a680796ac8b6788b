"""What customers owe and how they are reached, as rows: addresses, items, money, promises, disputes.

Knows nothing of what was sent.
"""

from datetime import timedelta
from typing import Any

import polars as pl

from dunwell.data.models import (
    Address,
    Allocation,
    Commitment,
    Cover,
    Dispute,
    Entry,
    Instalment,
    Item,
    Reopening,
    Task,
    UnderWay,
)
from dunwell.policy.bench.dice import Dice
from dunwell.policy.facts import Facts

Tables = list[tuple[Any, pl.DataFrame]]
PARTLY_PAID = 60  # of a thousand items
SETTLED = 100  # beside a thousand open items so many are paid, and stay in the books
INSTALMENTS = 6
LAST_INSTALMENT = pl.col("unmet_on") + timedelta(days=30 * (INSTALMENTS - 1))


def written_ledger(facts: Facts, seed: int, promised_seq: int) -> Tables:
    """Lay out the ledger's rows by table, in an order in which each finds what it points at.

    `promised_seq`: the journal entry of the promises, later than that of the money that came before them.
    """
    dice = Dice(seed)
    items = facts.items.with_columns(
        number=pl.lit("INV-") + pl.col("item_id").cast(pl.String),
        paid_minor=pl.when(dice.chance("partly paid", PARTLY_PAID))
        .then(pl.col("residual_minor") // 2 + 1)
        .otherwise(0),
    )
    old = _settled(dice, items)
    return [
        *_addresses(facts.customers),
        (Item, _items(pl.concat([items, old]))),
        (Reopening, _reopened(items, facts)),
        *_money(facts, pl.concat([items, old])),
        *_promises(facts, promised_seq),
        *_against(facts),
    ]


def _addresses(customers: pl.DataFrame) -> Tables:
    who = pl.col("customer_id").cast(pl.String)
    texts = {
        "email": pl.lit("ap@c") + who + pl.lit(".example"),
        "letter": pl.lit("Street ") + who + pl.lit("\n1011 AB Town"),
        "sms": pl.lit("+31600") + who,
    }
    return [
        (
            Address,
            customers.filter(f"reach_{channel}").select("customer_id", channel=pl.lit(channel), text=text),
        )
        for channel, text in texts.items()
    ]


def _items(items: pl.DataFrame) -> pl.DataFrame:
    return items.select(
        "customer_id", "kind", "number", "currency", "item_date", "due_date", "opened", "friendly_day",
        "residual_minor", id="item_id", amount_minor=pl.col("residual_minor") + pl.col("paid_minor"),
    )  # fmt: skip


def _settled(dice: Dice, items: pl.DataFrame) -> pl.DataFrame:
    """Add items of earlier months that were paid in full."""
    top = items["item_id"].max()
    old = items.filter(dice.chance("settled", SETTLED))
    return old.with_columns(
        item_id=pl.int_range(1, pl.len() + 1) + top,
        number=pl.lit("OLD-") + pl.col("item_id").cast(pl.String),
        item_date=pl.col("item_date") - timedelta(days=90),
        due_date=pl.col("due_date") - timedelta(days=90),
        opened=pl.lit(0, dtype=pl.Int64),
        friendly_day=pl.lit(None, dtype=pl.Int64),
        paid_minor=pl.col("residual_minor"),
        residual_minor=pl.lit(0, dtype=pl.Int64),
    )


def _reopened(items: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    day = facts.as_of - timedelta(days=40)
    return items.filter(pl.col("opened") > 0).select(
        "customer_id", "item_id", reopened_on=pl.lit(day), cause=pl.lit("chargeback")
    )


def _money(facts: Facts, items: pl.DataFrame) -> Tables:
    """Enter what settled items, and what settles nothing yet; of most of the latter somebody was told."""
    settling = items.filter(pl.col("paid_minor") > 0).select(
        "customer_id", "item_id", "currency", amount_minor="paid_minor",
        entry_date=pl.min_horizontal(pl.col("item_date") + timedelta(days=9), pl.lit(facts.as_of - timedelta(days=12))),
    ).with_row_index("id", offset=1)  # fmt: skip
    promising = facts.commitments.select("customer_id").unique()
    loose = facts.unallocated.join(promising, on="customer_id", how="anti").with_row_index(
        "id", offset=settling.height + 1
    )
    entry = [pl.lit("payment").alias("kind"), pl.col("id", "customer_id", "currency", "amount_minor")]
    told = loose.filter(pl.col("id") % 20 > 0)
    return [
        (Entry, settling.select(*entry, "entry_date", unallocated_minor=pl.lit(0))),
        (
            Entry,
            loose.select(*entry, unallocated_minor="amount_minor", entry_date=pl.lit(facts.as_of - timedelta(days=1))),
        ),
        (
            Allocation,
            settling.select("customer_id", "item_id", "amount_minor", entry_id="id", allocated_on="entry_date"),
        ),
        (
            Task,
            told.select(
                "customer_id",
                task=pl.lit("allocate"),
                subject=pl.col("id").cast(pl.String),
                key=pl.lit("allocate:") + pl.col("id").cast(pl.String),
                raised_on=pl.lit(facts.as_of - timedelta(days=1)),
            ),
        ),
    ]


def _promises(facts: Facts, seq: int) -> Tables:
    covered = facts.covers.group_by("commitment_id").agg(
        pl.col("cover_minor").sum().alias("amount_minor"), pl.col("item_id").first()
    )
    made = (
        facts.commitments.join(covered, on="commitment_id")
        .join(facts.items.select("item_id", "currency"), on="item_id")
        .sort("commitment_id")
        .with_columns(made_on=pl.lit(facts.as_of - timedelta(days=10)))
    )
    rows = made.select(
        "customer_id", "kind", "currency", "amount_minor", "made_on", "grace_days", id="commitment_id",
        on_date=pl.when(pl.col("kind") == "plan").then(LAST_INSTALMENT).otherwise("unmet_on"),
        recorded_seq=pl.lit(seq),
    )  # fmt: skip
    amount = pl.col("cover_minor").alias("amount_minor")
    return [
        (Commitment, rows),
        (Instalment, _instalments(made.filter(kind="plan"))),
        (Cover, facts.covers.select("customer_id", "commitment_id", "item_id", "cover_minor", amount)),
    ]


def _instalments(plans: pl.DataFrame) -> pl.DataFrame:
    """Cut each plan into instalments of 30 days; the last takes what does not divide."""
    numbered = plans.join(pl.DataFrame({"number": range(INSTALMENTS)}), how="cross")
    each = pl.col("amount_minor") // INSTALMENTS
    rest = pl.col("amount_minor") - each * (INSTALMENTS - 1)
    return numbered.select(
        "commitment_id",
        amount_minor=pl.when(pl.col("number") == INSTALMENTS - 1).then(rest).otherwise(each),
        due_on=pl.col("unmet_on") + pl.duration(days=30 * pl.col("number")),
    )


def _against(facts: Facts) -> Tables:
    day = pl.lit(facts.as_of - timedelta(days=8))
    awaiting, disputed = pl.col("awaiting_minor") > 0, pl.col("disputed_minor") > 0
    known = facts.items.select("customer_id", "item_id", "disputed_minor", "awaiting_minor", "under_way_minor")
    upheld = known.filter(awaiting).select(
        "customer_id", "item_id", amount_minor="awaiting_minor", state=pl.lit("upheld"), opened_on=day,
        ended_on=day + timedelta(days=2),
    )  # fmt: skip
    opened = known.filter(disputed, ~awaiting).select(
        "customer_id", "item_id", amount_minor="disputed_minor", opened_on=day, state=pl.lit("open")
    )
    coming = known.filter(pl.col("under_way_minor") > 0).select(
        "customer_id", "item_id", amount_minor="under_way_minor", announced_on=day
    )
    return [(Dispute, upheld), (Dispute, opened), (UnderWay, coming)]
