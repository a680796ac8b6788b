"""What is done with one shard: plan it, show it, apply it. Each writes under the shard's lease or not at all.

A shard of a run that nobody has to approve is planned and applied in one go: its plan is kept nowhere on the way.
Knows neither a rule of the ladder nor when a run must wait.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dunwell.data.models import Run
from dunwell.data.plans import Writer, apply_part, keep_plan, note_policy, show_part
from dunwell.data.shards import Held, hold, hold_company, keep_alive, settle
from dunwell.domain.roles import Verb
from dunwell.ports import Hands
from dunwell.usecases.ledger.policies import thawed
from dunwell.usecases.running import (
    Asked,
    Scoped,
    carry_out,
    counts_of,
    decide_and_review,
    digest_of,
    look_again,
    plan_scope,
)
from dunwell.usecases.work import Answer, Caller, Work, use_case

LEFT = "left_for_next_run"


def plan_shard(caller: Caller, held: Held, hands: Hands) -> None:
    """Decide a shard and keep its plan. Nothing is locked while it is decided. Raises LeaseLost."""
    decided = _decided(caller, held, hands)
    _keep(replace(caller, at=hands.clock()), held, decided)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for a shard; policy_seen: the newest policy version of the company when that began."""

    scoped: Scoped
    policy_seen: int

    def told(self) -> dict[str, Any]:
        """Say it as the shard's row keeps it."""
        rows, digest = digest_of(self.scoped.planned)
        counts = counts_of(self.scoped)
        return {"counts": counts, "row_count": rows, "digest": digest, "policy_seen": self.policy_seen}


def _decided(caller: Caller, held: Held, hands: Hands) -> Decided:
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
    keep_alive(work.books, held, hands.clock() + hands.lease)
    return Decided(scoped, seen)


@use_case(Verb.RUN)
def _keep(work: Work, held: Held, decided: Decided) -> Answer:
    hold(work.books, held)
    run: Run = work.books.runs.get(pk=held.run)
    for each in decided.scoped.planned:
        keep_plan(run, held.number, each.version_id, each.facts, each.plan, each.reviews)
    settle(work.books, held, state="planned", **decided.told())
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
    """Carry out what was planned for a shard, or plan it now; who changed since is planned again. Raises LeaseLost."""
    if held.state != "open":
        _apply(replace(caller, at=hands.clock()), held)
        return
    decided = _decided(caller, held, hands)
    now = replace(caller, at=hands.clock())
    _note_policies(now, held, decided)
    _carry_out(now, held, decided)


@use_case(Verb.RUN)
def _note_policies(work: Work, held: Held, decided: Decided) -> Answer:
    """Note which policies decide, before anything of them counts: lanes that noted it beside would wait for another."""
    hold(work.books, held)
    run: Run = work.books.runs.get(pk=held.run)
    known = set(work.books.run_policies.filter(run=run).values_list("policy_version", flat=True))
    for version in {each.version_id for each in decided.scoped.planned} - known:
        note_policy(run, version, Writer(work.today, run.recorded_seq))
    return {}


@use_case(Verb.RUN)
def _carry_out(work: Work, held: Held, decided: Decided) -> Answer:
    run = _begun(work, held)
    told = decided.told()
    _note(work, held, told["counts"], told["row_count"], told["digest"])
    writer = Writer(work.today, work.seq, deliver=Asked.of(run).delivered)
    current = decided.policy_seen == _newest_policy(work)
    left = 0
    for each in decided.scoped.planned:
        planned = each if current else replace(each, reviews=None)
        left += len(carry_out(work, decide_and_review, run, planned, writer))
    _done(work, held, told["counts"] | {LEFT: left}, told)
    return {}


@use_case(Verb.RUN)
def _apply(work: Work, held: Held) -> Answer:
    run = _begun(work, held)
    shard = work.books.run_shards.get(pk=held.shard)
    _note(work, held, shard.counts, shard.row_count, bytes(shard.digest))
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
    _done(work, held, shard.counts | {LEFT: left}, {})
    return {}


def _begun(work: Work, held: Held) -> Run:
    """Hold the shard, and see to it that nobody changes the policy while it is carried out."""
    hold(work.books, held)
    hold_company(work.company, shared=True)
    run: Run = work.books.runs.get(pk=held.run)
    return run


def _note(work: Work, held: Held, counts: dict[str, int], rows: int, digest: bytes) -> None:
    work.note({"run": held.run, "shard": held.number, "counts": counts}, rows=rows, digest=digest)


def _done(work: Work, held: Held, counts: dict[str, int], told: dict[str, Any]) -> None:
    now = {**told, "counts": counts, "applied_seq": work.seq, "done_at": work.caller.at}
    settle(work.books, held, state="done", **now)


def _newest_policy(work: Work) -> int:
    newest: int | None = work.books.policy_versions.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
