"""The steps of a run for the customers of one policy version: facts, a plan, into the books, and again where needed.

Knows neither a rule of the ladder nor when a run must wait.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import polars as pl

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import Run
from dunwell.data.plans import Writer, apply_plan
from dunwell.data.snapshot import Scope, is_cash_fresh, is_fresh_since, scope_of, see
from dunwell.policy.decide import decide_day
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy
from dunwell.policy.plan import TABLES, Plan
from dunwell.policy.reference import decide_by_the_book
from dunwell.policy.review import next_reviews
from dunwell.queries.bad_templates import bad_templates
from dunwell.usecases.after_run import follow_up
from dunwell.usecases.ledger.policies import thawed
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
class Asked:
    """How a run was asked for: see `run_collections`."""

    as_of: date
    allow_stale: bool
    approved: bool
    delivered: bool
    full: bool

    def plain(self) -> dict[str, Any]:
        """Give it as it is kept with the run."""
        return asdict(self) | {"as_of": self.as_of.isoformat()}

    @classmethod
    def of(cls, run: Run) -> "Asked":
        """Read it from a run."""
        kept = run.asked
        return cls(run.as_of, run.allow_stale, kept["approved"], kept["delivered"], kept["full"])


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned for the customers of a policy version."""

    version_id: int
    policy: Policy
    facts: Facts
    plan: Plan
    reviews: Reviews
    addresses: pl.DataFrame | None = None  # as they stood with these facts; none: to be read when it is applied


@dataclass(frozen=True, slots=True)
class Scoped:
    """What is planned for all customers of a run, or of one of its shards; silent: those who were not looked at."""

    planned: list[Planned]
    silent: int
    policies: list[Policy]
    cash_fresh: bool


def plan_scope(
    work: Work,
    engine: Engine,
    asked: Asked,
    newest: date | None,
    *,
    within: tuple[int, int] | None = None,
    scope: Scope | None = None,
) -> Scoped:
    """Plan a day for all customers who may need it, or those within a stretch of ids (the first, the last).

    `newest`: the newest day of cash that counts for this run. `scope`: who they are, where that is known already.
    """
    scope = scope or scope_of(work.company, due_by(work.books, asked, newest), full=asked.full, within=within)
    versions = work.books.policy_versions.filter(pk__in=list(scope.customers)).order_by("pk")
    policies = {version.pk: thawed(version.text) for version in versions}
    fresh = {pk: is_fresh_since(work.company, newest, asked.as_of, policy) for pk, policy in policies.items()}
    stretch = None if within is None else range(within[0], within[1] + 1)
    planned = [
        plan_for(
            work,
            engine,
            asked.as_of,
            version,
            policies[version],
            customers=stretch if customers is None else customers,
            cash_fresh=asked.allow_stale or fresh[version],
        )
        for version, customers in scope.customers.items()
        if customers != []
    ]
    return Scoped(planned, scope.silent, list(policies.values()), all(fresh.values()))


def due_by(books: Books, asked: Asked, newest: date | None) -> date:
    """Tell up to which day of review customers are decided: that of the run, and mostly no later one.

    Whoever an earlier run of the same day held a step of is looked at on the next day; sooner where that run knew other
    cash (docs/deciding.md, rule 1), which may hold or free the steps of everybody.
    """
    last = books.runs.carried_out().order_by("-pk").first()
    if last is None or last.as_of != asked.as_of:
        return asked.as_of
    known = (last.allow_stale, last.asked.get("newest_cash"))
    same = known == (asked.allow_stale, newest.isoformat() if newest else None)
    return asked.as_of if same else asked.as_of + timedelta(days=1)


def cash_told(newest: date | None, *, fresh: bool) -> dict[str, Any]:
    """Say what a run knew of cash, as it is kept with it."""
    return {"newest_cash": newest.isoformat() if newest else None, "stale_cash": not fresh}


def counts_of(scoped: Scoped) -> dict[str, int]:
    """Count what is planned, by name: notices and calls by channel, tasks, late charges, the silent."""
    counts = Counter[str](event_tasks=0, charges=0, silent=scoped.silent)
    for plan in (each.plan for each in scoped.planned):
        counts.update(plan.actions["channel"].to_list())
        counts["event_tasks"] += plan.tasks.height
        counts["charges"] += plan.charges.height
        counts["silent"] += plan.reasons.height
    return dict(counts)


def digest_of(planned: Sequence[Planned]) -> tuple[int, bytes]:
    """Count the rows of plans, and digest them: the same decisions give the same digest, for a plan has its order."""
    tables = [(name, getattr(each.plan, name)) for each in planned for name in TABLES]
    filled = [(name, table) for name, table in tables if not table.is_empty()]
    digest = sha256(b"".join(name.encode() + journal.digest_rows(table, in_order=True) for name, table in filled))
    return sum(table.height for _, table in filled), digest.digest()


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
    seen = see(
        work.company,
        as_of,
        version_id,
        policy,
        customers=customers,
        cash_fresh=cash_fresh,
        bad_templates=bad_templates(work.company),
    )
    plan, reviews = engine(seen.facts, policy)
    # What is recorded today may begin after a day that is caught up on: then the next run looks at everybody again.
    reviews = reviews if as_of >= work.today else None
    return Planned(version_id, policy, seen.facts, plan, reviews, seen.addresses)


def carry_out(work: Work, engine: Engine, run: Run, planned: Planned, writer: Writer) -> list[int]:
    """Apply what was planned, and plan again for customers that changed meanwhile; name those still left."""
    again = _apply(run, planned, writer)
    return look_again(work, engine, run, planned.version_id, planned.policy, again, writer)


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
    """Note that a run was carried out, by whose approval and under which journal entry, and see to what follows it."""
    run.counts = {**run.counts, **follow_up(work, run)}
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
        run,
        planned.version_id,
        planned.policy,
        planned.facts,
        planned.plan,
        writer,
        reviews=planned.reviews,
        addresses=planned.addresses,
    )
