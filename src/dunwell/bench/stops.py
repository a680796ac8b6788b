"""What stops a run, as rows: pauses, holds, replies nobody has read, debts handed over. Knows no rule of when."""

from datetime import timedelta
from typing import Any

import polars as pl

from dunwell.data.models import HandOver, Hold, Pause, Reply
from dunwell.policy.facts import Facts


def written_stops(facts: Facts) -> list[tuple[Any, pl.DataFrame]]:
    """Lay out the rows that stand in a customer's way, by table."""
    known, day = facts.customers, facts.as_of
    before = day - timedelta(days=10)
    over = pl.col("pause_ended_on")
    return [
        (
            Pause,
            known.filter("paused").select(
                "customer_id", begun_on=pl.lit(before), until=pl.lit(day + timedelta(days=20))
            ),
        ),
        (
            Pause,
            known.filter(~pl.col("paused") & over.is_not_null()).select(
                "customer_id", begun_on=over - timedelta(days=15), until=over - timedelta(days=1)
            ),
        ),
        (Hold, known.filter("hold").select("customer_id", placed_on=pl.coalesce("stage_since", pl.lit(before)))),
        (Reply, known.filter("reply_waiting").select("customer_id", received_on=pl.lit(before))),
        (
            HandOver,
            known.filter("handed_over").select("customer_id", pl.lit("agency").alias("to"), handed_on=pl.lit(before)),
        ),
    ]
