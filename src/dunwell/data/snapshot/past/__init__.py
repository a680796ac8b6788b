"""Any past day of one customer, out of dated rows: the same facts that the run of that day decided from."""

from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, PolicyVersion, Run
from dunwell.data.ready import ready
from dunwell.data.snapshot.past import reads
from dunwell.data.snapshot.past.known import Known
from dunwell.data.snapshot.past.money import Money
from dunwell.data.snapshot.past.standing import Standing
from dunwell.data.snapshot.take import counted_from, is_cash_fresh
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy

__all__ = ["run_on", "take_past_facts", "version_on"]


def run_on(company: Company, as_of: date, customer_id: int) -> Run | None:
    """Find the run that decided a customer's day: the newest in which something was decided for it, else the newest.

    A day may be run again, when cash has come in or a reply was read; a later run finds what is left of its work.
    """
    books = Books(company)
    return next(iter(_runs_that_acted(books, customer_id, as_of) or _runs(books, as_of)), None)


@ready
def _runs_that_acted(books: Books, customer: int, as_of: date) -> Any:
    deeds = books.decisions.of_customer(customer).filter(as_of=as_of).exclude(state="cancelled")
    runs = books.runs.carried_out().filter(as_of=as_of, pk__in=deeds.values("run_id"))
    return runs.select_related("company").order_by("-id")[:1]


@ready
def _runs(books: Books, as_of: date) -> Any:
    return books.runs.carried_out().filter(as_of=as_of).select_related("company").order_by("-id")[:1]


def version_on(company: Company, customer_id: int, as_of: date, known_before: int | None) -> PolicyVersion | None:
    """Find the policy version that decided for a customer on a past day."""
    known = Known(company, customer_id, as_of, known_before)
    running = known.standing(reads.episodes, on="began_on")
    if running:
        version: PolicyVersion = running[0].policy_version
        return version
    names = (known.all(reads.row_of)[0].policy_name, company.policy_name)
    versions = known.books.policy_versions.order_by("activated_on", "id")
    active = {v.name: v for v in versions if known.had(v.recorded_seq, v.activated_on)}
    return next((active[name] for name in names if name in active), None)


def take_past_facts(
    company: Company,
    customer_id: int,
    as_of: date,
    policy: Policy,
    *,
    known_before: int | None = None,
    cash_fresh: bool | None = None,
) -> Facts:
    """Gather the facts of one customer as the books knew them on a past day.

    `known_before`: the journal entry of that day's run (Run.recorded_seq); what was recorded before it counts. Without
    it, rows dated up to that day count. `cash_fresh`: what the run took it to be; left out, it is worked out again.
    """
    known = Known(company, customer_id, as_of, known_before)
    money, standing = Money(known), Standing(known, policy)
    return Facts.of_rows(
        as_of,
        cash_fresh=is_cash_fresh(company, as_of, policy) if cash_fresh is None else cash_fresh,
        customers=[standing.row()],
        items=money.items(),
        commitments=money.words.commitments(),
        covers=money.words.covers(),
        unallocated=money.unallocated(),
        marks=standing.marks(),
        delivered=standing.delivered(counted_from(policy)),
        approvals=standing.approvals(),
        matters=money.matters(set(standing.task_keys)),
    )
