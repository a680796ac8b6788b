"""The readable twin of the decision: docs/deciding.md rule by rule, one customer after the other, in plain Python.

It shares the types of facts and plan, and the calendars, with the fast engine, and no rule. An auditor can follow it;
tests hold the fast engine against it. It is not made for portfolios.
"""

from collections import defaultdict
from typing import Any

from dunwell.policy.facts import CustomerFacts, Facts
from dunwell.policy.file import Policy, steps_of
from dunwell.policy.plan import BrokenRow, Plan, ReasonRow, TaskRow
from dunwell.policy.reference.asking import overdue_request
from dunwell.policy.reference.charges import late_charges
from dunwell.policy.reference.claims import broken_on, owed
from dunwell.policy.reference.friendly import fire_friendly
from dunwell.policy.reference.guards import Budget, Day
from dunwell.policy.reference.overdue import Outcome, fire_overdue
from dunwell.policy.reference.reasons import why_nothing
from dunwell.policy.reference.standing import stand
from dunwell.policy.reference.steps import due_steps

__all__ = ["decide_by_the_book"]


def decide_by_the_book(facts: Facts, policy: Policy) -> Plan:
    """Decide a day, customer by customer."""
    rows: dict[str, list[Any]] = defaultdict(list)
    broken_templates = facts.broken_templates()
    for customer_facts in facts.by_customer():
        budget = Budget(customer_facts.customer.contacts, policy.guards.max_contacts)
        day = Day(facts.as_of, facts.cash_fresh, policy, customer_facts, budget, broken_templates)
        for table, more in _decide_customer(day).items():
            rows[table] += more
    return Plan.of_rows(facts.as_of, **rows)


def _decide_customer(day: Day) -> dict[str, list[Any]]:
    facts, policy, customer = day.facts, day.policy, day.customer
    steps = steps_of(policy)
    today = owed(facts, policy, day.as_of)
    asking = overdue_request(today)
    standing = stand(facts, today, asking, policy, steps)
    rows: dict[str, list[Any]] = defaultdict(list)
    rows["broken"], rows["tasks"] = _broken(facts, day)
    outcome = Outcome()
    anchor = today.anchor
    if anchor is not None and standing.stage:
        outcome = fire_overdue(day, anchor, asking, due_steps(facts, today, anchor, standing, steps))
        rows["marked"] = outcome.marked_rows(customer.customer_id, anchor)
    if outcome.actions:
        rows["asked"] = asking.asked_rows(customer.customer_id)
        rows["totals"] = asking.total_rows(customer.customer_id)
    if policy.friendly_until_rank is None or standing.stage < policy.friendly_until_rank:
        friendly = fire_friendly(day, today, steps, outcome)
        rows["asked"] += friendly.asked
        rows["totals"] += friendly.totals
        rows["friendly_marked"] = friendly.marked_rows(customer.customer_id)
    rows["charges"], rows["notes"] = late_charges(customer, today, standing, policy)
    if not outcome.contacted():
        rows["reasons"] = [ReasonRow(customer.customer_id, why_nothing(customer, today, outcome.held).value)]
    if customer.episode_id is not None or standing.begins or standing.hold or customer.hold:
        rows["standings"] = [standing.row(customer.customer_id, today.oldest)]
    rows["actions"], rows["held"] = outcome.actions, outcome.held
    rows["tasks"] += outcome.tasks
    return rows


def _broken(facts: CustomerFacts, day: Day) -> tuple[list[BrokenRow], list[TaskRow]]:
    """Name the promises and plans that broke, and raise the tasks that events ask for."""
    customer_id = facts.customer.customer_id
    broken, tasks = [], []
    for row in facts.commitments:
        broke_on = broken_on(row, day.as_of)
        if broke_on is not None:
            broken.append(BrokenRow(customer_id, row.commitment_id, row.kind, broke_on))
            tasks.append(TaskRow(customer_id, f"broken-{row.kind}", str(row.commitment_id)))
    tasks += [TaskRow(customer_id, matter.task, str(matter.subject_id)) for matter in facts.matters]
    return broken, tasks
