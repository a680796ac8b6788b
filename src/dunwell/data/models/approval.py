"""Approvals: what was asked, who answered. Knows not what follows from an answer."""

from django.db import models

from dunwell.data.models.base import Own, Recorded, choices, one_of, owned

APPROVAL_STATES = ("asked", "approved", "rejected", "lapsed")


class Approval(Recorded):
    """Something that needs a second person's yes.

    what: a step's id, or release-hold, hand-over, plan, run, …. Of a step's approval step_id, item and due_date name
    the step for its anchor. request: of a verb's approval, the verb with its arguments and amounts, to carry it out
    once somebody said yes. recorded_on: when it was asked (or answered unasked). lapses_on: the first day on which
    nobody may answer it any more. alone: the one who asked said yes, because nobody else could have.
    """

    customer = Own("data.Customer", null=True)
    what = models.CharField(max_length=60)
    step_id = models.CharField(max_length=60, default="", blank=True)
    item = Own("data.Item", null=True)
    due_date = models.DateField(null=True)
    request = models.JSONField(null=True)
    state = models.CharField(max_length=10, default="asked", choices=choices(APPROVAL_STATES))
    asked_by = models.CharField(max_length=200, default="", blank=True)
    answered_by = models.CharField(max_length=200, default="", blank=True)
    answered_on = models.DateField(null=True)
    answered_seq = models.BigIntegerField(null=True)
    lapses_on = models.DateField(null=True)
    alone = models.BooleanField(default=False)

    class Meta:
        constraints = [*owned("approval", "customer", "item"), one_of("approval", "state", APPROVAL_STATES)]
        indexes = [models.Index(fields=["company", "customer"], name="approval_customer")]
