"""Episodes: where a customer stands on the ladder, how it came there, and how far the steps have gone."""

from django.db import models
from django.db.models import F, Q

from dunwell.data.models.base import Lasting, Own, Recorded, owned, plain_owner, written_by_runs


class Episode(Lasting):
    """From the first run with an anchor until nothing past due is left to pay in an uncovered currency.

    stage, floor: ranks, 1 the lowest. stage_since: the day it came to the stage. oldest_item, oldest_due: the oldest
    past-due claim at the last run. ended_on: the day of the run that ended it. Whether the customer was told of its
    stage follows from deliveries and is not kept here.
    """

    company = plain_owner()
    customer = Own("data.Customer")
    policy_version = Own("data.PolicyVersion")
    began_on = models.DateField()
    stage = models.IntegerField()
    floor = models.IntegerField()
    stage_since = models.DateField()
    oldest_item = Own("data.Item", null=True)
    oldest_due = models.DateField(null=True)
    last_charge_on = models.DateField(null=True)

    class Meta:
        constraints = [
            *owned("episode"),
            *written_by_runs("episode", "customer", "policy_version", "oldest_item"),
            models.UniqueConstraint(
                fields=["company", "customer"], condition=Q(ended_on__isnull=True), name="episode_running_once"
            ),
            models.CheckConstraint(
                condition=Q(stage__gte=1) & Q(floor__gte=1) & Q(floor__lte=F("stage")), name="episode_stage_above_floor"
            ),
        ]
        indexes = [models.Index(fields=["company", "customer"], name="episode_customer")]


class StageChange(Recorded):
    """Where an episode stood from a run on: a row for each run that changed anything of it. Newest row: as now."""

    company = plain_owner()
    customer = Own("data.Customer")
    episode = Own("data.Episode")
    changed_on = models.DateField()
    stage = models.IntegerField()
    floor = models.IntegerField()
    stage_since = models.DateField()
    oldest_item = Own("data.Item", null=True)
    oldest_due = models.DateField(null=True)

    class Meta:
        constraints = written_by_runs("stage_change", "customer", "episode", "oldest_item")
        indexes = [models.Index(fields=["company", "customer"], name="stage_change_customer")]


class StepMark(Lasting):
    """Every step of a slot up to last_day has fired or been superseded, for an anchor; the newest standing row counts.

    slot: a channel, or a step's id (see policy.facts.MarkRow); "friendly" for the steps before the due date, which
    belong to no episode. ended_on: its message was cancelled before it went out, so that the steps are due again.
    """

    company = plain_owner()
    customer = Own("data.Customer")
    episode = Own("data.Episode", null=True)
    item = Own("data.Item")
    due_date = models.DateField()
    opened = models.IntegerField()
    slot = models.CharField(max_length=60)
    last_day = models.IntegerField()

    class Meta:
        constraints = written_by_runs("step_mark", "customer", "episode", "item")
        indexes = [models.Index(fields=["company", "customer"], name="step_mark_customer")]


class Placement(Lasting):
    """A person wants the customer's next episode to begin on this stage (its rank). Used up at ended_on."""

    customer = Own("data.Customer")
    stage = models.IntegerField()
    reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            *owned("placement", "customer"),
            models.UniqueConstraint(
                fields=["company", "customer"], condition=Q(ended_on__isnull=True), name="placement_standing_once"
            ),
            models.CheckConstraint(condition=Q(stage__gte=1), name="placement_stage_positive"),
        ]
