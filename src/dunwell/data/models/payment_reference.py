"""References by which money is known when it comes: an invoice's own, and the customer's. Knows no standard."""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Own, Recorded, owned
from dunwell.data.models.querysets import OwnedQuerySet


class PaymentReference(Recorded):
    """A reference that stands on papers: of an item, or without one of the customer as a whole.

    kind, value: as `dunwell.domain.references` has them. key: what two references of a kind must not share, since
    banks add zeros and drop them. Kept once printed, and never changed.
    """

    customer = Own("data.Customer")
    item = Own("data.Item", null=True)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=140)
    key = models.CharField(max_length=140)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("payment_reference", "customer", "item"),
            models.UniqueConstraint(fields=["company", "kind", "key"], name="payment_reference_once"),
        ]
        indexes = [
            models.Index(fields=["company", "item"], name="payment_reference_item"),
            models.Index(fields=["company", "customer"], name="payment_reference_customer"),
        ]
