"""One customer's day laid out for telling: its facts, what it owes, and what the plan says of it. Knows no sentence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy import plan as plans
from dunwell.policy.explain.names import Names
from dunwell.policy.facts import CustomerFacts, CustomerRow, Facts, schema
from dunwell.policy.file import Policy, StepInstance, steps_of
from dunwell.policy.reference.claims import Claim, Owed, owed

CONTACTS = ("email", "letter", "sms", "call")


@dataclass(frozen=True, slots=True)
class Case:
    """Everything about one customer's day."""

    as_of: date
    cash_fresh: bool
    policy: Policy
    names: Names
    facts: CustomerFacts
    owed: Owed
    rows: dict[str, list[Any]]  # the plan's rows of this customer, by table

    @property
    def customer(self) -> CustomerRow:
        """The customer's own facts."""
        return self.facts.customer

    @property
    def actions(self) -> list[plans.ActionRow]:
        """What fires: notices first, then calls, then tasks."""
        order = (*CONTACTS, "task")
        return sorted(self.rows["actions"], key=lambda row: (order.index(row.channel), row.step_no))

    @property
    def contacts(self) -> list[plans.ActionRow]:
        """The notices and calls that go out."""
        return [row for row in self.actions if row.channel in CONTACTS]

    @property
    def held(self) -> list[plans.HeldRow]:
        """The due steps that a guard held."""
        return list(self.rows["held"])

    @property
    def reason(self) -> Reason | None:
        """Why no notice and no call goes out; none where one does."""
        return next((Reason(row.reason) for row in self.rows["reasons"]), None)

    @property
    def standing(self) -> plans.StandingRow | None:
        """Where the customer stands after this day."""
        return next(iter(self.rows["standings"]), None)

    @property
    def stage(self) -> str | None:
        """The name of the stage after this day."""
        rank = self.standing.stage if self.standing else None
        return self.policy.stage_at(rank).stage if rank else None

    @property
    def unpaid(self) -> list[Claim]:
        """The claims whose due date has passed with something left, what awaits a credit note included."""
        return [c for c in self.owed.claims if c.item.due_date < self.as_of and c.item.residual_minor]

    def step(self, step_no: int) -> StepInstance:
        """Give a step of the ladder by its number."""
        return next(step for step in steps_of(self.policy) if step.step_no == step_no)

    def totals(self, group: int) -> dict[str, int]:
        """Give what a group's messages ask for, by currency."""
        return {row.currency: row.total_minor for row in self.rows["totals"] if row.group == group}

    def credit(self, group: int) -> dict[str, int]:
        """Give the credit set against a group's messages, by currency."""
        return {row.currency: row.credit_minor for row in self.rows["totals"] if row.group == group}

    def asked(self, group: int) -> list[int]:
        """Give the ids of the items that a group's messages speak of, oldest first."""
        ages = {claim.item.item_id: claim.age for claim in self.owed.claims}
        return sorted((row.item_id for row in self.rows["asked"] if row.group == group), key=lambda each: ages[each])

    def number(self, claim: Claim) -> str:
        """Give the number of a claim's item."""
        return self.names.item(claim.item.item_id)


def sums(claims: Iterable[Claim], part: str) -> dict[str, int]:
    """Add up a part of claims (rest_minor, chaseable_minor, promised_minor, …) by currency."""
    found: dict[str, int] = defaultdict(int)
    for claim in claims:
        owner = claim if hasattr(claim, part) else claim.item
        found[claim.item.currency] += getattr(owner, part)
    return dict(found)


def case_of(facts: Facts, plan: plans.Plan, policy: Policy, names: Names, customer_id: int) -> Case:
    """Lay out a customer's day. Raises KeyError where the facts do not know the customer."""
    found = next((each for each in facts.by_customer() if each.customer.customer_id == customer_id), None)
    if found is None:
        raise KeyError(customer_id)
    rows = {
        name: [
            row_class(*values)
            for values in getattr(plan, name)
            .filter(pl.col("customer_id") == customer_id)
            .select(list(schema(row_class)))
            .iter_rows()
        ]
        for name, row_class in plans.TABLES.items()
    }
    return Case(facts.as_of, facts.cash_fresh, policy, names, found, owed(found, policy, facts.as_of), rows)
