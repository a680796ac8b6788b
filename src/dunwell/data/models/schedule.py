"""What is done by the clock for a company: which job at which local hour, and when it was done. Knows no job."""

from django.db import models

from dunwell.data.models.base import Owned, owned


class Schedule(Owned):
    """A job of a company, at an hour of its own time zone: each day, or on one day of the week (0 is Monday).

    done_for: the newest local day for which it was done; before that day it is never done again. holder, fence and
    lease_until: who is at it. not_before: after a failure it rests until then. outcome: what came of it last.
    """

    job = models.CharField(max_length=40)
    hour = models.IntegerField()
    weekday = models.IntegerField(null=True)
    active = models.BooleanField(default=True)
    done_for = models.DateField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)
    holder = models.CharField(max_length=200, default="", blank=True)
    fence = models.BigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *owned("schedule"),
            models.UniqueConstraint(fields=["company", "job"], name="schedule_once"),
            models.CheckConstraint(condition=models.Q(hour__range=(0, 23)), name="schedule_hour_of_day"),
            models.CheckConstraint(
                condition=models.Q(weekday__isnull=True) | models.Q(weekday__range=(0, 6)), name="schedule_weekday"
            ),
        ]
