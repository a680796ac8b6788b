"""That somebody looked: at a policy, at a weekly report. Knows no content."""

from django.db import models

from dunwell.data.models.base import Recorded, choices, one_of, owned

REVIEWED = ("policy", "week")


class Review(Recorded):
    """Somebody in a role reviewed something on a day. about: the policy's name and version, or the report's day."""

    what = models.CharField(max_length=10, choices=choices(REVIEWED))
    about = models.CharField(max_length=140)
    role = models.CharField(max_length=20)
    reviewed_by = models.CharField(max_length=200)
    reviewed_on = models.DateField()
    next_due_on = models.DateField(null=True)
    remarks = models.TextField(default="", blank=True)

    class Meta:
        constraints = [*owned("review"), one_of("review", "what", REVIEWED)]
        indexes = [models.Index(fields=["company", "what", "reviewed_on"], name="review_what")]
