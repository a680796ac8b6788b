"""The decision of a day: facts and a policy in, a plan out; vectorised, for portfolios of any size.

Reads like docs/deciding.md: claims are weighed, anchors found, stages moved, due steps listed and guarded. Pure: it
knows no clock, no database and no row by itself. It takes a policy that `policy check` accepts.
"""

from dataclasses import dataclass

import polars as pl

from dunwell.policy.decide.anchors import add_anchors, find_anchors
from dunwell.policy.decide.charges import charge_late
from dunwell.policy.decide.claims import past_due
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.friendly import act_on_friendly, friendly_due
from dunwell.policy.decide.holds import place_and_release
from dunwell.policy.decide.marks import Marks, add_marks, marks_of
from dunwell.policy.decide.outcome import together
from dunwell.policy.decide.overdue import act_on_overdue
from dunwell.policy.decide.reasons import why_nothing
from dunwell.policy.decide.stages import begin_and_fall, climb
from dunwell.policy.decide.standings import standings
from dunwell.policy.decide.steps import due_steps
from dunwell.policy.decide.tasks import event_tasks
from dunwell.policy.decide.totals import Asking, add_net, ask, to_chase
from dunwell.policy.decide.words import CUSTOMER
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy
from dunwell.policy.plan import Plan

__all__ = ["Decided", "decide", "decide_day"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A plan, and what it was found from: who looks further than this day starts here."""

    plan: Plan
    day: Day
    customers: pl.DataFrame  # where each stands after the run, with its anchor
    past: pl.DataFrame  # what is past due, weighed
    marks: Marks


def decide(facts: Facts, policy: Policy) -> Plan:
    """Decide a day for customers that share a policy: who is told what, what is charged, and why nothing happens.

    The order of rows in the facts does not matter.
    """
    return decide_day(facts, policy).plan


def decide_day(facts: Facts, policy: Policy) -> Decided:
    """Decide a day as `decide` does, and keep what the plan was found from."""
    day = Day.of(facts, policy)
    past = past_due(day)
    customers = add_anchors(day.facts.customers, find_anchors(past, day))
    marks = marks_of(day.facts, customers)
    customers = add_marks(add_net(customers, past, day), marks, day.ladder.slots)
    customers = begin_and_fall(customers, past, day)
    customers = place_and_release(climb(customers, marks, day), policy)

    overdue = act_on_overdue(due_steps(customers, marks, day), customers, day)
    friendly, friendly_asking = act_on_friendly(friendly_due(customers, day), customers, past, overdue, day)
    late = charge_late(customers, past, day)
    actions = together(overdue.actions, friendly.actions)
    held = together(overdue.held, friendly.held)
    asking = _asking(overdue.actions, past, day).beside(friendly_asking)
    plan = Plan.of_frames(
        day.as_of,
        actions=actions,
        asked=asking.items,
        totals=asking.totals,
        tasks=event_tasks(day, overdue, friendly),
        held=held,
        marked=overdue.marked,
        friendly_marked=friendly.marked,
        standings=standings(customers),
        charges=late.charges,
        broken=day.commitments.broken,
        reasons=why_nothing(customers, past, actions, held, day),
        notes=late.notes,
    )
    return Decided(plan, day, customers, past, marks)


def _asking(actions: pl.DataFrame, past: pl.DataFrame, day: Day) -> Asking:
    """Say what the customers are asked for of whom something is done about what is past due."""
    if actions.is_empty():
        return Asking.of_nothing()
    return ask(to_chase(past, actions.get_column(CUSTOMER).unique()), day.credit)
