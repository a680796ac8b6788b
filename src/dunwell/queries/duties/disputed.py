"""Duties about disputes: answered in time, escalated when not, rejected with a letter."""

from collections.abc import Iterator
from datetime import date, timedelta

from dunwell.data.books import Books
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.roles import Role
from dunwell.queries.chunks import policies_for

SOON = timedelta(days=2)  # so long before its deadline a dispute is due
LATELY = timedelta(days=31)


def disputes_due(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the open disputes whose deadline is near, and those whose deadline has passed, for whom it concerns then."""
    rows = list(books.disputes.open().filter(due_on__lte=as_of + SOON).values_list("customer_id", "pk", "due_on"))
    late = {customer for customer, _, due_on in rows if due_on < as_of}
    escalates = {pk: policy.disputes.escalate_to for pk, policy in policies_for(books, late).items()}
    for customer, pk, due_on in rows:
        if due_on < as_of:
            role = escalates.get(customer, Role.OWNER)
            yield Duty(customer, DutyName.DISPUTE_LATE, str(pk), role, as_of)
        else:
            yield Duty(customer, DutyName.DISPUTE_DUE, str(pk), Role.COLLECTIONS, due_on)


def letters_of_rejection(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the disputes that were rejected lately: the customer is told why."""
    rows = books.disputes.filter(state="rejected", ended_on__gt=as_of - LATELY, ended_on__lte=as_of)
    for customer, pk in rows.values_list("customer_id", "pk"):
        yield Duty(customer, DutyName.REJECTION_LETTER, str(pk), Role.COLLECTIONS)
