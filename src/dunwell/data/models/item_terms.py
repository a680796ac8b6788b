"""The payment terms of one invoice, where they are known. Knows no due date and no discount."""

from django.db import models

from dunwell.data.models.base import Lasting, Own, Recorded, owned


class ItemTerms(Recorded):
    """The terms as they were written (`dunwell.domain.terms`), and from which day goods or invoice were received."""

    customer = Own("data.Customer")
    item = Own("data.Item")
    text = models.CharField(max_length=200)
    received_on = models.DateField(null=True)

    class Meta:
        constraints = [
            *owned("item_terms", "customer", "item"),
            models.UniqueConstraint(fields=["company", "item"], name="item_terms_once"),
        ]


class DiscountTaken(Lasting):
    """An early-payment discount that was accepted: so much less for money that came in time. entry: the credit.

    ended_on: the day on which it was taken back, with the money that had earned it.
    """

    customer = Own("data.Customer")
    item = Own("data.Item")
    entry = Own("data.Entry")
    percent = models.CharField(max_length=10)
    amount_minor = models.BigIntegerField()
    until = models.DateField()
    taken_on = models.DateField()

    class Meta:
        constraints = [
            *owned("discount_taken", "customer", "item", "entry"),
            models.UniqueConstraint(
                fields=["company", "item"],
                condition=models.Q(ended_on__isnull=True),
                name="discount_taken_standing_once",
            ),
        ]
