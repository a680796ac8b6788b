"""The facts of a day: all that a decision may look at, and nothing else.

One row class per table. The same rows serve the fast engine (as Polars frames, one frame a table) and the
readable twin (as plain objects, gathered by customer), so that both decide from exactly the same facts.
All amounts are integers in minor units of the row's currency; all dates are calendar dates.

This module does not know where the facts come from, nor any rule about them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

import polars as pl

ITEM_KINDS = ("invoice", "opening", "fee")
COMMITMENT_KINDS = ("promise", "plan")


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as the decision sees it: where it stands, who can be reached, what stops us."""

    customer_id: int
    version: int
    kind: str  # business, consumer, public
    language: str
    business_day: bool  # is as_of a business day where the customer is
    charge_verdict: str  # safe, doubtful, void: may a percentage be charged under the governing law
    handed_over: bool
    reply_waiting: bool
    paused: bool  # a pause holds as_of
    pause_ended_on: date | None  # first day after the newest pause that has ended
    reach_email: bool  # a working address is known, and it has not bounced
    reach_letter: bool
    reach_sms: bool
    fix_asked_email: bool  # task fix-contact was raised for the present address (or for its absence)
    fix_asked_letter: bool
    fix_asked_sms: bool
    trace_on: date | None  # the day of task trace-address, while nothing has worked since
    last_email_on: date | None  # the last notice of any kind on the channel
    last_letter_on: date | None
    last_sms_on: date | None
    last_overdue_email_on: date | None  # the last notice about something past due on the channel
    last_overdue_letter_on: date | None
    last_overdue_sms_on: date | None
    last_call_on: date | None
    contacts: int  # notices and calls in the policy's window, as_of included
    placed_stage: int | None  # rank on which a person wants the next episode to begin
    episode_id: int | None
    stage: int | None  # rank of the stage, 1 the lowest; empty without an episode
    floor: int | None  # rank of the lowest stage stood on in this episode and not forgotten by a fall
    stage_since: date | None
    told: bool  # a notice of this stage's own steps was delivered since the customer came to it
    oldest_item_id: int | None  # the oldest past-due claim at the last run, and its due date then
    oldest_due: date | None
    hold: bool  # an account hold stands
    last_charge_on: date | None  # the last late charge of this episode


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An open claim, or one whose upheld dispute still awaits its credit note."""

    customer_id: int
    item_id: int  # rises with entry: the last tie-breaker of "oldest"
    kind: str  # invoice, opening, fee
    currency: str
    item_date: date
    due_date: date
    extended_on: date | None  # the day on which the due date was last moved
    opened: int  # how often it was opened again; part of a step's key
    residual_minor: int
    disputed_minor: int  # open dispute
    awaiting_minor: int  # upheld, credit note not yet there
    under_way_minor: int  # direct debit sent, transfer announced
    restart_on: date | None  # the newest day on which a promise on it broke or its dispute was rejected
    friendly_day: int | None  # newest friendly step fired for this due date and opening, as days to due (-7, -2)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """An open promise or plan."""

    customer_id: int
    commitment_id: int
    kind: str  # promise, plan
    unmet_on: date | None  # first date that the money counted does not yet meet; empty when all is met
    grace_days: int


@dataclass(frozen=True, slots=True)
class CoverRow:
    """What an open commitment covers of an item."""

    customer_id: int
    commitment_id: int
    item_id: int
    cover_minor: int


@dataclass(frozen=True, slots=True)
class UnallocatedRow:
    """Money or credit that settles no item yet; commitment_id where it counts for an open promise or plan."""

    customer_id: int
    currency: str
    amount_minor: int
    commitment_id: int | None


@dataclass(frozen=True, slots=True)
class MarkRow:
    """How far the steps of an episode have gone for one anchor.

    The slot is a channel (email, letter, sms, call) for steps on fixed days: every such step up to last_day has
    fired or been superseded. For tasks, and for steps that count from another one, the slot is the step's id.
    """

    customer_id: int
    episode_id: int
    item_id: int
    due_date: date
    opened: int
    slot: str
    last_day: int


@dataclass(frozen=True, slots=True)
class DeliveredRow:
    """The first delivery of a step from which others count, for an episode, anchor and due date."""

    customer_id: int
    episode_id: int
    item_id: int
    due_date: date
    opened: int
    step_id: str
    first_on: date


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A person's approval of a step that asks for one, for an anchor and due date."""

    customer_id: int
    step_id: str
    item_id: int
    due_date: date


@dataclass(frozen=True, slots=True)
class MatterRow:
    """Something that asks a person for work once: an entry to allocate, a credit note to write."""

    customer_id: int
    task: str  # allocate, credit-note
    subject_id: int


@dataclass(frozen=True, slots=True)
class BadTemplateRow:
    """A template that does not render in a language."""

    template: str
    language: str


TABLES: dict[str, type] = {
    "customers": CustomerRow,
    "items": ItemRow,
    "commitments": CommitmentRow,
    "covers": CoverRow,
    "unallocated": UnallocatedRow,
    "marks": MarkRow,
    "delivered": DeliveredRow,
    "approvals": ApprovalRow,
    "matters": MatterRow,
    "bad_templates": BadTemplateRow,
}
_POLARS = {int: pl.Int64, str: pl.String, bool: pl.Boolean, date: pl.Date}


@cache
def schema(row_class: type) -> dict[str, Any]:
    """Give the Polars schema of a row class: column name to type, in the order of its fields."""
    hints = get_type_hints(row_class)
    return {f.name: _POLARS[_bare(hints[f.name])] for f in fields(row_class)}


@cache
def nothing(row_class: type) -> pl.DataFrame:
    """Give the empty frame of a row class, the same each time."""
    return pl.DataFrame(schema=schema(row_class))


def _bare(hint: Any) -> Any:
    if isinstance(hint, UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def frame(row_class: type, rows: Iterable[Any]) -> pl.DataFrame:
    """Make a frame of rows (instances of the row class, or tuples in its field order)."""
    names = [f.name for f in fields(row_class)]
    tuples = [row if isinstance(row, tuple) else tuple(getattr(row, name) for name in names) for row in rows]
    return pl.DataFrame(tuples, schema=schema(row_class), orient="row")


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """Everything about one customer, as plain objects."""

    customer: CustomerRow
    items: list[ItemRow] = field(default_factory=list)
    commitments: list[CommitmentRow] = field(default_factory=list)
    covers: list[CoverRow] = field(default_factory=list)
    unallocated: list[UnallocatedRow] = field(default_factory=list)
    marks: list[MarkRow] = field(default_factory=list)
    delivered: list[DeliveredRow] = field(default_factory=list)
    approvals: list[ApprovalRow] = field(default_factory=list)
    matters: list[MatterRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one day for customers that share a policy version, one frame a table (see TABLES)."""

    as_of: date
    cash_fresh: bool  # false: nothing that reaches a customer is planned
    customers: pl.DataFrame
    items: pl.DataFrame
    commitments: pl.DataFrame
    covers: pl.DataFrame
    unallocated: pl.DataFrame
    marks: pl.DataFrame
    delivered: pl.DataFrame
    approvals: pl.DataFrame
    matters: pl.DataFrame
    bad_templates: pl.DataFrame

    @classmethod
    def of_rows(cls, as_of: date, *, cash_fresh: bool = True, **tables: Iterable[Any]) -> "Facts":
        """Build facts from rows by table name; a table that is left out is empty."""
        frames = {name: frame(row_class, tables.get(name, ())) for name, row_class in TABLES.items()}
        return cls(as_of=as_of, cash_fresh=cash_fresh, **frames)

    def by_customer(self) -> Iterator[CustomerFacts]:
        """Give each customer's facts as plain objects, in the order of customer_id."""
        gathered: dict[int, CustomerFacts] = {}
        for row in self._rows("customers"):
            gathered[row.customer_id] = CustomerFacts(customer=row)
        for name in TABLES:
            if name in ("customers", "bad_templates"):
                continue
            for row in self._rows(name):
                getattr(gathered[row.customer_id], name).append(row)
        for customer_id in sorted(gathered):
            yield gathered[customer_id]

    def broken_templates(self) -> dict[str, set[str]]:
        """Give the languages in which a template does not render, by template."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._rows("bad_templates"):
            found[row.template].add(row.language)
        return found

    def _rows(self, name: str) -> Iterator[Any]:
        row_class = TABLES[name]
        for values in getattr(self, name).select(list(schema(row_class))).iter_rows():
            yield row_class(*values)
