"""Run the collections of a day: decide whoever may need it, wait for approval where the policy says so, carry out.

Knows neither a rule of the ladder nor how a message is sent.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import islice

from dunwell.data.models import Run
from dunwell.data.plans import Writer, cancel_stored, store_plan
from dunwell.data.snapshot import is_fresh_since, newest_cash, scope_of
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.policy.file import Policy
from dunwell.policy.plan import Plan
from dunwell.usecases.ledger.policies import thawed
from dunwell.usecases.running import Engine, carry_out, decide_and_review, finish, plan_for
from dunwell.usecases.work import Answer, Work, use_case

NOTICES = ("email", "letter", "sms")


@use_case(Verb.RUN)
def run_collections(
    work: Work,
    *,
    as_of: date,
    allow_stale: bool = False,
    approved: bool = False,
    delivered: bool = False,
    full: bool = False,
) -> Answer:
    """Decide the day and carry it out, or store it until a person approves it.

    Only customers are read of whom anything can have changed since they were decided; `full` reads all, to the same
    effect. `allow_stale`: a person takes the responsibility for old cash (docs/deciding.md, rule 1). `approved`: the
    run does not wait, whatever the policy says. `delivered`: messages count as delivered at once; without it they wait
    in the outbox. Answers with the run's id, its state, why it waits, and counts of what it decided.
    Raises Refused `date_passed` when a later day has been run already.
    """
    return run_with(
        decide_and_review,
        work,
        as_of=as_of,
        allow_stale=allow_stale,
        approved=approved,
        delivered=delivered,
        full=full,
    )


def run_with(
    engine: Engine, work: Work, *, as_of: date, allow_stale: bool, approved: bool, delivered: bool, full: bool
) -> Answer:
    """Run a day with the given engine: the fast one, or its readable twin."""
    _not_before_the_last(work, as_of)
    _not_ahead(work, as_of)
    work.note({"as_of": as_of, "allow_stale": allow_stale, "approved": approved})
    for waiting in work.books.runs.waiting():
        cancel_stored(waiting)
    scope = scope_of(work.company, as_of, full=full)
    versions = work.books.policy_versions.filter(pk__in=list(scope.customers)).order_by("pk")
    policies = {version.pk: thawed(version.text) for version in versions}
    newest = newest_cash(work.company, as_of)
    fresh = {pk: is_fresh_since(work.company, newest, as_of, policy) for pk, policy in policies.items()}
    planned = [
        plan_for(
            work,
            engine,
            as_of,
            version,
            policies[version],
            customers=customers,
            cash_fresh=allow_stale or fresh[version],
        )
        for version, customers in scope.customers.items()
        if customers != []
    ]
    counts = _counts(each.plan for each in planned)
    counts["silent"] += scope.silent
    run: Run = work.books.runs.create(
        as_of=as_of,
        allow_stale=allow_stale,
        cash_fresh=allow_stale or all(fresh.values()),
        counts=dict(counts),
        recorded_on=work.today,
        recorded_seq=work.seq,
    )
    run.waits_for = "" if approved else _why_it_waits(work, run, list(policies.values()))
    writer = Writer(work.today, work.seq, deliver=delivered)
    if run.waits_for:
        for each in planned:
            store_plan(run, each.version_id, each.policy, each.facts, each.plan, writer)
        run.save()
    else:
        for each in planned:
            carry_out(work, engine, run, each, writer)
        finish(work, run, actor=work.caller.actor)
    return _answer(run, newest, stale=not all(fresh.values()))


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


def _not_ahead(work: Work, as_of: date) -> None:
    """Refuse to carry out a day that has not come: every day until then could not be run any more."""
    if as_of > work.today and not work.caller.dry:
        raise Refused(
            RefusalCode.DAY_AHEAD,
            f"{as_of} has not come yet; today is {work.today}",
            "Run today, or look ahead with --dry-run",
            field="as-of",
            value=as_of,
        )


def _counts(plans: Iterable[Plan]) -> Counter[str]:
    counts = Counter[str](event_tasks=0, charges=0, silent=0)
    for plan in plans:
        counts.update(plan.actions["channel"].to_list())
        counts["event_tasks"] += plan.tasks.height
        counts["charges"] += plan.charges.height
        counts["silent"] += plan.reasons.height
    return counts


def notices_of(counts: dict[str, int]) -> int:
    """Count the notices among the counts of a run."""
    return sum(counts.get(channel, 0) for channel in NOTICES)


def deeds_of(counts: dict[str, int]) -> int:
    """Count all that a run does to customers: notices, calls, tasks of the ladder, late charges."""
    return sum(counts.get(name, 0) for name in (*NOTICES, "call", "task", "charges"))


def _why_it_waits(work: Work, run: Run, policies: list[Policy]) -> str:
    """Say why a person must approve the run: it is the company's first, or has unusually many notices.

    A run that does nothing needs nobody's yes, and is not the first: the first is the first that somebody hears of.
    """
    if not deeds_of(run.counts):
        return ""
    done = work.books.runs.carried_out().order_by("-id")
    heard_of = any(deeds_of(counts) for counts in done.values_list("counts", flat=True).iterator())
    if any(policy.approvals.first_run for policy in policies) and not heard_of:
        return "first_run"
    for policy in policies:
        sent = (notices_of(counts) for counts in done.values_list("counts", flat=True).iterator())
        # Quiet nights say nothing of what is usual: the average is over the last runs in which notices went out.
        usual = list(islice((number for number in sent if number), policy.approvals.usual_over_runs))
        if usual and notices_of(run.counts) > policy.approvals.unusual_run_times * Decimal(sum(usual)) / len(usual):
            return "unusually_many"
    return ""


def _answer(run: Run, newest: date | None, *, stale: bool) -> Answer:
    return {
        "run": run.pk,
        "as_of": run.as_of.isoformat(),
        "state": run.state,
        "waits_for": run.waits_for,
        "counts": run.counts,
        "stale_cash": stale,
        "newest_cash": newest.isoformat() if newest else None,
    }
