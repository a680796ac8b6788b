"""What comes of decisions: messages that go out, calls and tasks for a person, late charges. Knows no transport."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Own, Recorded, choices, one_of, owned
from dunwell.data.models.contact import ADDRESS_CHANNELS
from dunwell.data.models.querysets import MessageQuerySet, WorkQuerySet

MESSAGE_STATES = ("planned", "sent", "delivered", "bounced", "in_doubt", "cancelled", "failed")
WORK_STATES = ("open", "done", "cancelled")


class Message(Recorded):
    """A notice on its way: the outbox while planned, the evidence afterwards.

    delivered_on stays when it bounces later: what counts as delivered is state delivered. address: where it goes,
    the newest working one when it was planned.
    """

    decision = Own("data.Decision")
    customer = Own("data.Customer")
    channel = models.CharField(max_length=10, choices=choices(ADDRESS_CHANNELS))
    address = Own("data.Address", null=True)
    language = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default="planned", choices=choices(MESSAGE_STATES))
    sent_at = models.DateTimeField(null=True)
    delivered_on = models.DateField(null=True)
    delivered_seq = models.BigIntegerField(null=True)
    bounced_on = models.DateField(null=True)
    bounced_seq = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("message", "decision", "customer", "address"),
            one_of("message", "channel", ADDRESS_CHANNELS),
            one_of("message", "state", MESSAGE_STATES),
            models.UniqueConstraint(fields=["company", "decision"], name="message_once"),
        ]
        indexes = [
            models.Index(fields=["company", "customer"], name="message_customer"),
            models.Index(fields=["company"], condition=Q(state="planned"), name="message_outbox"),
        ]


class Call(Recorded):
    """A telephone call to make, and what came of it."""

    decision = Own("data.Decision")
    customer = Own("data.Customer")
    state = models.CharField(max_length=10, default="open", choices=choices(WORK_STATES))
    done_on = models.DateField(null=True)
    outcome = models.TextField(default="", blank=True)

    objects: ClassVar[Any] = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("call", "decision", "customer"),
            one_of("call", "state", WORK_STATES),
            models.UniqueConstraint(fields=["company", "decision"], name="call_once"),
        ]


class Task(Recorded):
    """Something for a person to do: a step of the ladder (decision), or raised by an event (no decision).

    key: what it is about, so that an event raises it once: "allocate:17", "fix-contact:email:4", "step:99". role: who
    should do it, empty for anyone. subject: an id, a channel or a template, as the event named it.
    """

    customer = Own("data.Customer")
    decision = Own("data.Decision", null=True)
    run = Own("data.Run", null=True)
    task = models.CharField(max_length=60)
    subject = models.CharField(max_length=100, default="", blank=True)
    key = models.CharField(max_length=200)
    role = models.CharField(max_length=40, default="", blank=True)
    raised_on = models.DateField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="open", choices=choices(WORK_STATES))
    done_on = models.DateField(null=True)
    outcome = models.TextField(default="", blank=True)

    objects: ClassVar[Any] = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("task", "customer", "decision", "run"),
            one_of("task", "state", WORK_STATES),
            models.UniqueConstraint(fields=["company", "customer", "key"], name="task_key_once"),
        ]
        indexes = [models.Index(fields=["company", "run"], name="task_run")]


class Charge(Recorded):
    """A late charge posted by a run: a percentage of a base, as a fee item."""

    customer = Own("data.Customer")
    episode = Own("data.Episode")
    item = Own("data.Item")
    run = Own("data.Run")
    currency = models.CharField(max_length=3)
    base_minor = models.BigIntegerField()
    charge_minor = models.BigIntegerField()
    charged_on = models.DateField()

    class Meta:
        constraints = [
            *owned("charge", "customer", "episode", "item", "run"),
            models.UniqueConstraint(fields=["company", "item"], name="charge_item_once"),
        ]
