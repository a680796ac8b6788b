"""The open items of a snapshot, with what of each is disputed, awaits a credit note or is under way."""

import polars as pl

from dunwell.data.snapshot.reading import Reader, among, by_id, with_all
from dunwell.policy.facts import ItemRow, schema


def take_items(reader: Reader) -> pl.DataFrame:
    """Gather the items with something left of them, or whose upheld dispute awaits its credit note."""
    rows = reader.frame(_ITEMS.replace("{how}", reader.through("data_item")), _ITEM_COLUMNS, filled=_FILLED, rare=_RARE)
    disputes = reader.frame(
        _DISPUTES,
        {"item_id": pl.Int64, "disputed_minor": pl.Int64, "awaiting_minor": pl.Int64, "rejected_on": pl.Date},
    )
    awaiting = disputes.filter(pl.col("awaiting_minor") > 0)["item_id"]
    if not awaiting.is_empty():
        condition, ids = among("t.id", awaiting.to_list())
        rows = pl.concat(
            [rows, reader.frame(f"{_AWAITING} AND {condition}".replace("{how}", by_id()), _ITEM_COLUMNS, ids)]
        )
    under_way = reader.frame(_UNDER_WAY, {"item_id": pl.Int64, "under_way_minor": pl.Int64})
    broken = reader.frame(_BROKEN, {"item_id": pl.Int64, "broken_on": pl.Date})
    rows = with_all(rows, "item_id", disputes, under_way, broken).with_columns(
        pl.col("disputed_minor", "awaiting_minor", "under_way_minor").fill_null(0),
        restart_on=pl.max_horizontal("rejected_on", "broken_on"),
    )
    return rows.filter((pl.col("residual_minor") > 0) | (pl.col("awaiting_minor") > 0)).select(list(schema(ItemRow)))


_ITEM_COLUMNS = {
    "item_id": pl.Int64,
    **{
        name: kind
        for name, kind in schema(ItemRow).items()
        if name not in ("disputed_minor", "awaiting_minor", "under_way_minor", "restart_on")
    },
}
_FILLED = frozenset(_ITEM_COLUMNS) - {"extended_on", "friendly_day"}
_RARE = {"extended_on": None, "opened": 0}
_OF_ITEM = """
SELECT t.id, t.customer_id, t.kind, t.currency, t.item_date, t.due_date, t.extended_on, t.opened, t.residual_minor,
       t.friendly_day
"""
_ITEMS = f"{_OF_ITEM} FROM data_item t{{how}} WHERE {{mine}} AND t.residual_minor > 0"
_AWAITING = f"{_OF_ITEM} FROM data_item t{{how}} WHERE {{mine}} AND t.residual_minor = 0"
_DISPUTES = """
SELECT t.item_id, CAST(SUM(CASE WHEN t.state = 'open' THEN t.amount_minor - t.credited_minor ELSE 0 END) AS bigint),
       CAST(SUM(CASE WHEN t.state = 'upheld' THEN t.amount_minor - t.credited_minor ELSE 0 END) AS bigint),
       MAX(CASE WHEN t.state = 'rejected' THEN t.ended_on END)
FROM data_dispute t WHERE {mine} GROUP BY t.item_id
"""
_UNDER_WAY = """
SELECT t.item_id, CAST(SUM(t.amount_minor) AS bigint) FROM data_underway t
WHERE {mine} AND t.state = 'open' GROUP BY t.item_id
"""
_BROKEN = """
SELECT v.item_id, MAX(t.ended_on) FROM data_commitment t
JOIN data_cover v ON v.company_id = t.company_id AND v.commitment_id = t.id
WHERE {mine} AND t.state = 'broken' GROUP BY v.item_id
"""
