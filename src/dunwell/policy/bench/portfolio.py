"""A portfolio of a seller in Europe on the morning of a run, as the facts of that day.

Its shape, in shares of the customers:

- Three invoices in four are in euro, the rest in dollars; a few customers owe in both. Six countries; nine customers
  in ten are businesses. One to some dozens of open invoices each, as many on average as are asked for.
- Of the customers 46 % owe nothing past due, 30 % are up to 15 days late with their oldest, 11 % up to 30, 8 % up to
  90, 3 % up to 120, 2 % more. Their other invoices lie between their oldest and 30 days before their due date.
- In a running company (`running`) whoever was late yesterday has an episode, stands on the rung of its days, and has
  the marks, deliveries, last messages, hold and charges of the ladder's steps until yesterday; a few are a step
  behind. In a new one nobody has been written to, and every late customer's episode begins.
- 3 % have a promise on their oldest, 0.5 % a plan; 3 % have money that settles nothing yet. Of the invoices 1.5 % are
  disputed, 0.3 % await a credit note, 0.5 % have a payment under way. Half a per cent of the customers wait for an
  answer, 1 % are paused, 4 % have no email that works; of the oldest claims of yesterday 2 % are paid.

This module does not know what a decision makes of it.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from dunwell.policy.bench.agreed import with_agreements
from dunwell.policy.bench.behind import deliveries, marks
from dunwell.policy.bench.claims import claims, commitments, covers, unallocated
from dunwell.policy.bench.customers import customers, people
from dunwell.policy.bench.dice import Dice
from dunwell.policy.facts import TABLES, Facts, nothing, schema
from dunwell.policy.file import Policy

WEDNESDAY = date(2026, 9, 16)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The facts of a day, and of each customer what the facts have already made use of."""

    facts: Facts
    places: pl.DataFrame  # customer_id, country


def portfolio(
    policy: Policy,
    *,
    invoices: int,
    customers_count: int,
    seed: int,
    as_of: date = WEDNESDAY,
    running: bool = True,
    agreements: int = 0,
) -> Portfolio:
    """Invent a portfolio; rows of every table come by customer, as a database gives them.

    `agreements`: so many of a hundred customers have a promise, a plan, a dispute or a hold more (`bench.agreed`).
    """
    if not 0 < customers_count <= invoices:
        raise ValueError(f"{customers_count} customers with {invoices} invoices: each has one at least")
    dice = Dice(seed)
    known = with_agreements(dice, people(dice, customers_count, running=running), agreements)
    items = claims(dice, known, invoices, as_of, running=running)
    standing = customers(dice, known, items, policy, as_of, running=running)
    promised = commitments(dice, known, as_of)
    tables = {
        "customers": standing,
        "items": items,
        "commitments": promised,
        "covers": covers(promised, items),
        "unallocated": unallocated(dice, known, items),
        "marks": marks(dice, standing, policy, as_of),
        "delivered": deliveries(standing, policy, as_of),
    }
    facts = Facts(as_of=as_of, cash_fresh=True, **{name: _typed(name, tables.get(name)) for name in TABLES})
    return Portfolio(facts, known.select("customer_id", "country"))


def _typed(name: str, table: pl.DataFrame | None) -> pl.DataFrame:
    """Bring a table into the types and the order of its row class."""
    rows = TABLES[name]
    if table is None:
        return nothing(rows)
    return table.select(pl.col(column).cast(kind) for column, kind in schema(rows).items()).rechunk()
