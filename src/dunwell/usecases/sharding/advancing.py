"""A run as a whole: from planned to waiting or applied, and done. One transaction each, whoever comes first.

A run that need not wait is approved from the first on: its shards are planned and applied in one go.

Knows no shard's content.
"""

from collections import Counter
from hashlib import sha256

from dunwell.data.models import Run
from dunwell.data.plans import Writer, note_policy
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.policies import thawed
from dunwell.usecases.running import finish, recount
from dunwell.usecases.sharding.steps import LEFT
from dunwell.usecases.waiting import why_it_waits
from dunwell.usecases.work import Answer, Work, use_case

PHASES = {"planning": ("open",), "showing": ("planned",), "applying": ("open", "planned", "shown")}
"""The states of shards with which something is to be done, by what the run is at."""


def phase_of(run: Run) -> str | None:
    """Tell what a run is at: planning, showing, applying; None: it waits for a person, or is over."""
    if run.state == "planning":
        return "showing" if run.waits_for else "planning"
    return "applying" if run.state == "approved" else None


@use_case(Verb.RUN)
def advance(work: Work, run_id: int) -> Answer:
    """Move a run on where none of its shards is left in its phase; `moved` says whether it was.

    When all are planned it is decided whether the run waits for a person (docs/decisions/0007); when all that waits
    is shown, it waits; when all are applied, it is done.
    """
    run: Run = work.books.runs.select_for_update(no_key=True).get(pk=run_id)
    phase = phase_of(run)
    if phase is None or work.books.run_shards.filter(run=run, state__in=PHASES[phase]).exists():
        return {"moved": False}
    match phase:
        case "planning":
            _judge(work, run)
        case "showing":
            run.state = "planned"
            run.save(update_fields=["state"])
        case _:
            _finish(work, run)
    return {"moved": True}


def _judge(work: Work, run: Run) -> None:
    run.counts = _summed(work, run)
    used = list(work.books.run_plans.filter(run=run).order_by().values_list("policy_version", flat=True).distinct())
    policies = [thawed(version.text) for version in work.books.policy_versions.filter(pk__in=used).order_by("pk")]
    # Noted here once: lanes that noted it with their first shards would wait for one another.
    for version in used:
        note_policy(run, version, Writer(work.today, run.recorded_seq))
    run.waits_for = why_it_waits(work.books, run.counts, policies)
    if not run.waits_for:
        run.state = "approved"
    run.save(update_fields=["counts", "waits_for", "state"])


def _summed(work: Work, run: Run) -> dict[str, int]:
    counts = Counter[str]()
    for planned in work.books.run_shards.filter(run=run).values_list("counts", flat=True):
        counts.update({name: number for name, number in planned.items() if name != LEFT})
    return dict(counts)


def _finish(work: Work, run: Run) -> None:
    shards = work.books.run_shards.filter(run=run).order_by("number")
    digests = [(rows, bytes(digest)) for rows, digest in shards.values_list("row_count", "digest")]
    whole = sha256(b"".join(digest for _, digest in digests)).digest()
    facts = {"run": run.pk, "as_of": run.as_of, "shards": len(digests)}
    work.note(facts, rows=sum(rows for rows, _ in digests), digest=whole)
    if run.waits_for:
        recount(work, run)
    elif not run.counts:
        run.counts = _summed(work, run)
    finish(work, run, actor=run.approved_by or work.caller.actor)
