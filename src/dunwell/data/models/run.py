"""Runs: the decisions for one day, planned, approved, carried out. Knows no decision."""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Own, Owned, Recorded, choices, one_of, owned
from dunwell.data.models.querysets import RunQuerySet

RUN_STATES = ("planned", "approved", "done", "cancelled")


class Run(Recorded):
    """The decisions for one as_of.

    planned: stored, and nothing of it counts yet. approved: a person or the policy said yes. done: applied. cancelled:
    given up, or a newer run took its place. recorded_seq: orders it among all writes, the facts being those
    recorded before. applied_seq: the journal entry under which it was applied.
    counts: notices, calls, tasks, … by name.
    """

    as_of = models.DateField()
    state = models.CharField(max_length=10, default="planned", choices=choices(RUN_STATES))
    allow_stale = models.BooleanField(default=False)
    cash_fresh = models.BooleanField(default=True)
    counts = models.JSONField(default=dict)
    waits_for = models.CharField(max_length=200, default="", blank=True)  # why a person must approve it
    approved_by = models.CharField(max_length=200, default="", blank=True)
    applied_on = models.DateField(null=True)
    applied_seq = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = RunQuerySet.as_manager()

    class Meta:
        constraints = [*owned("run"), one_of("run", "state", RUN_STATES)]
        indexes = [models.Index(fields=["company", "as_of"], name="run_as_of")]


class RunPlan(Owned):
    """The plan of a waiting run for one policy version, packed, with the customers' versions it was made from.

    Removed when the run is applied or cancelled; what it said then stands in the tables it was applied to.
    """

    run = Own("data.Run")
    policy_version = Own("data.PolicyVersion")
    packed = models.BinaryField()

    class Meta:
        constraints = [
            *owned("run_plan", "run", "policy_version"),
            models.UniqueConstraint(fields=["company", "run", "policy_version"], name="run_plan_once"),
        ]
