"""The worklist as rows: what a page reads, made from the ledger and thrown away at will. Knows no rule.

Nothing here is the truth about anything: a row is made anew whenever the customer was written to, or a day begins.
"""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Own, Owned, owned
from dunwell.data.models.querysets import OwnedQuerySet


class WorkRow(Owned):
    """One customer in one currency, as the worklist shows it.

    Amounts are minor units. step: what the newest run decided for it (channel and template); reason: why it decided
    nothing. waits: how many replies, calls and tasks wait for a person. score and why: how urgent, and of what that is
    made. stage: the rung's name. name: the customer's, to search and to sort by.
    """

    customer = Own("data.Customer")
    ref = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    currency = models.CharField(max_length=3)
    open_minor = models.BigIntegerField()
    overdue_minor = models.BigIntegerField()
    oldest_due = models.DateField()
    promised_minor = models.BigIntegerField(default=0)
    promised_on = models.DateField(null=True)
    disputed_minor = models.BigIntegerField(default=0)
    credit_minor = models.BigIntegerField(default=0)
    last_contact_on = models.DateField(null=True)
    stage = models.CharField(max_length=40, default="", blank=True)
    step = models.CharField(max_length=80, default="", blank=True)
    reason = models.CharField(max_length=30, default="", blank=True)
    next_review_on = models.DateField(null=True)
    waits = models.IntegerField(default=0)
    owner = models.CharField(max_length=200, default="", blank=True)
    score = models.IntegerField()
    why = models.JSONField(default=list)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("work_row", "customer"),
            models.UniqueConstraint(fields=["company", "customer", "currency"], name="work_row_once"),
        ]
        indexes = [
            models.Index(fields=["company", "-score", "oldest_due", "id"], name="work_row_score"),
            models.Index(fields=["company", "-overdue_minor", "id"], name="work_row_past_due"),
            models.Index(fields=["company", "name", "id"], name="work_row_name"),
            models.Index(fields=["company", "stage", "-score", "oldest_due", "id"], name="work_row_at_stage"),
            models.Index(fields=["company", "reason", "-score", "oldest_due", "id"], name="work_row_because"),
            models.Index(fields=["company", "oldest_due"], name="work_row_oldest"),
            models.Index(fields=["company", "owner", "-score", "oldest_due", "id"], name="work_row_of_owner"),
        ]


class WorkState(Owned):
    """How far the rows of a company's worklist have been made: up to which journal entry, scored for which day.

    thresholds: by currency, the amounts past due at each step of the points for an amount, as they were that day.
    """

    seen_seq = models.BigIntegerField(default=0)
    scored_on = models.DateField(null=True)
    thresholds = models.JSONField(default=dict)

    class Meta:
        constraints = [
            *owned("work_state"),
            models.UniqueConstraint(fields=["company"], name="work_state_once"),
        ]
