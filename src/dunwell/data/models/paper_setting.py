"""What a company, or one of its customers, wants of papers beside the papers themselves. Knows no paper."""

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Lasting, Own, owned


class PaperSetting(Lasting):
    """Whether electronic documents (UBL) go along; of one customer, or without one of the company as a whole."""

    customer = Own("data.Customer", null=True)
    ubl = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *owned("paper_setting", "customer"),
            models.UniqueConstraint(
                fields=["company", "customer"],
                condition=Q(ended_on__isnull=True, customer__isnull=False),
                name="paper_setting_standing_once",
            ),
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(ended_on__isnull=True, customer__isnull=True),
                name="paper_setting_company_once",
            ),
        ]
