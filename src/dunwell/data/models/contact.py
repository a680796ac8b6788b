"""How a customer is reached: people by role, and addresses by channel with their state. Knows no message."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Lasting, Own, choices, one_of, owned
from dunwell.data.models.querysets import AddressQuerySet

ADDRESS_CHANNELS = ("email", "letter", "sms")


class Contact(Lasting):
    """A person at the customer. role: payables, management, legal, …; empty for the customer in general."""

    customer = Own("data.Customer")
    role = models.CharField(max_length=40, default="", blank=True)
    name = models.CharField(max_length=200, default="", blank=True)
    language = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        constraints = owned("contact", "customer")
        indexes = [models.Index(fields=["company", "customer"], name="contact_customer")]


class Address(Lasting):
    """An email address, a telephone number (channel sms, calls too) or a postal address (letter) of a customer.

    It works while it has neither ended (another took its place) nor bounced. A new address is a new row. It is
    never changed, so that what was sent where stays true.
    """

    customer = Own("data.Customer")
    contact = Own("data.Contact", null=True)
    channel = models.CharField(max_length=10, choices=choices(ADDRESS_CHANNELS))
    text = models.TextField()
    bounced_on = models.DateField(null=True)
    bounced_seq = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = AddressQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("address", "customer", "contact"),
            one_of("address", "channel", ADDRESS_CHANNELS),
            models.CheckConstraint(condition=~Q(text=""), name="address_text_given"),
        ]
        indexes = [models.Index(fields=["company", "customer"], name="address_customer")]
