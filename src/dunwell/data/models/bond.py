"""What is known of a customer beside its debts: what was heard, what kind of debtor it is, rewards. Knows no rule."""

from django.db import models

from dunwell.data.models.base import Lasting, Own, Recorded, choices, one_of, owned

HEARD_IN = ("call", "check-in", "visit", "note")
DEBTOR_KINDS = ("cannot-pay", "delays", "avoids")
REWARDS = ("discount", "terms", "thanks")
REWARD_STATES = ("proposed", "granted", "declined")


class Heard(Recorded):
    """What somebody heard from a customer, kept as it was said."""

    customer = Own("data.Customer")
    heard_in = models.CharField(max_length=10, choices=choices(HEARD_IN))
    heard_on = models.DateField()
    heard_by = models.CharField(max_length=200, default="", blank=True)
    text = models.TextField()
    trouble = models.BooleanField(default=False)

    class Meta:
        constraints = [*owned("heard", "customer"), one_of("heard", "heard_in", HEARD_IN)]
        indexes = [models.Index(fields=["company", "customer"], name="heard_customer")]


class KindFinding(Lasting):
    """What kind of debtor a customer is, as a person confirmed it, with the evidence of that day in words."""

    customer = Own("data.Customer")
    kind = models.CharField(max_length=12, choices=choices(DEBTOR_KINDS))
    evidence = models.JSONField(default=list)
    confirmed_on = models.DateField()
    confirmed_by = models.CharField(max_length=200, default="", blank=True)
    policy_before = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            *owned("kind_finding", "customer"),
            one_of("kind_finding", "kind", DEBTOR_KINDS),
            models.UniqueConstraint(
                fields=["company", "customer"],
                condition=models.Q(ended_on__isnull=True),
                name="kind_finding_standing_once",
            ),
        ]


class Reward(Lasting):
    """Something good for a customer that pays early or steadily; evidence says why, in words."""

    customer = Own("data.Customer")
    kind = models.CharField(max_length=10, choices=choices(REWARDS))
    terms = models.CharField(max_length=100, default="", blank=True)
    terms_before = models.CharField(max_length=100, default="", blank=True)
    evidence = models.JSONField(default=list)
    proposed_on = models.DateField()
    state = models.CharField(max_length=10, default="proposed", choices=choices(REWARD_STATES))
    answered_by = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            *owned("reward", "customer"),
            one_of("reward", "kind", REWARDS),
            one_of("reward", "state", REWARD_STATES),
        ]
        indexes = [models.Index(fields=["company", "customer"], name="reward_customer")]
