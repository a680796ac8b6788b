"""The plan of a day: what a decision says shall happen, and why nothing does where nothing does.

One row class per table, as in `dunwell.policy.facts`. Notices, calls and the ladder's tasks about what is past due
all speak of the same items, so items and totals stand once a customer (group 0), not once an action; a friendly
notice before the due date has a group of its own, the number of its step.

This module does not know how a plan is written down or carried out, nor any rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dunwell.policy.facts import frame, nothing, schema
from dunwell.policy.order import in_order

OVERDUE = 0  # the group of all that is past due


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A step that fires: a notice, a call or a task of the ladder."""

    customer_id: int
    step_no: int  # of policy.file.steps_of
    step_id: str
    step_day: int
    channel: str  # the channel that carries it: the step's own or its fallback; email, letter, sms, call, task
    template: str
    group: int  # OVERDUE, or the step_no of a friendly step
    item_id: int  # the anchor; of a friendly step the oldest item that it speaks of
    due_date: date
    opened: int
    days: int  # D: as_of minus the due date; negative before it


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What is asked for of one item, in a group's messages."""

    customer_id: int
    group: int
    item_id: int
    currency: str
    asked_minor: int


@dataclass(frozen=True, slots=True)
class TotalRow:
    """What a group's messages ask for in one currency: the items less the credit that is set against them."""

    customer_id: int
    group: int
    currency: str
    asked_minor: int  # sum over the items
    credit_minor: int  # unallocated money and credits set against it, shown in the message
    total_minor: int  # asked less credit, above nothing


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that an event raises, not a step: once for its subject."""

    customer_id: int
    task: str  # broken-promise, broken-plan, allocate, credit-note, fix-contact, trace-address, mend-template
    subject: str  # what it is about: an id, a channel, a template


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A due step that a guard deferred."""

    customer_id: int
    step_no: int
    guard: str


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """How far the steps of a slot have gone after this run, for the anchor (see facts.MarkRow)."""

    customer_id: int
    item_id: int
    due_date: date
    opened: int
    slot: str
    last_day: int


@dataclass(frozen=True, slots=True)
class FriendlyMarkedRow:
    """The newest friendly step that fired for an item."""

    customer_id: int
    item_id: int
    friendly_day: int


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Where a customer with an episode stands after this run; one row for each customer that has or had one."""

    customer_id: int
    begins: bool  # the episode begins with this run
    ends: bool  # the episode ends with this run; then stage and the rest are empty
    stage: int | None
    floor: int | None
    stage_since: date | None
    oldest_item_id: int | None
    oldest_due: date | None
    hold: bool  # an account hold stands after this run


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A late charge to post today."""

    customer_id: int
    currency: str
    base_minor: int
    charge_minor: int


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A promise or plan that broke."""

    customer_id: int
    commitment_id: int
    kind: str
    broken_on: date


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Why a customer gets no notice and no call; one row for each such customer."""

    customer_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A further reason worth keeping that stops no message: charge_not_lawful."""

    customer_id: int
    reason: str


TABLES: dict[str, type] = {
    "actions": ActionRow,
    "asked": AskedRow,
    "totals": TotalRow,
    "tasks": TaskRow,
    "held": HeldRow,
    "marked": MarkedRow,
    "friendly_marked": FriendlyMarkedRow,
    "standings": StandingRow,
    "charges": ChargeRow,
    "broken": BrokenRow,
    "reasons": ReasonRow,
    "notes": NoteRow,
}

# How many of the leading columns tell a table's rows apart; to sort by the rest too would cost a third of a large run.
_KEY_COLUMNS = {
    "actions": 2,
    "asked": 3,
    "totals": 3,
    "tasks": 3,
    "held": 2,
    "marked": 5,
    "friendly_marked": 2,
    "standings": 1,
    "charges": 2,
    "broken": 2,
    "reasons": 1,
    "notes": 2,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one day for customers that share a policy version, one frame a table (see TABLES).

    Rows of each frame are sorted by the columns that tell them apart: two plans are equal when their frames are.
    """

    as_of: date
    actions: pl.DataFrame
    asked: pl.DataFrame
    totals: pl.DataFrame
    tasks: pl.DataFrame
    held: pl.DataFrame
    marked: pl.DataFrame
    friendly_marked: pl.DataFrame
    standings: pl.DataFrame
    charges: pl.DataFrame
    broken: pl.DataFrame
    reasons: pl.DataFrame
    notes: pl.DataFrame

    @classmethod
    def of_rows(cls, as_of: date, **tables: Iterable[Any]) -> "Plan":
        """Build a plan from rows by table name; a table that is left out is empty."""
        return cls(as_of, **{name: _sorted(name, frame(rows, tables.get(name, ()))) for name, rows in TABLES.items()})

    @classmethod
    def of_frames(cls, as_of: date, **tables: pl.DataFrame) -> "Plan":
        """Build a plan from frames by table name, with columns brought into order, type and row order."""
        return cls(
            as_of,
            **{name: _brought_into_order(name, tables[name]) for name in TABLES},
        )

    @classmethod
    def as_it_was(cls, as_of: date, **tables: pl.DataFrame) -> "Plan":
        """Take a plan's own frames again, which are in order already."""
        return cls(as_of, **tables)

    def differences(self, other: "Plan") -> list[str]:
        """Name the tables in which two plans differ, with the rows that only one of them has."""
        found = []
        for name in TABLES:
            mine, theirs = set(getattr(self, name).rows()), set(getattr(other, name).rows())
            if mine != theirs or getattr(self, name).height != getattr(other, name).height:
                only_here, only_there = sorted(mine - theirs, key=str), sorted(theirs - mine, key=str)
                found.append(f"{name}: only here {only_here}, only there {only_there}")
        return found


def _brought_into_order(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """Sort before words become text: enumerations among the keys have their categories in alphabetical order."""
    if table.is_empty():
        return nothing(TABLES[name])
    return _typed(_sorted(name, table), schema(TABLES[name]))


def _typed(table: pl.DataFrame, types: dict[str, Any]) -> pl.DataFrame:
    return table if table.schema == types else table.select(pl.col(name).cast(of) for name, of in types.items())


def _sorted(name: str, table: pl.DataFrame) -> pl.DataFrame:
    keys = list(schema(TABLES[name]))[: _KEY_COLUMNS[name]]
    return in_order(table, *keys)
