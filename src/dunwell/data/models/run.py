"""Runs: the decisions for one day, planned, approved, carried out. Knows no decision."""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Own, Owned, Recorded, choices, one_of, owned
from dunwell.data.models.querysets import RunQuerySet

RUN_STATES = ("planning", "planned", "approved", "done", "cancelled")
SHARD_STATES = ("open", "planned", "shown", "done", "cancelled")


class Run(Recorded):
    """The decisions for one as_of.

    planning: cut into shards that are not all planned yet. planned: it waits for a person, and nothing of it counts.
    approved: its shards are being applied. done: applied. cancelled: given up, or a newer run took its place.
    recorded_seq: orders it among all writes, the facts being those recorded before. applied_seq: the journal entry
    under which it was applied.
    counts: notices, calls, tasks, … by name. asked: how a run cut into shards was asked for, so that any worker may
    continue it.
    """

    as_of = models.DateField()
    state = models.CharField(max_length=10, default="planned", choices=choices(RUN_STATES))
    allow_stale = models.BooleanField(default=False)
    cash_fresh = models.BooleanField(default=True)
    counts = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    waits_for = models.CharField(max_length=200, default="", blank=True)  # why a person must approve it
    approved_by = models.CharField(max_length=200, default="", blank=True)
    applied_on = models.DateField(null=True)
    applied_seq = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = RunQuerySet.as_manager()

    class Meta:
        constraints = [*owned("run"), one_of("run", "state", RUN_STATES)]
        indexes = [models.Index(fields=["company", "as_of"], name="run_as_of")]


class RunShard(Owned):
    """A stretch of customers, by id, that a run decides by itself (docs/decisions/0016).

    open: to be planned. planned: its plan is kept. shown: its run waits, and its decisions stand as planned. done:
    applied under the journal entry applied_seq. holder, until lease_until, may write to it as long as the fence is the
    one it was given. size: customers to decide; counts, row_count and digest: of its plan. policy_seen: the newest
    policy version when it was planned.
    """

    run = Own("data.Run")
    number = models.IntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    size = models.IntegerField(default=0)
    state = models.CharField(max_length=10, default="open", choices=choices(SHARD_STATES))
    holder = models.CharField(max_length=200, default="", blank=True)
    fence = models.BigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    row_count = models.BigIntegerField(default=0)
    digest = models.BinaryField(default=b"")
    policy_seen = models.BigIntegerField(default=0)
    applied_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            *owned("run_shard", "run"),
            one_of("run_shard", "state", SHARD_STATES),
            models.UniqueConstraint(fields=["company", "run", "number"], name="run_shard_once"),
        ]


class RunPlan(Owned):
    """A plan for one policy version that is kept to be applied, packed, with the customers' versions it was made from.

    part: the number of the shard it is for; 0, of a run that was not cut. Removed when the run is applied or
    cancelled; what it said then stands in the tables it was applied to.
    """

    run = Own("data.Run")
    policy_version = Own("data.PolicyVersion")
    part = models.IntegerField(default=0)
    packed = models.BinaryField()

    class Meta:
        constraints = [
            *owned("run_plan", "run", "policy_version"),
            models.UniqueConstraint(fields=["company", "run", "policy_version", "part"], name="run_plan_once"),
        ]
