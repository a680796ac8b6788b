"""Promises and payment plans, what they cover of which item, and what money has come for them. Knows no rule."""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Lasting, Own, Recorded, choices, one_of, owned, within
from dunwell.data.models.querysets import CommitmentQuerySet

COMMITMENT_KINDS = ("promise", "plan")
BROKEN_BY = ("", "bounced")
COMMITMENT_STATES = ("open", "kept", "broken", "replaced", "withdrawn")


class Commitment(Lasting):
    """A customer's word to pay: a promise on one date, or a plan of instalments.

    counted_minor: money that has counted for it. on_date: the promise's date, or the plan's last instalment. ended_on:
    the day it was kept, replaced or withdrawn; of a broken one the day it broke (first day after the grace).
    method: cheque, transfer, …; number: of the cheque or transfer; in_hand: we hold the cheque, and bank it on its
    date; said_by: who promised it, in which call. broken_by: what broke it other than time: a cheque that bounced.
    accelerates: a missed instalment makes all the rest due at once. warns: a missed one is told while its grace runs.
    """

    customer = Own("data.Customer")
    kind = models.CharField(max_length=10, choices=choices(COMMITMENT_KINDS))
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    counted_minor = models.BigIntegerField(default=0)
    made_on = models.DateField()
    on_date = models.DateField()
    grace_days = models.IntegerField(default=2)
    state = models.CharField(max_length=10, default="open", choices=choices(COMMITMENT_STATES))
    method = models.CharField(max_length=40, default="", blank=True)
    number = models.CharField(max_length=100, default="", blank=True)
    in_hand = models.BooleanField(default=False)
    said_by = models.CharField(max_length=200, default="", blank=True)
    call = Own("data.Call", null=True)
    broken_by = models.CharField(max_length=10, default="", blank=True, choices=choices(BROKEN_BY))
    accelerates = models.BooleanField(default=False)
    warns = models.BooleanField(default=False)

    objects: ClassVar[Any] = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("commitment", "customer", "call"),
            one_of("commitment", "kind", COMMITMENT_KINDS),
            one_of("commitment", "state", COMMITMENT_STATES),
            within("commitment", "counted_minor", "amount_minor"),
            models.CheckConstraint(
                condition=models.Q(state="open", ended_on__isnull=True)
                | (~models.Q(state="open") & models.Q(ended_on__isnull=False)),
                name="commitment_open_or_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "customer", "state"], name="commitment_customer"),
            models.Index(fields=["company", "kind", "state", "on_date", "id"], name="commitment_day"),
        ]


class Instalment(Recorded):
    """One date and amount of a plan."""

    commitment = Own("data.Commitment")
    due_on = models.DateField()
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            *owned("instalment", "commitment"),
            models.UniqueConstraint(fields=["company", "commitment", "due_on"], name="instalment_day_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="instalment_amount_positive"),
        ]


class Cover(Recorded):
    """What a commitment covers of an item.

    amount_minor: fixed when it was made. cover_minor: what is left of it, lowered (with a CoverUse) by each amount
    that settles the item and counts.
    """

    customer = Own("data.Customer")
    commitment = Own("data.Commitment")
    item = Own("data.Item")
    amount_minor = models.BigIntegerField()
    cover_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            *owned("cover", "customer", "commitment", "item"),
            within("cover", "cover_minor", "amount_minor"),
            models.UniqueConstraint(fields=["company", "commitment", "item"], name="cover_once"),
        ]
        indexes = [models.Index(fields=["company", "item"], name="cover_item")]


class CoverUse(Recorded):
    """A cover lowered by what settled its item; negative where that was undone."""

    cover = Own("data.Cover")
    allocation = Own("data.Allocation", null=True)
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = owned("cover_use", "cover", "allocation")
