"""Why a customer gets what it gets on a day: decided again from the facts of that day, and told in one sentence.

A day with a run is seen as that run saw it, and what the run stored stands beside. Reads only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, PolicyVersion, Run
from dunwell.data.ready import ready
from dunwell.data.snapshot import take_facts
from dunwell.data.snapshot.past import run_on, take_past_facts, version_on
from dunwell.domain.agreed import AgreedNotice
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.policy.explain import Explanation, explain
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy
from dunwell.policy.reference import decide_by_the_book
from dunwell.queries.bad_templates import bad_templates
from dunwell.queries.customers import find_customer
from dunwell.queries.names import names_of
from dunwell.queries.policy_in_force import policy_in, version_in_force

AGREED = [name.value for name in AgreedNotice]


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One customer's day: the explanation, the policy version that decided, and what a run of that day stored."""

    customer: str
    explanation: Explanation
    policy: str
    policy_digest: str
    run: int | None
    stored: list[dict[str, Any]]
    beside: list[str]  # what goes out, or waits, of what was agreed: the ladder did not decide it

    def as_facts(self) -> dict[str, Any]:
        """Give it as plain values for `--json`."""
        return {
            **self.explanation.as_facts(),
            "customer": self.customer,
            "name": self.explanation.customer,
            "policy": self.policy,
            "policy_digest": self.policy_digest,
            "run": self.run,
            "stored": self.stored,
            "beside": self.beside,
        }


def explain_customer(company: Company, ref: str, as_of: date, today: date) -> ExplainedDay:
    """Explain a customer's day: a past one as its run saw it, else as the books were; today and later as they are.

    Raises Refused `unknown_customer`, and `unknown_policy` where nobody decides for the customer.
    """
    customer = find_customer(company, ref)
    return _explained(company, customer, as_of, today)


def explain_customers(company: Company, refs: Iterable[str], as_of: date, today: date) -> list[ExplainedDay]:
    """Explain the same day of several customers, in the order of their numbers."""
    customers = Books(company).customers.filter(ref__in=list(refs)).order_by("ref")
    return [_explained(company, customer, as_of, today) for customer in customers]


def _explained(company: Company, customer: Customer, as_of: date, today: date) -> ExplainedDay:
    run = run_on(company, as_of, customer.pk)
    decided_at = _decided_at(customer, run) if run else None
    # A day before any policy was in force is told by the one that would decide now.
    version = version_on(company, customer.pk, as_of, decided_at)
    version = version or version_in_force(Books(company), customer)
    if version is None:
        raise Refused(
            RefusalCode.UNKNOWN_POLICY,
            f"No policy is in force for {customer.ref}",
            "Put one in force with `dunwell policy activate`",
            field="customer",
            value=customer.ref,
        )
    policy = policy_in(version)
    facts = _facts(company, customer, as_of, today, run, decided_at, version, policy)
    explanation = explain(
        facts, decide_by_the_book(facts, policy), policy, names_of(company, customer, as_of), customer.pk
    )
    return ExplainedDay(
        customer=customer.ref,
        explanation=explanation,
        policy=version.name,
        policy_digest=version.digest,
        run=run.pk if run else None,
        stored=_stored(company, customer, run),
        beside=_beside(company, customer, as_of),
    )


def _facts(
    company: Company,
    customer: Customer,
    as_of: date,
    today: date,
    run: Run | None,
    decided_at: int | None,
    version: PolicyVersion,
    policy: Policy,
) -> Facts:
    if run is not None:
        fresh = True if run.allow_stale else run.cash_fresh
        return take_past_facts(company, customer.pk, as_of, policy, known_before=decided_at, cash_fresh=fresh)
    if as_of < today:
        return take_past_facts(company, customer.pk, as_of, policy)
    bad = bad_templates(company)
    return take_facts(company, as_of, version.pk, policy, customers=[customer.pk], bad_templates=bad)


def _decided_at(customer: Customer, run: Run) -> int | None:
    """Give the journal entry under which a run was carried out for a customer: one that waited looked again then."""
    books = Books(run.company)
    acted: int | None = next(iter(_acted(books, customer, run)), None)
    part: int | None = next(iter(_parts(books, run, customer.pk)), None)
    return acted or part or run.applied_seq or run.recorded_seq


@ready
def _acted(books: Books, customer: Customer, run: Run) -> Any:
    deeds = books.decisions.of_customer(customer).filter(run=run, group__gte=0).exclude(state="cancelled")
    return deeds.order_by("-recorded_seq").values_list("recorded_seq", flat=True)[:1]


@ready
def _parts(books: Books, run: Run, customer: int) -> Any:
    shards = books.run_shards.filter(run=run, first__lte=customer, last__gte=customer)
    return shards.order_by("id").values_list("applied_seq", flat=True)[:1]


def _beside(company: Company, customer: Customer, as_of: date) -> list[str]:
    """Tell the messages of a day about what was agreed (docs/decisions/0024)."""
    books = Books(company)
    return [
        *(
            f"Beside the ladder goes out: {row.channel} {row.step_id} about {row.item.number}"
            for row in _told_beside(books, customer, as_of)
        ),
        *(f"Beside the ladder waits: {row.step_id} ({row.guard})" for row in _held_beside(books, customer, as_of)),
    ]


def _stored(company: Company, customer: Customer, run: Run | None) -> list[dict[str, Any]]:
    """List what the run of that day decided for the customer, and what it held."""
    if run is None:
        return []
    books = Books(company)
    return [
        *(
            {"channel": row.channel, "step": row.step_id, "step_day": row.step_day, "state": row.state}
            for row in _decided(books, customer, run)
        ),
        *({"step": row.step_id, "guard": row.guard, "state": "held"} for row in _held(books, customer, run)),
    ]


@ready
def _told_beside(books: Books, customer: Customer, as_of: date) -> Any:
    rows = books.decisions.carried_out().of_customer(customer).filter(group__lt=0, as_of=as_of)
    return rows.select_related("item").order_by("id")


@ready
def _held_beside(books: Books, customer: Customer, as_of: date) -> Any:
    return books.decisions_held.of_customer(customer).filter(as_of=as_of, step_id__in=AGREED).order_by("id")


@ready
def _decided(books: Books, customer: Customer, run: Run) -> Any:
    return books.decisions.of_customer(customer).filter(run=run, group__gte=0).order_by("step_no")


@ready
def _held(books: Books, customer: Customer, run: Run) -> Any:
    return books.decisions_held.of_customer(customer).filter(run=run).exclude(step_id__in=AGREED).order_by("step_no")
