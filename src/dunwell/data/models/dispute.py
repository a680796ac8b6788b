"""Disputes about items. Knows what is contested; who decides it stands in the use cases."""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Dated, Lasting, Own, choices, one_of, owned, within
from dunwell.data.models.querysets import DisputeQuerySet

DISPUTE_STATES = ("open", "upheld", "rejected", "withdrawn")


class Dispute(Lasting):
    """A customer contests an amount of an item.

    credited_minor: credits for the item since the dispute, up to its amount. While open, amount − credited is
    disputed; once upheld, the same difference awaits a credit note. ended_on: the day it was resolved. code: why, by
    a closed list; owner: who sees to it, until due_on; resolution: what was said when it ended.
    """

    customer = Own("data.Customer")
    item = Own("data.Item")
    amount_minor = models.BigIntegerField()
    credited_minor = models.BigIntegerField(default=0)
    code = models.CharField(max_length=30, default="other")
    reason = models.TextField(default="", blank=True)
    owner = models.CharField(max_length=200, default="", blank=True)
    due_on = models.DateField(null=True)
    resolution = models.TextField(default="", blank=True)
    opened_on = models.DateField()
    state = models.CharField(max_length=10, default="open", choices=choices(DISPUTE_STATES))

    objects: ClassVar[Any] = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("dispute", "customer", "item"),
            one_of("dispute", "state", DISPUTE_STATES),
            within("dispute", "credited_minor", "amount_minor"),
            models.UniqueConstraint(
                fields=["company", "item"], condition=models.Q(state="open"), name="dispute_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "customer"], name="dispute_customer"),
            models.Index("company", "state", Dated("due_on"), "opened_on", "id", name="dispute_due"),
        ]
