"""Files that belong to a dispute, an accepted term or an offer: each kept once, by the hash of its bytes."""

from django.db import models

from dunwell.data.models.base import Own, Recorded, owned


class Enclosure(Recorded):
    """A file that somebody handed in. Its bytes lie in a Part; it is never changed nor removed by itself."""

    customer = Own("data.Customer")
    part = Own("data.Part")
    name = models.CharField(max_length=200)
    dispute = Own("data.Dispute", null=True)
    acceptance = Own("data.Acceptance", null=True)
    offer = Own("data.PlanOffer", null=True)

    class Meta:
        constraints = owned("enclosure", "customer", "part", "dispute", "acceptance", "offer")
        indexes = [models.Index(fields=["company", "customer"], name="enclosure_customer")]
