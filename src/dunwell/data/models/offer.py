"""Plans before they are agreed: asked for, proposed by rule, accepted or not. Knows no rule."""

from django.db import models

from dunwell.data.models.base import Lasting, Own, choices, one_of, owned

OFFER_STATES = ("proposed", "accepted", "declined", "lapsed")
ASKED_BY = ("staff", "customer")


class PlanOffer(Lasting):
    """Instalments that a customer may accept until a day.

    items: numbers of the items that it is for. basis: what the rule looked at, in minor units. interest_percent: a
    year, as text; empty, none. accelerates: missed, all of it is due at once. accepted_how: signed, by mail, in a
    call, …; the proof lies in an Enclosure. commitment: the plan that came of it.
    """

    customer = Own("data.Customer")
    items = models.JSONField(default=list)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    count = models.IntegerField()
    instalment_minor = models.BigIntegerField()
    every = models.CharField(max_length=10)
    first_on = models.DateField()
    interest_percent = models.CharField(max_length=10, default="", blank=True)
    accelerates = models.BooleanField(default=False)
    basis = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=10, default="staff", choices=choices(ASKED_BY))
    answer_by = models.DateField()
    state = models.CharField(max_length=10, default="proposed", choices=choices(OFFER_STATES))
    accepted_by = models.CharField(max_length=200, default="", blank=True)
    accepted_how = models.CharField(max_length=40, default="", blank=True)
    commitment = Own("data.Commitment", null=True)

    class Meta:
        constraints = [
            *owned("plan_offer", "customer", "commitment"),
            one_of("plan_offer", "state", OFFER_STATES),
            one_of("plan_offer", "asked_by", ASKED_BY),
            models.CheckConstraint(
                condition=models.Q(count__gt=0, instalment_minor__gt=0, total_minor__gt=0), name="plan_offer_positive"
            ),
        ]
        indexes = [models.Index(fields=["company", "customer"], name="plan_offer_customer")]
