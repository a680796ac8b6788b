"""What comes of decisions: messages that go out, calls and tasks for a person, late charges. Knows no transport."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Dated, Own, Recorded, choices, one_of, owned, plain_owner, written_by_runs
from dunwell.data.models.contact import ADDRESS_CHANNELS
from dunwell.data.models.querysets import MessageQuerySet, WorkQuerySet

WAITING_STATES = ("planned", "rendered", "failed")  # what a dispatcher may take up; failed ones, once their time comes
MESSAGE_STATES = (*WAITING_STATES, "claimed", "sending", "sent", "delivered", "bounced", "in_doubt", "cancelled")
CALL_RESULTS = ("", "reached", "not-reached", "promise", "dispute", "wrong-number", "callback", "refused")
WORK_STATES = ("open", "done", "cancelled")


class Message(Recorded):
    """A notice on its way: the outbox while it waits, the evidence afterwards.

    planned: decided. rendered: its bytes are made and kept (sha256 and size are those of the whole, its pieces stand
    in MessagePart). claimed: a dispatcher has it, under a lease. sending: its bytes are being handed over now; whoever
    dies then leaves it in doubt. sent: handed over, and a person has to bring it on its way. in_doubt: nobody knows
    whether it went out; it is never repeated by itself. failed: not sent; tried again after not_before, if it has one.
    delivered_on stays when it bounces later: what counts as delivered is state delivered. address: where it goes,
    the newest working one when it was planned. reason: why it was cancelled, or what failed; said: in whose words.
    lease_fence rises with each claim, so that a dispatcher that lost its lease can change nothing any more.
    seen_version: the customer's version when it was last looked at. token: what replies carry, in place of a name.
    """

    company = plain_owner()
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
    reason = models.CharField(max_length=40, default="", blank=True)
    said = models.TextField(default="", blank=True)
    rendered_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    size = models.BigIntegerField(default=0)
    subject = models.CharField(max_length=300, default="", blank=True)
    token = models.CharField(max_length=40, default="", blank=True)
    message_id = models.CharField(max_length=300, default="", blank=True)
    attempts = models.IntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    seen_version = models.BigIntegerField(null=True)
    lease_holder = models.CharField(max_length=100, default="", blank=True)
    lease_fence = models.BigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("message"),
            *written_by_runs("message", "decision", "customer", "address"),
            one_of("message", "channel", ADDRESS_CHANNELS),
            one_of("message", "state", MESSAGE_STATES),
            models.UniqueConstraint(fields=["company", "decision"], name="message_once"),
            models.UniqueConstraint(fields=["company", "token"], condition=~Q(token=""), name="message_token_once"),
        ]
        indexes = [
            models.Index(fields=["company", "customer"], name="message_customer"),
            models.Index(fields=["company", "channel"], condition=Q(state__in=WAITING_STATES), name="message_outbox"),
            models.Index(
                fields=["company", "lease_until"],
                condition=Q(state__in=("claimed", "sending")),
                name="message_leased",
            ),
            models.Index(
                fields=["company", "channel", "sent_at"], condition=Q(sent_at__isnull=False), name="message_sent"
            ),
            models.Index(fields=["company", "state", "id"], name="message_state"),
        ]


class Call(Recorded):
    """A telephone call to make, and what came of it.

    result: in a word; outcome: in sentences; spoke_with: who answered; callback_at: when the customer wants to be rung.
    """

    company = plain_owner()
    decision = Own("data.Decision")
    customer = Own("data.Customer")
    state = models.CharField(max_length=10, default="open", choices=choices(WORK_STATES))
    done_on = models.DateField(null=True)
    outcome = models.TextField(default="", blank=True)
    result = models.CharField(max_length=12, default="", blank=True, choices=choices(CALL_RESULTS))
    spoke_with = models.CharField(max_length=200, default="", blank=True)
    callback_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("call"),
            *written_by_runs("call", "decision", "customer"),
            one_of("call", "result", CALL_RESULTS),
            one_of("call", "state", WORK_STATES),
            models.UniqueConstraint(fields=["company", "decision"], name="call_once"),
        ]
        indexes = [
            models.Index(fields=["company", "customer"], name="call_customer"),
            models.Index(fields=["company", "id"], condition=Q(state="open"), name="call_open"),
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
        indexes = [
            models.Index(fields=["company", "run"], name="task_run"),
            models.Index("company", Dated("due_on"), "raised_on", "id", condition=Q(state="open"), name="task_open"),
        ]


class Charge(Recorded):
    """A late charge posted by a run, as a fee item: a percentage of a base, or what a law gives instead.

    basis: percent, or by_law with its lines in ChargePart. regime: the law's, as `dunwell.law.regimes` names it.
    """

    customer = Own("data.Customer")
    episode = Own("data.Episode")
    item = Own("data.Item")
    run = Own("data.Run")
    currency = models.CharField(max_length=3)
    base_minor = models.BigIntegerField()
    charge_minor = models.BigIntegerField()
    charged_on = models.DateField()
    basis = models.CharField(max_length=10, default="percent", db_default="percent")
    regime = models.CharField(max_length=20, default="", db_default="", blank=True)

    class Meta:
        constraints = [
            *owned("charge", "customer", "episode", "item", "run"),
            models.UniqueConstraint(fields=["company", "item"], name="charge_item_once"),
        ]
        indexes = [models.Index(fields=["company", "customer"], name="charge_customer")]
