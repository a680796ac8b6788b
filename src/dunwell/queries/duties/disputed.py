"""Duties about disputes: answered in time, escalated when not, rejected with a letter."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from dunwell.data.books import Books
from dunwell.domain.agreed import AgreedNotice
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.roles import Role
from dunwell.queries.agreed_notices import BY_PERSON
from dunwell.queries.chunks import chunks, policies_for

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
    """Find the disputes that were rejected lately and whose letter did not go out by itself: somebody sends it."""
    rows = books.disputes.filter(state="rejected", ended_on__gt=as_of - LATELY, ended_on__lte=as_of)
    rejected = list(rows.values_list("customer_id", "pk"))
    answered = _answered(books, [pk for _, pk in rejected])
    for customer, pk in rejected:
        if pk not in answered:
            yield Duty(customer, DutyName.REJECTION_LETTER, str(pk), Role.COLLECTIONS)


def _answered(books: Books, disputes: list[int]) -> set[int]:
    """Give those of which a letter went out, is on its way, or was kept back by a person."""
    found: set[int] = set()
    for some in chunks(disputes):
        rows = books.decisions.filter(episode_key__in=[-pk for pk in some], step_id=AgreedNotice.DISPUTE_REJECTED)
        rows = rows.exclude(~Q(cancel_reason=BY_PERSON), state="cancelled")
        found |= {-key for key in rows.values_list("episode_key", flat=True)}
    return found
