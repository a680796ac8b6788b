"""Run the collections of a day: decide for every customer, wait for approval where the policy says so, carry out.

Knows neither a rule of the ladder nor how a message is sent.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from dunwell.data.models import Run
from dunwell.data.plans import Writer, apply_plan, cancel_stored, store_plan
from dunwell.data.snapshot import is_cash_fresh, newest_cash, policies_in_use, take_facts
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.policy.decide import decide
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy, thaw_policy
from dunwell.policy.plan import Plan
from dunwell.usecases.work import Answer, Work, use_case

Engine = Callable[[Facts, Policy], Plan]
NOTICES = ("email", "letter", "sms")
# A customer that changes while it is planned is planned again; after so many times the next run sees to it.
TRIES = 3


@use_case(Verb.RUN)
def run_collections(
    work: Work, *, as_of: date, allow_stale: bool = False, approved: bool = False, delivered: bool = False
) -> Answer:
    """Decide the day for every customer and carry it out, or store it until a person approves it.

    `allow_stale`: a person takes the responsibility for old cash (docs/deciding.md, rule 1). `approved`: the run does
    not wait, whatever the policy says. `delivered`: messages count as delivered at once; without it they wait in the
    outbox. Answers with the run's id, its state, why it waits, and counts of what it decided.
    Raises Refused `date_passed` when a later day has been run already.
    """
    return run_with(decide, work, as_of=as_of, allow_stale=allow_stale, approved=approved, delivered=delivered)


def run_with(engine: Engine, work: Work, *, as_of: date, allow_stale: bool, approved: bool, delivered: bool) -> Answer:
    """Run a day with the given engine: the fast one, or its readable twin."""
    _not_before_the_last(work, as_of)
    work.note({"as_of": as_of, "allow_stale": allow_stale, "approved": approved})
    for waiting in work.books.runs.waiting():
        cancel_stored(waiting)
    versions = policies_in_use(work.company)
    policies = {version.pk: thaw_policy(version.text) for version in work.books.policy_versions.filter(pk__in=versions)}
    planned = [
        (version_id, policy, *_plan(work, engine, as_of, allow_stale, version_id, policy, None))
        for version_id, policy in policies.items()
    ]
    run: Run = work.books.runs.create(
        as_of=as_of,
        allow_stale=allow_stale,
        cash_fresh=all(facts.cash_fresh for _, _, facts, _ in planned),
        counts=_counts(plan for *_, plan in planned),
        recorded_on=work.today,
        recorded_seq=work.seq,
    )
    run.waits_for = "" if approved else _why_it_waits(work, run, list(policies.values()))
    writer = Writer(work.today, work.seq, deliver=delivered)
    if run.waits_for:
        for version_id, policy, facts, plan in planned:
            store_plan(run, version_id, policy, facts, plan, writer)
        run.save()
    else:
        for version_id, policy, facts, plan in planned:
            again = apply_plan(run, version_id, policy, facts, plan, writer)
            look_again(work, engine, run, version_id, policy, again, writer)
        finish(work, run, actor=work.caller.actor)
    return _answer(work, run, policies)


def look_again(
    work: Work, engine: Engine, run: Run, version_id: int, policy: Policy, customers: list[int], writer: Writer
) -> list[int]:
    """Plan and apply again for customers that changed meanwhile (docs/deciding.md, rule 12); name those still left."""
    for _ in range(TRIES):
        if not customers:
            break
        facts, plan = _plan(work, engine, run.as_of, run.allow_stale, version_id, policy, customers)
        customers = apply_plan(run, version_id, policy, facts, plan, writer)
    return customers


def finish(work: Work, run: Run, *, actor: str) -> None:
    """Note that a run was carried out, by whose approval and under which journal entry."""
    run.state, run.approved_by = "done", actor
    run.applied_on, run.applied_seq = work.today, work.seq
    run.save()


def _plan(
    work: Work,
    engine: Engine,
    as_of: date,
    allow_stale: bool,
    version_id: int,
    policy: Policy,
    customers: list[int] | None,
) -> tuple[Facts, Plan]:
    fresh = True if allow_stale else None
    facts = take_facts(work.company, as_of, version_id, policy, customers=customers, cash_fresh=fresh)
    return facts, engine(facts, policy)


def _not_before_the_last(work: Work, as_of: date) -> None:
    last = work.books.runs.carried_out().order_by("-as_of").values_list("as_of", flat=True).first()
    if last is not None and as_of < last:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"The run of {last} was carried out; a day before it cannot be run any more",
            "Run a later day, or look at that one with `dunwell explain CUSTOMER --as-of DATE`",
            field="as-of",
            value=as_of,
        )


def _counts(plans: Any) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for plan in plans:
        counts.update(plan.actions["channel"].to_list())
        counts["event_tasks"] += plan.tasks.height
        counts["charges"] += plan.charges.height
        counts["silent"] += plan.reasons.height
    return dict(counts)


def notices_of(counts: dict[str, int]) -> int:
    """Count the notices among the counts of a run."""
    return sum(counts.get(channel, 0) for channel in NOTICES)


def _why_it_waits(work: Work, run: Run, policies: list[Policy]) -> str:
    """Say why a person must approve the run: it is the company's first, or has unusually many notices."""
    done = work.books.runs.carried_out().order_by("-id")
    if any(policy.approvals.first_run for policy in policies) and not done.exists():
        return "first_run"
    for policy in policies:
        usual = [
            notices_of(counts) for counts in done.values_list("counts", flat=True)[: policy.approvals.usual_over_runs]
        ]
        average = Decimal(sum(usual)) / len(usual) if usual else Decimal(0)
        if average and notices_of(run.counts) > policy.approvals.unusual_run_times * average:
            return "unusually_many"
    return ""


def _answer(work: Work, run: Run, policies: dict[int, Policy]) -> Answer:
    newest = newest_cash(work.company, run.as_of)
    stale = not all(is_cash_fresh(work.company, run.as_of, policy) for policy in policies.values())
    return {
        "run": run.pk,
        "as_of": run.as_of.isoformat(),
        "state": run.state,
        "waits_for": run.waits_for,
        "counts": run.counts,
        "stale_cash": stale,
        "newest_cash": newest.isoformat() if newest else None,
    }
