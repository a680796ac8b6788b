"""Querysets that speak the trade. Reached through `dunwell.data.books.Books`, which binds them to a company."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import F, Q


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows of a company. Bound to one by `of`, it also creates rows for it."""

    _owner: Any = None

    def of(self, company: Any) -> Self:
        """Keep the rows of one company; what is created from here on belongs to it."""
        bound: Self = self.filter(company=company)
        bound._owner = company
        return bound

    def of_customer(self, customer: Any) -> Self:
        """Keep the rows of one customer (a Customer, or its id)."""
        return self.filter(customer=customer)

    def create(self, **kwargs: Any) -> Any:
        """Create a row of the company that the queryset is bound to."""
        if self._owner is not None:
            kwargs.setdefault("company", self._owner)
        return super().create(**kwargs)

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._owner = self._owner
        return clone


class LastingQuerySet(OwnedQuerySet):
    """Rows that stand until they end."""

    def standing(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(ended_on__isnull=True)


class CustomerQuerySet(OwnedQuerySet):
    """Customers."""

    def named(self, ref: str) -> Any:
        """Find a customer by its number. Raises Customer.DoesNotExist."""
        return self.get(ref=ref)

    def raise_versions(self, ids: Iterable[int]) -> int:
        """Note a write to these customers: older plans are made again, and the next run decides them."""
        return self.filter(id__in=list(ids)).update(version=F("version") + 1, next_review_on=None)

    def review_all(self) -> int:
        """Let the next run decide every customer, for a write that may touch them all."""
        return self.filter(next_review_on__isnull=False).update(next_review_on=None)


class ItemQuerySet(OwnedQuerySet):
    """Open items and settled ones."""

    def open(self) -> Self:
        """Keep those with something left of them."""
        return self.filter(residual_minor__gt=0)

    def overdue(self, as_of: date) -> Self:
        """Keep those past their due date with something left; credit notes awaited are not looked at."""
        return self.open().filter(due_date__lt=as_of)

    def claims(self) -> Self:
        """Keep invoices and opening balances, not fees."""
        return self.exclude(kind="fee")

    def fees(self) -> Self:
        """Keep fees."""
        return self.filter(kind="fee")

    def in_currency(self, currency: str) -> Self:
        """Keep those in a currency."""
        return self.filter(currency=currency)

    def oldest_first(self) -> Self:
        """Order by due date, then item date, then entry."""
        return self.order_by("due_date", "item_date", "id")


class EntryQuerySet(OwnedQuerySet):
    """Payments, credits, refunds and the rest."""

    def cash(self) -> Self:
        """Keep what passed through the bank."""
        return self.filter(kind__in=("payment", "recovery", "refund", "chargeback"))

    def sources(self) -> Self:
        """Keep money and credits of the customer: what can settle items."""
        return self.filter(kind__in=("payment", "recovery", "credit"))

    def unallocated(self) -> Self:
        """Keep the customer's money and credits that settle no item yet."""
        return self.sources().filter(unallocated_minor__gt=0)

    def in_currency(self, currency: str) -> Self:
        """Keep those in a currency."""
        return self.filter(currency=currency)

    def oldest_first(self) -> Self:
        """Order by date, then entry."""
        return self.order_by("entry_date", "id")


class AllocationQuerySet(OwnedQuerySet):
    """Allocations and what undid them. They are added and read, never changed."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: an allocation is undone by another one that reverses it. Raises TypeError."""
        raise TypeError("Allocations are never changed; reverse one by a negative allocation.")

    def delete(self) -> NoReturn:
        """Refuse. Raises TypeError."""
        raise TypeError("Allocations are never removed; reverse one by a negative allocation.")

    def in_force(self) -> Self:
        """Keep allocations that nothing has reversed, without the reversals themselves."""
        undone = self.model._base_manager.filter(reverses=models.OuterRef("pk"), company=models.OuterRef("company"))
        return self.filter(reverses__isnull=True).exclude(models.Exists(undone))

    def until(self, as_of: date) -> Self:
        """Keep those dated on a day or before."""
        return self.filter(allocated_on__lte=as_of)


class CommitmentQuerySet(LastingQuerySet):
    """Promises and plans."""

    def open(self) -> Self:
        """Keep those that are neither kept nor broken, replaced or withdrawn."""
        return self.filter(state="open")

    def oldest_first(self) -> Self:
        """Order by the date promised, then by the day it was made, then entry."""
        return self.order_by("on_date", "made_on", "id")


class DisputeQuerySet(LastingQuerySet):
    """Disputes."""

    def open(self) -> Self:
        """Keep those not yet resolved."""
        return self.filter(state="open")

    def awaiting_credit(self) -> Self:
        """Keep those upheld whose credit note is not there, or not in full."""
        return self.filter(state="upheld", credited_minor__lt=F("amount_minor"))


class PauseQuerySet(LastingQuerySet):
    """Pauses."""

    def holding(self, as_of: date) -> Self:
        """Keep those that hold on a day; the last day of a pause is included."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=as_of), begun_on__lte=as_of, until__gte=as_of)


class AddressQuerySet(LastingQuerySet):
    """Email addresses, telephone numbers, postal addresses."""

    def working(self) -> Self:
        """Keep those that are in use and have not bounced."""
        return self.standing().filter(bounced_on__isnull=True)


class RunQuerySet(OwnedQuerySet):
    """Runs."""

    def waiting(self) -> Self:
        """Keep those that wait for a person's approval."""
        return self.filter(state="planned")

    def in_hand(self) -> Self:
        """Keep those cut into shards that workers are planning or applying."""
        return self.filter(state__in=("planning", "approved")).order_by("id")

    def carried_out(self) -> Self:
        """Keep those that were applied."""
        return self.filter(state="done")


class DecisionQuerySet(OwnedQuerySet):
    """Decisions."""

    def carried_out(self) -> Self:
        """Keep those that were carried out."""
        return self.filter(state="carried_out")

    def notices(self) -> Self:
        """Keep messages to the customer."""
        return self.filter(channel__in=("email", "letter", "sms"))


class MessageQuerySet(OwnedQuerySet):
    """Messages."""

    def outbox(self) -> Self:
        """Keep those that wait to be sent, those that failed and will be tried again among them."""
        return self.filter(Q(state__in=("planned", "rendered")) | Q(state="failed", not_before__isnull=False))

    def ready(self, at: datetime) -> Self:
        """Keep those whose bytes are made and whose time has come, that no dispatcher has."""
        due = Q(not_before__isnull=True) | Q(not_before__lte=at)
        return self.filter(due & Q(state="rendered") | Q(state="failed", not_before__lte=at))

    def at_work(self, at: datetime) -> Self:
        """Keep those with which something may be done now: to be made, to be sent, or left behind by the dead."""
        due = Q(not_before__isnull=True) | Q(not_before__lte=at)
        waits = due & Q(state__in=("planned", "rendered")) | Q(state="failed", not_before__lte=at)
        return self.filter(waits | Q(lease_until__lt=at))

    def delivered(self) -> Self:
        """Keep those delivered and not bounced since."""
        return self.filter(state="delivered")


class WorkQuerySet(OwnedQuerySet):
    """Calls and tasks."""

    def open(self) -> Self:
        """Keep what is still to do."""
        return self.filter(state="open")


class ImportFileQuerySet(OwnedQuerySet):
    """Files that came in."""

    def in_force(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(undone_on__isnull=True)

    def complete(self) -> Self:
        """Keep complete lists of open items."""
        return self.in_force().filter(complete_on__isnull=False)
