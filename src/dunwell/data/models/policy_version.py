"""Versions of policies, frozen by content. Knows the text alone; what it means stands in `dunwell.policy`."""

from django.db import models

from dunwell.data.models.base import Own, Recorded, owned


class PolicyVersion(Recorded):
    """A policy's text as it was when it took effect. The newest of a name is the one for new episodes.

    digest: SHA-256 of the content, in hexadecimal. activated_on: the day from which it is the newest of its name; a
    content that comes back after another is a version of its own, so that what was in force on a past day stays true.
    """

    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    activated_on = models.DateField()

    class Meta:
        constraints = owned("policy_version")


class RunPolicy(Recorded):
    """A policy version that decided a run."""

    run = Own("data.Run")
    policy_version = Own("data.PolicyVersion")

    class Meta:
        constraints = [
            *owned("run_policy", "run", "policy_version"),
            models.UniqueConstraint(fields=["company", "run", "policy_version"], name="run_policy_once"),
        ]
