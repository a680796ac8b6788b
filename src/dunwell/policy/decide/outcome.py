"""What comes of due steps: the rows of the plan that overdue and friendly steps both give.

This module does not know which steps fire.
"""

from dataclasses import dataclass
from functools import cache

import polars as pl

from dunwell.policy.decide.words import CHANNEL, GUARD
from dunwell.policy.facts import nothing, schema
from dunwell.policy.plan import ActionRow, HeldRow, TaskRow

ACTION = {**schema(ActionRow), "channel": CHANNEL}
HELD = {**schema(HeldRow), "guard": GUARD}
NOTHING_HELD = pl.DataFrame(schema=HELD)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the due steps of a sort."""

    actions: pl.DataFrame
    held: pl.DataFrame
    tasks: pl.DataFrame
    marked: pl.DataFrame  # of overdue steps as MarkedRow, of friendly ones as FriendlyMarkedRow

    @classmethod
    def of_nothing_due(cls, mark: type) -> "Outcome":
        """Give the outcome of a day on which nothing of the sort is due; a mark is the row class of its marks."""
        return _nothing_due(mark)


@cache
def _nothing_due(mark: type) -> Outcome:
    return Outcome(pl.DataFrame(schema=ACTION), NOTHING_HELD, nothing(TaskRow), nothing(mark))


def beside(rows: pl.DataFrame, table: pl.DataFrame, on: str) -> pl.DataFrame:
    """Put a table's columns beside the rows that share its key, null where it has none; an empty one costs nothing."""
    if table.is_empty():
        absent = {name: pl.lit(None, dtype=kind) for name, kind in table.schema.items() if name != on}
        return rows.with_columns(**absent)
    return rows.join(table, on=on, how="left", maintain_order="left")


def together(*tables: pl.DataFrame) -> pl.DataFrame:
    """Put tables of one schema under one another, at no cost for the empty ones."""
    filled = [table for table in tables if not table.is_empty()]
    if len(filled) < 2:
        return filled[0] if filled else tables[0]
    return pl.concat(filled, rechunk=True)
