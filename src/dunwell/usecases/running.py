"""The steps of a run for the customers of one policy version: facts, a plan, into the books, and again where needed.

Knows neither a rule of the ladder nor when a run must wait.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from dunwell.data.models import Run
from dunwell.data.plans import Writer, apply_plan
from dunwell.data.snapshot import is_cash_fresh, take_facts
from dunwell.policy.decide import decide_day
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy
from dunwell.policy.plan import Plan
from dunwell.policy.reference import decide_by_the_book
from dunwell.policy.review import next_reviews
from dunwell.queries.bad_templates import bad_templates
from dunwell.usecases.work import Work

Reviews = pl.DataFrame | None
Engine = Callable[[Facts, Policy], tuple[Plan, Reviews]]
"""Gives a plan, and when those at rest are to be decided again; none: all of them by the next run."""

# A customer that changes while it is planned is planned again; after so many times the next run sees to it.
TRIES = 3


def decide_and_review(facts: Facts, policy: Policy) -> tuple[Plan, Reviews]:
    """Decide by the fast engine, and say when those at rest are to be decided again."""
    decided = decide_day(facts, policy)
    return decided.plan, next_reviews(decided)


def decide_readably(facts: Facts, policy: Policy) -> tuple[Plan, Reviews]:
    """Decide by the readable twin, which looks at everybody on every day."""
    return decide_by_the_book(facts, policy), None


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned for the customers of a policy version."""

    version_id: int
    policy: Policy
    facts: Facts
    plan: Plan
    reviews: Reviews


def plan_for(
    work: Work,
    engine: Engine,
    as_of: date,
    version_id: int,
    policy: Policy,
    *,
    customers: Iterable[int] | None,
    cash_fresh: bool,
) -> Planned:
    """Plan a day for customers of a policy version; none stands for all of them."""
    facts = take_facts(
        work.company,
        as_of,
        version_id,
        policy,
        customers=customers,
        cash_fresh=cash_fresh,
        bad_templates=bad_templates(work.company),
    )
    plan, reviews = engine(facts, policy)
    # What is recorded today may begin after a day that is caught up on: then the next run looks at everybody again.
    return Planned(version_id, policy, facts, plan, reviews if as_of >= work.today else None)


def carry_out(work: Work, engine: Engine, run: Run, planned: Planned, writer: Writer) -> None:
    """Apply what was planned, and plan again for customers that changed meanwhile."""
    again = _apply(run, planned, writer)
    look_again(work, engine, run, planned.version_id, planned.policy, again, writer)


def look_again(
    work: Work, engine: Engine, run: Run, version_id: int, policy: Policy, customers: list[int], writer: Writer
) -> list[int]:
    """Plan and apply again for customers that changed meanwhile (docs/deciding.md, rule 12); name those still left."""
    for _ in range(TRIES):
        if not customers:
            break
        fresh = run.allow_stale or is_cash_fresh(work.company, run.as_of, policy)
        again = plan_for(work, engine, run.as_of, version_id, policy, customers=customers, cash_fresh=fresh)
        customers = _apply(run, again, writer)
    return customers


def finish(work: Work, run: Run, *, actor: str) -> None:
    """Note that a run was carried out, by whose approval and under which journal entry."""
    run.state, run.approved_by = "done", actor
    run.applied_on, run.applied_seq = work.today, work.seq
    run.save()


def recount(work: Work, run: Run) -> None:
    """Count what a run did once it is carried out: of a run that waited some may not have held any more."""
    done = work.books.decisions.carried_out().filter(run=run)
    counts = Counter(done.values_list("channel", flat=True))
    counts["event_tasks"] = work.books.tasks.filter(run=run, decision__isnull=True).count()
    counts["charges"] = work.books.charges.filter(run=run).count()
    counts["silent"] = work.books.customers.exclude(reason="").count()
    run.counts = dict(counts)


def _apply(run: Run, planned: Planned, writer: Writer) -> list[int]:
    return apply_plan(
        run, planned.version_id, planned.policy, planned.facts, planned.plan, writer, reviews=planned.reviews
    )
