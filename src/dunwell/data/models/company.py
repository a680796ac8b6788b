"""The company: the creditor that owns every row, and the people who work for it. Knows none of its customers."""

from django.db import models

from dunwell.data.models.base import Owned, owned


class Company(models.Model):
    """A creditor.

    calendar: empty, each customer's own country and region; "none", every day is a business day; else a country code
    whose holidays hold for all. law: the country whose law governs its contracts; empty, by rule (docs/deciding.md,
    rule 6).
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="", blank=True)
    region = models.CharField(max_length=10, default="", blank=True)
    law = models.CharField(max_length=2, default="", blank=True)
    calendar = models.CharField(max_length=10, default="", blank=True)
    zone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=20, default="en")
    currency = models.CharField(max_length=3, default="", blank=True)
    policy_name = models.CharField(max_length=60, default="default")


class Person(Owned):
    """Somebody who works for the company. One person may hold several roles."""

    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, default="", blank=True)
    roles = models.JSONField(default=list)  # names of roles, as the policy and the use cases know them
    active = models.BooleanField(default=True)
    # By what account she signs in at the workbench; empty: she does not.
    account = models.ForeignKey("data.Account", null=True, on_delete=models.SET_NULL, related_name="people")
    invitations = models.IntegerField(default=0)  # the link of the newest one alone lets her in

    class Meta:
        constraints = [
            *owned("person"),
            models.UniqueConstraint(fields=["company", "name"], name="person_name_once"),
        ]
