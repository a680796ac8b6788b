"""What stops us, or stops the customer: pause, account hold, money under way, hand-over, a reply unread.

Each is a row that stands until it ends. Knows no rule of when one must be placed or released.
"""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Lasting, Own, choices, not_negative, one_of, owned
from dunwell.data.models.querysets import PauseQuerySet

HAND_OVER_TO = ("agency", "counsel")
HAND_OVER_STATES = ("placed", "accepted", "in_work", "in_court", "paying", "collected", "uncollectable", "recalled")
UNDER_WAY_STATES = ("open", "arrived", "failed", "withdrawn")


class Pause(Lasting):
    """We do not chase, until a day that is included.

    ended_on: only where it ended early (resumed, or replaced by another): the first day on which it no longer held.
    """

    customer = Own("data.Customer")
    begun_on = models.DateField()
    until = models.DateField()
    reason = models.TextField(default="", blank=True)
    owner = models.CharField(max_length=200, default="", blank=True)

    objects: ClassVar[Any] = PauseQuerySet.as_manager()

    class Meta:
        constraints = owned("pause", "customer")
        indexes = [models.Index(fields=["company", "customer"], name="pause_customer")]


class Hold(Lasting):
    """We do not supply. Placed by a run, or by a person (placed_by); released at ended_on.

    Released before all is paid, coming_* say which payment is to come: how, its number, amount and day.
    """

    customer = Own("data.Customer")
    placed_on = models.DateField()
    placed_by = models.CharField(max_length=200, default="", blank=True)
    run = Own("data.Run", null=True)
    reason = models.TextField(default="", blank=True)
    released_by = models.CharField(max_length=200, default="", blank=True)
    release_reason = models.TextField(default="", blank=True)
    coming_method = models.CharField(max_length=40, default="", blank=True)
    coming_number = models.CharField(max_length=100, default="", blank=True)
    coming_minor = models.BigIntegerField(null=True)
    coming_currency = models.CharField(max_length=3, default="", blank=True)
    coming_on = models.DateField(null=True)
    approval = Own("data.Approval", null=True)

    class Meta:
        constraints = [
            *owned("hold", "customer", "run", "approval"),
            models.UniqueConstraint(
                fields=["company", "customer"], condition=models.Q(ended_on__isnull=True), name="hold_standing_once"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "customer"], name="hold_customer"),
            models.Index(fields=["company", "placed_on", "id"], name="hold_placed"),
        ]


class UnderWay(Lasting):
    """Money for an item is on its way: a direct debit sent, a transfer announced."""

    customer = Own("data.Customer")
    item = Own("data.Item")
    amount_minor = models.BigIntegerField()
    announced_on = models.DateField()
    state = models.CharField(max_length=10, default="open", choices=choices(UNDER_WAY_STATES))

    class Meta:
        constraints = [
            *owned("under_way", "customer", "item"),
            one_of("under_way", "state", UNDER_WAY_STATES),
            *not_negative("under_way", "amount_minor"),
        ]
        indexes = [
            models.Index(fields=["company", "item"], name="under_way_item"),
            models.Index(fields=["company", "customer"], name="under_way_customer"),
        ]


class HandOver(Lasting):
    """The customer's debt is with an agency or with counsel; recalled, or closed by them, at ended_on.

    agency: its name in the policy. rules: what it keeps, as the policy said when the debt was handed over. amounts:
    what was handed over, in minor units by currency. status: what was heard last; matter: their own number for it.
    """

    customer = Own("data.Customer")
    to = models.CharField(max_length=10, choices=choices(HAND_OVER_TO))
    handed_on = models.DateField()
    agency = models.CharField(max_length=60, default="", blank=True)
    rules = models.JSONField(default=list)
    amounts = models.JSONField(default=dict)
    oldest_due = models.DateField(null=True)
    status = models.CharField(max_length=20, default="placed", choices=choices(HAND_OVER_STATES))
    matter = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        constraints = [
            *owned("hand_over", "customer"),
            one_of("hand_over", "to", HAND_OVER_TO),
            one_of("hand_over", "status", HAND_OVER_STATES),
            models.UniqueConstraint(
                fields=["company", "customer"],
                condition=models.Q(ended_on__isnull=True),
                name="hand_over_standing_once",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "customer"], name="hand_over_customer"),
            models.Index(fields=["company", "handed_on", "id"], name="hand_over_handed"),
        ]


class Reply(Lasting):
    """The customer wrote. It waits until someone has read it (ended_on)."""

    customer = Own("data.Customer")
    received_on = models.DateField()
    text = models.TextField(default="", blank=True)
    read_by = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = owned("reply", "customer")
        indexes = [models.Index(fields=["company", "customer"], name="reply_customer")]
