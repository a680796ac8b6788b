"""What went out to customers in their running episodes, and when it was delivered: read once, asked about often."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from dunwell.data.snapshot.reading import Reader

_EPISODE_COLUMNS = {
    "customer_id": pl.Int64,
    "running": pl.Int64,
    "episode_id": pl.Int64,
    "stage": pl.Int64,
    "floor": pl.Int64,
    "stage_since": pl.Date,
    "oldest_item_id": pl.Int64,
    "oldest_due": pl.Date,
    "last_charge_on": pl.Date,
    "began_on": pl.Date,
}
_DECISION_COLUMNS = {
    "customer_id": pl.Int64,
    "decision_id": pl.Int64,
    "episode_id": pl.Int64,
    "stage": pl.Int64,
    "channel": pl.String,
    "as_of": pl.Date,
    "group_no": pl.Int64,
}
_FILLED = frozenset(_DECISION_COLUMNS) - {"episode_id"}
_DELIVERY_COLUMNS = {"customer_id": pl.Int64, "decision_id": pl.Int64, "delivered_on": pl.Date}


@dataclass(frozen=True, slots=True)
class Sent:
    """Running episodes, the decisions carried out since the oldest of them began, and deliveries since then."""

    episodes: pl.DataFrame
    decisions: pl.DataFrame
    deliveries: pl.DataFrame

    def told(self) -> pl.DataFrame:
        """List the customers to whom a message of their stage was delivered since they came to it."""
        found = (
            self.decisions.filter("overdue")
            .join(self.episodes, on=["customer_id", "episode_id", "stage"])
            .join(self.deliveries, on="decision_id")
        )
        return found.filter(pl.col("delivered_on") >= pl.col("stage_since")).select("customer_id").unique()

    def contacts(self, since: date, until: date) -> pl.DataFrame:
        """List messages and calls after a day, up to another: customer_id, channel, as_of, overdue."""
        day = pl.col("as_of")
        chosen = self.decisions.filter(day > since, day <= until, pl.col("channel") != "task")
        return chosen.select("customer_id", "channel", "as_of", "overdue")


def take_sent(reader: Reader, since: date) -> Sent:
    """Gather the running episodes, and what went out since a day or since they began."""
    episodes = reader.frame(_EPISODES, _EPISODE_COLUMNS)
    first = since + timedelta(days=1)
    began: date = episodes.select(pl.col("began_on").min().fill_null(first)).item()
    decisions = reader.frame(_DECISIONS, _DECISION_COLUMNS, min(first, began), filled=_FILLED)
    decisions = decisions.with_columns(overdue=pl.col("group_no") == 0).drop("group_no")
    deliveries = reader.frame(_DELIVERIES, _DELIVERY_COLUMNS, began, filled=_DELIVERY_COLUMNS)
    return Sent(episodes.drop("began_on"), decisions, deliveries)


_EPISODES = """
SELECT t.customer_id, t.policy_version_id, t.id, t.stage, t.floor, t.stage_since, t.oldest_item_id, t.oldest_due,
       t.last_charge_on, t.began_on
FROM data_episode t WHERE {mine} AND t.ended_on IS NULL
"""
_DECISIONS = """
SELECT t.customer_id, t.id, t.episode_id, t.stage, t.channel, t.as_of, t.group_no
FROM data_decision t WHERE {mine} AND t.state = 'carried_out' AND t.as_of >= %s
"""
_DELIVERIES = """
SELECT t.customer_id, t.decision_id, t.delivered_on FROM data_message t
WHERE {mine} AND t.state = 'delivered' AND t.delivered_on >= %s
"""
