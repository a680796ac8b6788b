"""What is done with one shard: plan it, show it, apply it. Each writes under the shard's lease or not at all.

Knows neither a rule of the ladder nor when a run must wait.
"""

from dataclasses import replace
from datetime import date

from dunwell.data.models import Run
from dunwell.data.plans import Writer, apply_part, keep_plan, show_part
from dunwell.data.shards import Held, hold, hold_company, keep_alive, settle
from dunwell.domain.roles import Verb
from dunwell.ports import Hands
from dunwell.usecases.ledger.policies import thawed
from dunwell.usecases.running import Asked, Scoped, counts_of, decide_and_review, digest_of, look_again, plan_scope
from dunwell.usecases.work import Answer, Caller, Work, use_case

LEFT = "left_for_next_run"


def plan_shard(caller: Caller, held: Held, hands: Hands) -> None:
    """Decide a shard and keep its plan. Nothing is locked while it is decided. Raises LeaseLost."""
    work = Work(caller, Verb.RUN)
    run: Run = work.books.runs.get(pk=held.run)
    seen = _newest_policy(work)
    newest = run.asked["newest_cash"]
    scoped = plan_scope(
        work,
        decide_and_review,
        Asked.of(run),
        date.fromisoformat(newest) if newest else None,
        within=(held.first, held.last),
    )
    at = hands.clock()
    keep_alive(work.books, held, at + hands.lease)
    _keep(replace(caller, at=at), held, scoped, seen)


@use_case(Verb.RUN)
def _keep(work: Work, held: Held, scoped: Scoped, policy_seen: int) -> Answer:
    hold(work.books, held)
    run: Run = work.books.runs.get(pk=held.run)
    for each in scoped.planned:
        keep_plan(run, held.number, each.version_id, each.facts, each.plan, each.reviews)
    rows, digest = digest_of(scoped.planned)
    counts = counts_of(scoped)
    settle(work.books, held, state="planned", counts=counts, row_count=rows, digest=digest, policy_seen=policy_seen)
    return {}


def show_shard(caller: Caller, held: Held, hands: Hands) -> None:
    """Let a person see what a shard of a run that waits would do. Raises LeaseLost."""
    _show(replace(caller, at=hands.clock()), held)


@use_case(Verb.RUN)
def _show(work: Work, held: Held) -> Answer:
    hold(work.books, held)
    run: Run = work.books.runs.get(pk=held.run)
    show_part(run, held.number, Writer(run.recorded_on, run.recorded_seq))
    settle(work.books, held, state="shown")
    return {}


def apply_shard(caller: Caller, held: Held, hands: Hands) -> None:
    """Carry out what was planned for a shard; whoever changed since is planned again. Raises LeaseLost."""
    _apply(replace(caller, at=hands.clock()), held)


@use_case(Verb.RUN)
def _apply(work: Work, held: Held) -> Answer:
    hold(work.books, held)
    hold_company(work.company, shared=True)
    run: Run = work.books.runs.get(pk=held.run)
    shard = work.books.run_shards.get(pk=held.shard)
    facts = {"run": run.pk, "shard": held.number, "counts": shard.counts}
    work.note(facts, rows=shard.row_count, digest=bytes(shard.digest))
    writer = Writer(work.today, work.seq, deliver=Asked.of(run).delivered)
    shown = held.state == "shown"
    # By another policy, or after days of waiting, those at rest may turn sooner: the next run looks at all of them.
    reviewed = not shown and shard.policy_seen == _newest_policy(work)
    changed = apply_part(run, held.number, writer, shown=shown, reviewed=reviewed)
    versions = work.books.policy_versions.in_bulk(changed)
    left = 0
    for version, customers in changed.items():
        policy = thawed(versions[version].text)
        left += len(look_again(work, decide_and_review, run, version, policy, customers, writer))
    counts = shard.counts | {LEFT: left}
    settle(work.books, held, state="done", applied_seq=work.seq, done_at=work.caller.at, counts=counts)
    return {}


def _newest_policy(work: Work) -> int:
    newest: int | None = work.books.policy_versions.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
