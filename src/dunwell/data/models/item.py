"""The open item: a claim with a residual, and what moved its due date or opened it again. Knows no payment."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Own, Recorded, choices, not_negative, one_of, owned, within
from dunwell.data.models.querysets import ItemQuerySet

ITEM_KINDS = ("invoice", "opening", "fee")


class Item(Recorded):
    """A claim: invoice, opening balance or fee.

    residual_minor = amount_minor − Σ its allocations, stored, changed only by what allocates. opened: how often it was
    opened again by a chargeback, refund or a write-off undone (a Reopening each). friendly_day: the newest friendly
    step fired for this due date and opening, as days to due (−7); emptied when either changes. extended_on: the day on
    which the due date was last moved. The id rises with entry and is the last tie-breaker of "oldest".
    """

    customer = Own("data.Customer")
    kind = models.CharField(max_length=10, default="invoice", choices=choices(ITEM_KINDS))
    number = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    residual_minor = models.BigIntegerField()
    item_date = models.DateField()
    due_date = models.DateField()
    extended_on = models.DateField(null=True)
    opened = models.IntegerField(default=0)
    friendly_day = models.IntegerField(null=True)
    text = models.CharField(max_length=300, default="", blank=True)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("item", "customer"),
            models.UniqueConstraint(fields=["company", "number"], name="item_number_once"),
            one_of("item", "kind", ITEM_KINDS),
            within("item", "residual_minor", "amount_minor"),
            *not_negative("item", "opened"),
        ]
        indexes = [
            models.Index(fields=["company", "customer", "due_date"], name="item_customer_due"),
            models.Index(fields=["company", "due_date"], condition=Q(residual_minor__gt=0), name="item_open_due"),
            # The amount comes first: else SQLite, which guesses, would look for a customer's open items in these.
            models.Index(
                fields=["residual_minor", "company"], condition=Q(residual_minor__gt=0), name="item_open_residual"
            ),
            models.Index(
                fields=["amount_minor", "company"], condition=Q(residual_minor__gt=0), name="item_open_amount"
            ),
        ]


class DueDateChange(Recorded):
    """A due date moved: an extension, or a correction."""

    customer = Own("data.Customer")
    item = Own("data.Item")
    from_date = models.DateField()
    to_date = models.DateField()
    moved_on = models.DateField()
    reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = owned("due_date_change", "customer", "item")
        indexes = [models.Index(fields=["company", "customer"], name="due_date_change_customer")]


class Reopening(Recorded):
    """An item opened again: chargeback, refund or a write-off undone. Raises Item.opened by one."""

    customer = Own("data.Customer")
    item = Own("data.Item")
    reopened_on = models.DateField()
    cause = models.CharField(max_length=20)

    class Meta:
        constraints = owned("reopening", "customer", "item")
        indexes = [models.Index(fields=["company", "customer"], name="reopening_customer")]
