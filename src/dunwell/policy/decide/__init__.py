"""The decision of a day: facts and a policy in, a plan out; vectorised, for portfolios of any size.

Reads like docs/deciding.md: claims are weighed, anchors found, stages moved, due steps listed and guarded. Pure: it
knows no clock, no database and no row by itself. It takes a policy that `policy check` accepts.
"""

from dataclasses import replace

import polars as pl

from dunwell.policy.decide.anchors import add_anchors, find_anchors
from dunwell.policy.decide.charges import charge_late
from dunwell.policy.decide.claims import mark_covered, past_due, weigh_claims
from dunwell.policy.decide.commitments import judge_commitments
from dunwell.policy.decide.friendly import act_on_friendly, friendly_due, soon_due
from dunwell.policy.decide.holds import place_and_release
from dunwell.policy.decide.ladder import ladder_of
from dunwell.policy.decide.marks import add_marks, marks_of
from dunwell.policy.decide.overdue import act_on_overdue
from dunwell.policy.decide.reasons import why_nothing
from dunwell.policy.decide.stages import begin_and_fall, climb
from dunwell.policy.decide.standings import standings
from dunwell.policy.decide.steps import due_steps
from dunwell.policy.decide.tasks import event_tasks
from dunwell.policy.decide.totals import Asking, add_net, ask, to_chase
from dunwell.policy.decide.words import KIND
from dunwell.policy.facts import Facts, schema
from dunwell.policy.file import Policy
from dunwell.policy.plan import AskedRow, Plan

__all__ = ["decide"]


def decide(facts: Facts, policy: Policy) -> Plan:
    """Decide a day for customers that share a policy: who is told what, what is charged, and why nothing happens.

    The order of rows in the facts does not matter.
    """
    facts, as_of, ladder = _with_enumerations(facts), facts.as_of, ladder_of(policy)
    commitments = judge_commitments(facts)
    claims = weigh_claims(facts, commitments, policy)
    past, ahead = pl.collect_all([past_due(claims, as_of), soon_due(claims, ladder, as_of)])
    past = mark_covered(past, commitments.credit)

    customers = add_anchors(facts.customers, find_anchors(past, as_of))
    chase = ask(to_chase(past, customers), commitments.credit, policy)
    marks = marks_of(facts, customers)
    customers = add_marks(add_net(customers, chase), marks)
    customers = begin_and_fall(customers, past, policy, as_of)
    customers = climb(customers, ladder, marks, policy, as_of)
    customers = place_and_release(customers, policy)

    due = due_steps(customers, ladder, marks, commitments, policy, as_of)
    overdue = act_on_overdue(due, customers, facts, policy)
    friendly = act_on_friendly(
        friendly_due(ahead, customers, ladder, policy, as_of),
        past,
        commitments.credit,
        customers,
        overdue,
        ladder,
        facts,
        policy,
    )
    late = charge_late(customers, past, commitments.credit, policy, as_of)
    actions = pl.concat([overdue.actions, friendly.outcome.actions])
    held = pl.concat([overdue.held, friendly.outcome.held])
    asked = _together(chase.of(overdue.actions), friendly.asking)
    return Plan.of_frames(
        as_of,
        actions=actions,
        asked=asked[0],
        totals=asked[1],
        tasks=event_tasks(commitments, facts, overdue, friendly.outcome),
        held=held,
        marked=overdue.marked,
        friendly_marked=friendly.outcome.marked,
        standings=standings(customers),
        charges=late.charges,
        broken=commitments.broken,
        reasons=why_nothing(customers, claims, actions, held, as_of),
        notes=late.notes,
    )


def _together(*askings: Asking) -> tuple[pl.DataFrame, pl.DataFrame]:
    items = pl.concat([asking.items.select(list(schema(AskedRow))) for asking in askings])
    return items, pl.concat([asking.totals for asking in askings])


def _with_enumerations(facts: Facts) -> Facts:
    """Turn the words that are joined and compared into enumerations."""
    names = pl.concat([facts.items["currency"], facts.unallocated["currency"]]).unique().sort()
    currency = pl.col("currency").cast(pl.Enum(names))
    return replace(
        facts,
        customers=facts.customers.with_columns(pl.col("kind").cast(KIND)),
        items=facts.items.with_columns(currency),
        unallocated=facts.unallocated.with_columns(currency),
    )
