"""The customer: the party that owes. Knows what was agreed with it; what it owes stands on its items."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import (
    Own,
    Owned,
    Recorded,
    choices,
    not_negative,
    one_of,
    owned,
    plain_owner,
    written_by_runs,
)
from dunwell.data.models.querysets import CustomerQuerySet

CUSTOMER_KINDS = ("business", "consumer", "public")


class Customer(Owned):
    """A party that owes, or may.

    ref: its number in the company's books, unique there. version: raised by every write to the customer or to
    anything of it, so that a plan made from older facts is noticed. reason: why the last run sent nothing, empty when
    it did. law: the law of this customer's contract where it differs from the company's. next_review_on: the first day
    on which a run could decide anything else; empty, the next run, whatever its day: so every write leaves it.
    debtor_kind: cannot-pay, delays or avoids, once a person has confirmed it. in_charge: the name of the person who
    sees to it; empty, nobody in particular.
    """

    ref = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2, default="", blank=True)
    region = models.CharField(max_length=10, default="", blank=True)
    kind = models.CharField(max_length=10, default="business", choices=choices(CUSTOMER_KINDS))
    language = models.CharField(max_length=20, default="en")
    zone = models.CharField(max_length=60, default="", blank=True)
    terms = models.CharField(max_length=100, default="", blank=True)
    policy_name = models.CharField(max_length=60, default="", blank=True)  # empty: the company's
    law = models.CharField(max_length=2, default="", blank=True)
    limit_minor = models.BigIntegerField(null=True)
    limit_currency = models.CharField(max_length=3, default="", blank=True)
    debtor_kind = models.CharField(max_length=12, default="", blank=True)
    in_charge = models.CharField(max_length=200, default="", db_default="", blank=True)
    version = models.BigIntegerField(default=1)
    reason = models.CharField(max_length=30, default="", blank=True)
    next_review_on = models.DateField(null=True)
    recorded_on = models.DateField()
    recorded_seq = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("customer"),
            models.UniqueConstraint(fields=["company", "ref"], name="customer_ref_once"),
            one_of("customer", "kind", CUSTOMER_KINDS),
            *not_negative("customer", "limit_minor"),
            models.CheckConstraint(
                condition=Q(limit_minor__isnull=True) | ~Q(limit_currency=""), name="customer_limit_has_currency"
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "-limit_minor", "id"],
                condition=Q(limit_minor__isnull=False),
                name="customer_limited",
            ),
            models.Index(fields=["company", "debtor_kind"], condition=~Q(debtor_kind=""), name="customer_of_kind"),
            models.Index(fields=["company", "law"], condition=~Q(law=""), name="customer_under_law"),
            models.Index(fields=["company", "country"], condition=Q(kind="consumer"), name="customer_consumer"),
        ]


class ReasonChange(Recorded):
    """From this day on, a customer gets no message for another reason than before (empty: it got one)."""

    company = plain_owner()
    customer = Own("data.Customer")
    reason = models.CharField(max_length=30, default="", blank=True)
    since = models.DateField()

    class Meta:
        constraints = written_by_runs("reason_change", "customer")
        indexes = [models.Index(fields=["company", "customer", "since"], name="reason_change_since")]


class Acceptance(Recorded):
    """A customer accepted the terms of a policy: which version, how (portal, signed, by mail, …), and who did.

    The proof, where there is one, lies in an Enclosure.
    """

    customer = Own("data.Customer")
    policy_name = models.CharField(max_length=60)
    accepted_on = models.DateField()
    digest = models.CharField(max_length=64, default="", blank=True)
    how = models.CharField(max_length=20, default="", blank=True)
    accepted_by = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = owned("acceptance", "customer")
        indexes = [models.Index(fields=["company", "customer"], name="acceptance_customer")]
