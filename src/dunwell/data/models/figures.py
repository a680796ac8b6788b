"""Sums that take long over large books, kept with the moment they are of. Knows no formula.

Nothing here is the truth about anything: figures are made anew from the books, and thrown away at will.
"""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Owned, owned
from dunwell.data.models.querysets import OwnedQuerySet


class Figures(Owned):
    """Figures of a company as of a day.

    name: which ones. facts: as their query gives them, amounts in minor units. made_at: when they were worked out;
    seen_seq: the newest journal entry by then, so that whoever shows them can say whether anything came since.
    """

    name = models.CharField(max_length=40)
    as_of = models.DateField()
    facts = models.JSONField()
    made_at = models.DateTimeField()
    seen_seq = models.BigIntegerField()

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("figures"),
            models.UniqueConstraint(fields=["company", "name", "as_of"], name="figures_once"),
        ]
