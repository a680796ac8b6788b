"""What comes of due steps: the rows of the plan that overdue and friendly steps both give.

This module does not know which steps fire.
"""

from dataclasses import dataclass

import polars as pl

from dunwell.policy.decide.words import CHANNEL, GUARD
from dunwell.policy.facts import schema
from dunwell.policy.plan import ActionRow, HeldRow, TaskRow

ACTION = {**schema(ActionRow), "channel": CHANNEL}
HELD = {**schema(HeldRow), "guard": GUARD}


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
        return cls(*(pl.DataFrame(schema=each) for each in (ACTION, HELD, schema(TaskRow), schema(mark))))


def together(*tables: pl.DataFrame) -> pl.DataFrame:
    """Put tables of one schema under one another, at no cost for the empty ones."""
    filled = [table for table in tables if not table.is_empty()]
    return pl.concat(filled) if filled else tables[0]
