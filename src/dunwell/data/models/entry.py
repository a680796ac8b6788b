"""Entries that settle items, and the dated allocations by which they do. Knows no rule of which item comes first.

For each item: residual = amount − Σ allocations. For each entry: unallocated = amount − Σ allocations from it, and
for a refund or chargeback, which takes money out again, − Σ allocations against it.
"""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import F, Q

from dunwell.data.models.base import Own, Recorded, choices, one_of, owned, within
from dunwell.data.models.querysets import AllocationQuerySet, EntryQuerySet

ENTRY_KINDS = (
    *("payment", "credit", "recovery", "refund", "chargeback", "write_off", "waiver", "undo"),
    *("by_list", "voided"),
)
CASH_KINDS = ("payment", "recovery", "refund", "chargeback")  # what shows that the bank was read
SOURCE_KINDS = ("payment", "credit", "recovery")  # whose unallocated rest is the customer's
DRAIN_KINDS = ("refund", "chargeback", "undo")  # taken from other entries, by allocations against them


class Entry(Recorded):
    """Money or something like it: what may settle items, or takes money out again.

    amount_minor ≥ 0 always; the kind tells the direction. unallocated_minor, stored: what settles nothing yet (of a
    refund or chargeback: what is not yet taken from an entry). by_list: a list showed that so
    much was settled, in a way that it does not tell. voided: the item came by an import that was taken back. number:
    a credit note's own, or a payment's own. reference: as the payer wrote it. for_item: the invoice for which a credit
    was given. counts_for: the promise or plan for which this money counts, with
    counted_minor of it; money counts once. entry_date: the value date.
    """

    customer = Own("data.Customer")
    kind = models.CharField(max_length=12, choices=choices(ENTRY_KINDS))
    number = models.CharField(max_length=200, default="", blank=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    unallocated_minor = models.BigIntegerField()
    entry_date = models.DateField()
    reference = models.CharField(max_length=500, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    for_item = Own("data.Item", null=True)
    counts_for = Own("data.Commitment", null=True)
    counted_minor = models.BigIntegerField(default=0)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("entry", "customer", "for_item", "counts_for"),
            one_of("entry", "kind", ENTRY_KINDS),
            within("entry", "unallocated_minor", "amount_minor"),
            within("entry", "counted_minor", "amount_minor"),
            models.UniqueConstraint(
                fields=["company", "number"], condition=Q(kind="credit") & ~Q(number=""), name="entry_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "customer"], name="entry_customer"),
            models.Index(fields=["company", "entry_date"], name="entry_date"),
            models.Index(
                fields=["company", "customer"], condition=Q(unallocated_minor__gt=0), name="entry_unallocated"
            ),
        ]


class Allocation(Recorded):
    """A part of an entry settles an item, or is taken out again by a refund or chargeback (against).

    Never changed nor removed. What is undone is a row with the negative amount that points at the one it reverses.
    """

    customer = Own("data.Customer")
    entry = Own("data.Entry")
    item = Own("data.Item", null=True)
    against = Own("data.Entry", null=True)
    reverses = Own("data.Allocation", null=True)
    amount_minor = models.BigIntegerField()
    allocated_on = models.DateField()

    objects: ClassVar[Any] = AllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("allocation", "customer", "entry", "item", "against", "reverses"),
            models.CheckConstraint(
                condition=Q(item__isnull=True, against__isnull=False) | Q(item__isnull=False, against__isnull=True),
                name="allocation_one_target",
            ),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="allocation_amount_not_nothing"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount_minor__gt=0) | Q(reverses__isnull=False, amount_minor__lt=0),
                name="allocation_negative_reverses",
            ),
            models.CheckConstraint(
                condition=Q(against__isnull=True) | ~Q(against=F("entry")), name="allocation_not_against_itself"
            ),
            models.UniqueConstraint(fields=["company", "reverses"], name="allocation_reversed_once"),
        ]
        indexes = [
            models.Index(fields=["company", "item"], name="allocation_item"),
            models.Index(fields=["company", "customer"], name="allocation_customer"),
            models.Index(fields=["company", "entry"], name="allocation_entry"),
            models.Index(fields=["company", "allocated_on"], name="allocation_day"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that is there already is refused with TypeError."""
        if not self._state.adding:
            raise TypeError("Allocations are never changed; reverse one by a negative allocation.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse. Raises TypeError."""
        raise TypeError("Allocations are never removed; reverse one by a negative allocation.")
