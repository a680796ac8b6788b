"""Run the collections of a day: decide whoever may need it, wait for approval where the policy says so, carry out.

Up to some number of customers that is one transaction; more are cut into shards (`usecases.sharding`). Knows neither
a rule of the ladder nor how a message is sent.
"""

from dataclasses import replace
from datetime import date
from functools import partial

from dunwell.data.books import Books
from dunwell.data.models import Run
from dunwell.data.plans import Writer, cancel_stored, store_plan
from dunwell.data.shards import cut, hold_company, usual_size
from dunwell.data.snapshot import Scope, newest_cash, scope_of
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.ports import Hands
from dunwell.usecases.running import (
    Asked,
    Engine,
    carry_out,
    cash_told,
    counts_of,
    decide_and_review,
    digest_of,
    due_by,
    finish,
    plan_scope,
)
from dunwell.usecases.sharding.beginning import begin_shards, give_up, unfinished
from dunwell.usecases.sharding.driving import drive
from dunwell.usecases.waiting import why_it_waits
from dunwell.usecases.work import Answer, Caller, Work, find_company, use_case


def run_collections(
    caller: Caller,
    *,
    as_of: date,
    allow_stale: bool = False,
    approved: bool = False,
    delivered: bool = False,
    full: bool = False,
    hands: Hands | None = None,
) -> Answer:
    """Decide the day and carry it out, or store it until a person approves it.

    Only customers are read of whom anything can have changed since they were decided; `full` reads all, to the same
    effect. `allow_stale`: a person takes the responsibility for old cash (docs/deciding.md, rule 1). `approved`: the
    run does not wait, whatever the policy says: whoever asks for it approves it beforehand. `delivered`:
    messages count as delivered at once; without it they wait in the outbox. `hands`: who works on the shards of a large
    run, and from what size on there are any. What an interrupted run had begun to carry out is finished first; one of
    the same day, asked for in the same way, is continued. Answers with the run's id, its state, why it waits, and
    counts of what it decided. Raises Refused `date_passed` when a later day has been run already, `day_ahead` when the
    day has not come.
    """
    hands = hands or alone(caller)
    size = None if caller.dry else hands.shard_size or usual_size()
    begin = partial(
        _begin, caller, size, as_of=as_of, allow_stale=allow_stale, approved=approved, delivered=delivered, full=full
    )
    answer = begin()
    while "first" in answer:
        drive(caller, answer["first"], hands)
        if unfinished(caller.company, answer["first"]):  # others are at it, or we were asked to stop
            return run_answer(caller.company, answer["first"])
        answer = begin()
    if answer["state"] in ("planning", "approved"):
        drive(caller, answer["run"], hands)
        return run_answer(caller.company, answer["run"])
    return answer


def alone(caller: Caller) -> Hands:
    """Give the hands of somebody who works alone and at one moment."""
    return Hands(holder=f"alone:{caller.actor}", clock=lambda: caller.at)


@use_case(Verb.RUN)
def _begin(
    work: Work, shard_size: int | None, *, as_of: date, allow_stale: bool, approved: bool, delivered: bool, full: bool
) -> Answer:
    """Run a small day whole, or cut a large one; `first` names another run that must be finished before."""
    asked = Asked(as_of, allow_stale, approved, delivered, full)
    hold_company(work.company)
    _not_before_the_last(work, as_of)
    _not_ahead(work, as_of)
    for run in work.books.runs.in_hand():
        if Asked.of(run) == asked:
            return told(run)
        if run.state == "approved":
            # Nothing is remembered under the caller's key for this: it is asked again when that run is done.
            work.caller = replace(work.caller, key=None)
            return {"first": run.pk}
        give_up(run)
    for waiting in work.books.runs.waiting():
        give_up(waiting)
    newest = newest_cash(work.company, as_of)
    due = due_by(work.books, asked, newest)
    scope = scope_of(work.company, due, full=full)
    if shard_size is not None and scope.number > shard_size:
        stretches = cut(work.company, due, scope.number, shard_size, full=full)
        return told(begin_shards(work, asked, newest, stretches))
    return _at_once(decide_and_review, work, asked, newest, scope)


def run_with(
    engine: Engine, work: Work, *, as_of: date, allow_stale: bool, approved: bool, delivered: bool, full: bool
) -> Answer:
    """Run a day with the given engine: the fast one, or its readable twin."""
    _not_before_the_last(work, as_of)
    _not_ahead(work, as_of)
    for waiting in work.books.runs.waiting():
        cancel_stored(waiting)
    asked = Asked(as_of, allow_stale, approved, delivered, full)
    return _at_once(engine, work, asked, newest_cash(work.company, as_of))


def _at_once(engine: Engine, work: Work, asked: Asked, newest: date | None, scope: Scope | None = None) -> Answer:
    """Run a day in one transaction."""
    scoped = plan_scope(work, engine, asked, newest, scope=scope)
    rows, digest = digest_of(scoped.planned)
    facts = {"as_of": asked.as_of, "allow_stale": asked.allow_stale, "approved": asked.approved}
    work.note(facts, rows=rows, digest=digest)
    run: Run = work.books.runs.create(
        as_of=asked.as_of,
        allow_stale=asked.allow_stale,
        cash_fresh=asked.allow_stale or scoped.cash_fresh,
        counts=counts_of(scoped),
        asked=asked.plain() | cash_told(newest, fresh=scoped.cash_fresh),
        recorded_on=work.today,
        recorded_seq=work.seq,
    )
    run.waits_for = "" if asked.approved else why_it_waits(work.books, run.counts, scoped.policies)
    writer = Writer(work.today, work.seq, deliver=asked.delivered)
    if run.waits_for:
        for each in scoped.planned:
            store_plan(run, each.version_id, each.policy, each.facts, each.plan, writer)
        run.save()
    else:
        for each in scoped.planned:
            carry_out(work, engine, run, each, writer)
        finish(work, run, actor=work.caller.actor)
    return told(run)


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


def run_answer(company: str, run: int) -> Answer:
    """Tell how a run stands now."""
    return told(Books(find_company(company)).runs.get(pk=run))


def told(run: Run) -> Answer:
    """Tell how a run stands."""
    return {
        "run": run.pk,
        "as_of": run.as_of.isoformat(),
        "state": run.state,
        "waits_for": run.waits_for,
        "counts": run.counts,
        "stale_cash": bool(run.asked.get("stale_cash")),
        "newest_cash": run.asked.get("newest_cash"),
    }
