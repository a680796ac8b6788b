"""Credit: figures known of a customer, reviews of its limit, orders under way, and limits frozen. Knows no rule."""

from django.db import models

from dunwell.data.models.base import Lasting, Own, Recorded, choices, not_negative, one_of, owned

REVIEW_RESULTS = ("kept", "raised", "lowered", "set")
ORDER_STATES = ("open", "invoiced", "cancelled")


class CreditFigure(Lasting):
    """A figure from outside: equity, turnover, a loss, an agency's score. number: whole units, or a score of 0-100."""

    customer = Own("data.Customer")
    name = models.CharField(max_length=40)
    number = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="", blank=True)
    as_of = models.DateField()
    source = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            *owned("credit_figure", "customer"),
            models.UniqueConstraint(
                fields=["company", "customer", "name"],
                condition=models.Q(ended_on__isnull=True),
                name="credit_figure_standing_once",
            ),
        ]


class CreditReview(Recorded):
    """A limit was looked at: what spoke for and against it, what it was and what it is, and when it is due again."""

    customer = Own("data.Customer")
    reviewed_on = models.DateField()
    next_due_on = models.DateField(null=True)
    score = models.IntegerField()
    reasons = models.JSONField(default=list)
    result = models.CharField(max_length=10, choices=choices(REVIEW_RESULTS))
    currency = models.CharField(max_length=3, default="", blank=True)
    before_minor = models.BigIntegerField(null=True)
    after_minor = models.BigIntegerField(null=True)
    reviewed_by = models.CharField(max_length=200, default="", blank=True)
    cause = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        constraints = [*owned("credit_review", "customer"), one_of("credit_review", "result", REVIEW_RESULTS)]
        indexes = [models.Index(fields=["company", "customer"], name="credit_review_customer")]


class CreditFreeze(Lasting):
    """Nothing is sold on credit until somebody lifts it; the limit itself stays."""

    customer = Own("data.Customer")
    frozen_on = models.DateField()
    frozen_by = models.CharField(max_length=200, default="", blank=True)
    reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            *owned("credit_freeze", "customer"),
            models.UniqueConstraint(
                fields=["company", "customer"],
                condition=models.Q(ended_on__isnull=True),
                name="credit_freeze_standing_once",
            ),
        ]


class OrderTold(Lasting):
    """An order that another system told: it counts as exposure until it is invoiced or cancelled."""

    customer = Own("data.Customer")
    number = models.CharField(max_length=200)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    told_on = models.DateField()
    state = models.CharField(max_length=10, default="open", choices=choices(ORDER_STATES))

    class Meta:
        constraints = [
            *owned("order_told", "customer"),
            one_of("order_told", "state", ORDER_STATES),
            *not_negative("order_told", "amount_minor"),
            models.UniqueConstraint(
                fields=["company", "number"], condition=models.Q(ended_on__isnull=True), name="order_told_open_once"
            ),
        ]
        indexes = [models.Index(fields=["company", "customer"], name="order_told_customer")]
