"""Decisions of runs: the steps that fire, what they ask for, and the due steps that a guard held.

Items and totals stand once a run, customer and group (0: all that is past due; else the number of a friendly step),
packed on the group's first decision; views give them as rows (docs/decisions/0013).
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Own, Owned, Recorded, choices, one_of, owned, plain_owner, written_by_runs
from dunwell.data.models.querysets import DecisionQuerySet

DECISION_STATES = ("planned", "carried_out", "cancelled")
DECISION_CHANNELS = ("email", "letter", "sms", "call", "task")


class Decision(Recorded):
    """A step fires for a customer.

    Its key (docs/deciding.md, rule 11): customer, episode, anchor, due date and opening, step, step day; no two that
    are not cancelled share it. stage: the rank of the step's rung, 0 for a friendly step. days: as_of − due date of
    the anchor. channel: the one that carries it. asked, totals: lists in JSON of [item, currency, asked] and of
    [currency, asked, credit, total], in minor units, on the first decision of a group; empty on the others.
    """

    company = plain_owner()
    run = Own("data.Run")
    customer = Own("data.Customer")
    episode = Own("data.Episode", null=True)
    episode_key = models.BigIntegerField(default=0)  # the episode's id, 0 for none: part of the key
    item = Own("data.Item")
    due_date = models.DateField()
    opened = models.IntegerField()
    step_no = models.IntegerField()
    step_id = models.CharField(max_length=60)
    step_day = models.IntegerField()
    stage = models.IntegerField()
    channel = models.CharField(max_length=10, choices=choices(DECISION_CHANNELS))
    template = models.CharField(max_length=60, default="", blank=True)
    group = models.IntegerField(db_column="group_no")
    days = models.IntegerField()
    as_of = models.DateField()
    state = models.CharField(max_length=12, default="planned", choices=choices(DECISION_STATES))
    cancel_reason = models.CharField(max_length=30, default="", blank=True)
    asked = models.TextField(default="", blank=True)
    totals = models.TextField(default="", blank=True)

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("decision"),
            *written_by_runs("decision", "run", "customer", "episode", "item"),
            one_of("decision", "state", DECISION_STATES),
            one_of("decision", "channel", DECISION_CHANNELS),
            models.UniqueConstraint(
                fields=["company", "customer", "episode_key", "item", "due_date", "opened", "step_id", "step_day"],
                condition=~Q(state="cancelled"),
                name="decision_key_once",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "run", "id"], name="decision_of_run"),
            models.Index(fields=["company", "customer", "as_of"], name="decision_customer"),
        ]


class DecisionItem(Owned):
    """What a run asked of an item, in the messages of a group. A view of `Decision.asked`: it is read alone."""

    run = Own("data.Run", on_delete=models.DO_NOTHING)
    customer = Own("data.Customer", on_delete=models.DO_NOTHING)
    group = models.IntegerField(db_column="group_no")
    item = Own("data.Item", on_delete=models.DO_NOTHING)
    currency = models.CharField(max_length=3)
    asked_minor = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "data_decisionitem"


class DecisionTotal(Owned):
    """What a run asked for in a currency: the items less the credit set against them. A view of `Decision.totals`."""

    run = Own("data.Run", on_delete=models.DO_NOTHING)
    customer = Own("data.Customer", on_delete=models.DO_NOTHING)
    group = models.IntegerField(db_column="group_no")
    currency = models.CharField(max_length=3)
    asked_minor = models.BigIntegerField()
    credit_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "data_decisiontotal"


class DecisionHeld(Recorded):
    """A due step that a guard held on a day."""

    company = plain_owner()
    run = Own("data.Run")
    customer = Own("data.Customer")
    as_of = models.DateField()
    step_no = models.IntegerField()
    step_id = models.CharField(max_length=60)
    guard = models.CharField(max_length=30)

    class Meta:
        constraints = [
            *written_by_runs("decision_held", "run", "customer"),
            models.UniqueConstraint(fields=["company", "run", "customer", "step_id"], name="decision_held_once"),
        ]
        indexes = [models.Index(fields=["company", "run"], name="decision_held_run")]
