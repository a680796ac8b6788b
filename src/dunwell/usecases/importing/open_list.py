"""What a complete list of open items changes: what it leaves out is settled, what it lowers part-settled.

Changes nothing; says for each item and credit what the list makes of it. Charges that Dunwell posted, and what is dated
after the list, are not settled by absence. Money dated after the list is not missing from it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from dunwell.data.models import Dispute, Entry, Item
from dunwell.domain.money import format_amount
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.importing.files import seqs_of
from dunwell.usecases.importing.items import Intake
from dunwell.usecases.importing.rows import open_of
from dunwell.usecases.work import Work

GIVEN_UP = ("write_off", "waiver", "voided")


@dataclass(frozen=True, slots=True)
class Change:
    """An item of which the list says that `to_minor` is open on its day, where the books had `from_minor`."""

    item: Item
    from_minor: int
    to_minor: int
    absent: bool = False

    @property
    def lowered_minor(self) -> int:
        """Give by how much it is settled; below zero, by how much it is opened again."""
        return self.from_minor - self.to_minor


@dataclass(frozen=True, slots=True)
class CreditNote:
    """A credit of which the list says that `to_minor` is open; its entries are those of its number."""

    entries: list[Entry]
    to_minor: int

    @property
    def moves(self) -> bool:
        """Tell whether something else is open of it in the books."""
        return sum(entry.unallocated_minor for entry in self.entries) != self.to_minor

    @property
    def customer_id(self) -> int:
        """Give the customer that has it."""
        owner: int = self.entries[0].customer_id
        return owner


@dataclass(slots=True)
class ListPlan:
    """What a list changes: items lowered and raised, and those that it is the first to call disputed.

    `credit_notes` are all that the list speaks of; `upheld` the disputes that wait for a credit note, by item.
    """

    lowered: list[Change] = field(default_factory=list)
    raised: list[Change] = field(default_factory=list)
    credit_notes: list[CreditNote] = field(default_factory=list)
    contested: list[Item] = field(default_factory=list)
    upheld: dict[int, list[Dispute]] = field(default_factory=lambda: defaultdict(list))
    open_minor: Counter[str] = field(default_factory=Counter)

    @property
    def is_empty(self) -> bool:
        """Tell whether the books say what the list says."""
        return not (self.lowered or self.raised or self.contested or any(note.moves for note in self.credit_notes))

    @property
    def vanishing(self) -> dict[str, int]:
        """Sum what would be settled, in minor units by currency."""
        sums: Counter[str] = Counter()
        for change in self.lowered:
            sums[change.item.currency] += change.lowered_minor
        return dict(sorted(sums.items()))

    def much(self) -> list[str]:
        """Say for each currency where more than a fifth of what is open would be settled."""
        return [
            f"{format_amount(minor, currency)} of {format_amount(self.open_minor[currency], currency)}"
            for currency, minor in self.vanishing.items()
            if minor * 5 > self.open_minor[currency]
        ]

    @property
    def customers(self) -> set[int]:
        """Name the customers whose items or credits change, by id."""
        items = (change.item.customer_id for change in (*self.lowered, *self.raised))
        contested = (item.customer_id for item in self.contested)
        return {*items, *contested, *(note.customer_id for note in self.credit_notes if note.moves)}


def compare_list(work: Work, intake: Intake, on: date, *, whole: bool) -> ListPlan:
    """Compare a list of a day with the books. `whole`: every row could be read, so that what is absent is settled."""
    plan = ListPlan()
    open_rows: list[Item] = list(
        work.books.items.open().claims().filter(item_date__lte=on).select_related("customer").order_by("id")
    )
    for item in open_rows:
        plan.open_minor[item.currency] += item.residual_minor
    _compare_present(work, intake, on, plan)
    _compare_credits(work, intake, on, plan, whole)
    if whole:
        gone = [item for item in open_rows if ("invoice", item.number) not in intake.seen]
        plan.lowered += [Change(item, item.residual_minor, 0, absent=True) for item in gone]
    _compare_disputes(work, intake, plan)
    return plan


def _compare_disputes(work: Work, intake: Intake, plan: ListPlan) -> None:
    """Find what the list is the first to call disputed, and disputes whose credit note it may show.

    An item that had a dispute before is left to the people who resolved it, whatever the list goes on to say.
    """
    said = [item for row, item in intake.items if row.disputed is True and open_of(row) > 0]
    for part in batches(said):
        ids = [item.pk for item in part]
        known = set(work.books.disputes.filter(item__in=ids).values_list("item_id", flat=True))
        plan.contested += [item for item in part if item.pk not in known]
    for changes in batches(plan.lowered):
        waiting = work.books.disputes.awaiting_credit().filter(item__in=[change.item.pk for change in changes])
        for dispute in waiting.order_by("id"):
            plan.upheld[dispute.item_id].append(dispute)


def _compare_present(work: Work, intake: Intake, on: date, plan: ListPlan) -> None:
    told = [(row, item) for row, item in intake.items if row.open_minor is not None or row.settled_on is not None]
    later = _later_money(work, [item.pk for _, item in told], on)
    for row, item in told:
        should = max(0, open_of(row) - later[item.pk])
        change = Change(item, item.residual_minor, should)
        if change.lowered_minor > 0:
            plan.lowered.append(change)
        elif change.lowered_minor < 0:
            plan.raised.append(change)


def _later_money(work: Work, ids: list[int], on: date) -> Counter[int]:
    """Sum what money dated after the list settles of items: the list could not know it."""
    found: Counter[int] = Counter()
    for part in batches(ids):
        rows = work.books.allocations.filter(item__in=part, entry__entry_date__gt=on).exclude(entry__kind="by_list")
        sums: Any = rows.values_list("item_id").annotate(minor=Sum("amount_minor")).order_by()
        found.update({item: int(minor) for item, minor in sums})
    return found


def _compare_credits(work: Work, intake: Intake, on: date, plan: ListPlan, whole: bool) -> None:
    """Compare credits by their numbers; absent ones are used up where a file had brought them."""
    plan.credit_notes += [CreditNote(entries, open_of(row)) for row, entries in intake.credit_notes]
    if not whole:
        return
    freed = {change.item.customer_id for change in plan.raised}  # what is opened again may have been settled by credit
    mine = work.books.entries.filter(kind="credit", entry_date__lte=on).select_related("customer")
    mine = mine.filter(Q(unallocated_minor__gt=0) | Q(customer__in=freed))
    by_number: dict[str, list[Entry]] = defaultdict(list)
    brought = {seq for file in work.books.import_files.in_force() for seq in seqs_of(file)}
    for entry in mine.order_by("id"):
        number = entry.number or (entry.reference if entry.reason == "by_list" else "")
        if number and ("credit", number) not in intake.seen and entry.recorded_seq in brought:
            by_number[number].append(entry)
    plan.credit_notes += [CreditNote(entries, 0) for entries in by_number.values()]
