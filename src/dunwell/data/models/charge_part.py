"""What a charge by law is made of: the lines that a late-charge note prints. Knows no law."""

from django.db import models

from dunwell.data.models.base import Own, Recorded, choices, not_negative, one_of, owned

PART_KINDS = ("interest", "compensation", "collection")


class ChargePart(Recorded):
    """One line of a charge, for one claim: days at a rate on a principal, or a fixed or scaled cost.

    first_date, last_date: both bear interest; empty for costs. percent: a year, as text. why: why the line begins
    there (`dunwell.domain.interest_parts`). doubtful: the rate is not verified. last_known: the last known rate was
    used for days after it.
    """

    customer = Own("data.Customer")
    charge = Own("data.Charge")
    for_item = Own("data.Item")
    kind = models.CharField(max_length=12, choices=choices(PART_KINDS))
    first_date = models.DateField(null=True)
    last_date = models.DateField(null=True)
    days = models.IntegerField(default=0)
    percent = models.CharField(max_length=30, default="", blank=True)
    base_minor = models.BigIntegerField(default=0)
    amount_minor = models.BigIntegerField()
    why = models.CharField(max_length=40, default="", blank=True)
    source = models.CharField(max_length=300, default="", blank=True)
    doubtful = models.BooleanField(default=False)
    last_known = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *owned("charge_part", "customer", "charge", "for_item"),
            one_of("charge_part", "kind", PART_KINDS),
            *not_negative("charge_part", "days", "base_minor"),
        ]
        indexes = [
            models.Index(fields=["company", "for_item", "kind"], name="charge_part_item"),
            models.Index(fields=["company", "charge"], name="charge_part_charge"),
        ]
