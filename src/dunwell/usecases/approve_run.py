"""Approve a run that waits, whole or for some customers; the rest goes on waiting. Knows no rule of the ladder."""

from collections.abc import Sequence

from dunwell.data.books import Books
from dunwell.data.models import Run
from dunwell.data.plans import Writer, apply_stored
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.ports import Hands
from dunwell.usecases.ledger.policies import thawed
from dunwell.usecases.run_collections import alone
from dunwell.usecases.running import decide_and_review, finish, look_again, recount
from dunwell.usecases.sharding.driving import drive
from dunwell.usecases.sharding.steps import LEFT
from dunwell.usecases.work import Answer, Caller, Work, find_company, use_case


def approve_run(
    caller: Caller, *, run: int, only: Sequence[str] = (), delivered: bool = False, hands: Hands | None = None
) -> Answer:
    """Carry out what a waiting run decided, for all customers or for those named.

    Customers that changed since they were planned are planned again first (docs/deciding.md, rule 12). `hands`: who
    works on the shards of a large run. Raises Refused `nothing_to_approve` when no such run waits, `unknown_customer`
    when a customer is not known.
    """
    answer = _approve(caller, run=run, only=only, delivered=delivered)
    if answer["state"] != "approved" or caller.dry:
        return answer
    drive(caller, run, hands or alone(caller))
    books = Books(find_company(caller.company))
    left = sum(counts.get(LEFT, 0) for counts in books.run_shards.filter(run=run).values_list("counts", flat=True))
    return answer | {"state": books.runs.get(pk=run).state, LEFT: left}


@use_case(Verb.APPROVE)
def _approve(work: Work, *, run: int, only: Sequence[str], delivered: bool) -> Answer:
    waiting = _waiting(work, run)
    customers = [work.customer(ref).pk for ref in only] or None
    work.note({"run": run, "customers": customers})
    if customers is None and work.books.run_shards.filter(run=waiting).exists() and not work.caller.dry:
        return _let_go_on(work, waiting, delivered=delivered)
    writer = Writer(work.today, work.seq, deliver=delivered)
    changed = apply_stored(waiting, writer, customers)
    versions = {version.pk: version for version in work.books.policy_versions.filter(pk__in=changed)}
    left = 0
    for version_id, again in changed.items():
        policy = thawed(versions[version_id].text)
        left += len(look_again(work, decide_and_review, waiting, version_id, policy, again, writer))
    if customers is None:
        recount(work, waiting)
        finish(work, waiting, actor=work.caller.actor)
    return {"run": waiting.pk, "as_of": waiting.as_of.isoformat(), "state": waiting.state, LEFT: left}


def _let_go_on(work: Work, waiting: Run, *, delivered: bool) -> Answer:
    """Let the shards of a run be applied, by whichever worker comes."""
    waiting.state, waiting.approved_by = "approved", work.caller.actor
    waiting.asked |= {"delivered": delivered}
    waiting.save()
    return {"run": waiting.pk, "as_of": waiting.as_of.isoformat(), "state": waiting.state, LEFT: 0}


def _waiting(work: Work, run: int) -> Run:
    found: Run | None = work.books.runs.waiting().filter(pk=run).first()
    if found is None:
        waiting = ", ".join(str(pk) for pk in work.books.runs.waiting().values_list("pk", flat=True))
        raise Refused(
            RefusalCode.NOTHING_TO_APPROVE,
            f"No run {run} waits for approval",
            f"Waiting now: {waiting}" if waiting else "No run waits; `dunwell run` makes one",
            field="run",
            value=run,
        )
    return found
