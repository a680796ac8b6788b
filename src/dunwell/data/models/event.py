"""Events that other systems are told, the addresses that they go to, and each delivery. Knows no transport."""

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Lasting, Own, Recorded, choices, one_of, owned

DELIVERY_STATES = ("waiting", "delivered", "given_up")


class Hook(Lasting):
    """An address that is told events, from the day it was set. secret: where it is kept, never the secret itself."""

    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)  # names; empty: all
    secret = models.CharField(max_length=100)

    class Meta:
        constraints = [
            *owned("hook"),
            models.UniqueConstraint(
                fields=["company", "url"], condition=Q(ended_on__isnull=True), name="hook_standing_once"
            ),
        ]


class Event(Recorded):
    """Something that happened, told once. key: what it is about, so that it is raised once. ref: its public name."""

    customer = Own("data.Customer", null=True)
    run = Own("data.Run", null=True)
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    ref = models.CharField(max_length=60)
    happened_on = models.DateField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            *owned("event", "customer", "run"),
            models.UniqueConstraint(fields=["company", "key"], name="event_key_once"),
        ]
        indexes = [models.Index(fields=["company", "customer"], name="event_customer")]


class EventDelivery(Recorded):
    """An event on its way to one address: tried again after not_before, until it is taken or given up."""

    event = Own("data.Event")
    hook = Own("data.Hook")
    state = models.CharField(max_length=10, default="waiting", choices=choices(DELIVERY_STATES))
    attempts = models.IntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, default="", blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *owned("event_delivery", "event", "hook"),
            one_of("event_delivery", "state", DELIVERY_STATES),
            models.UniqueConstraint(fields=["company", "event", "hook"], name="event_delivery_once"),
        ]
        indexes = [
            models.Index(fields=["company", "not_before"], condition=Q(state="waiting"), name="event_delivery_waiting")
        ]
