"""What a complete list changes, written: items settled by list, and items that the list opens again.

What is settled is settled by what the customer's account has for it, first the credits that the list shows as used,
then money that settled nothing yet; only the rest is settled by list. So nothing counts twice.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dunwell.data.models import Allocation, Dispute, Entry
from dunwell.ports import RowProblem
from dunwell.usecases.importing.accounts import Account, read_accounts
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.importing.open_list import GIVEN_UP, Change, ListPlan
from dunwell.usecases.importing.pen import Pen
from dunwell.usecases.importing.settling import settle_words
from dunwell.usecases.importing.told import row_problem
from dunwell.usecases.ledger.arrivals import arrive
from dunwell.usecases.work import Work


@dataclass(slots=True)
class Written:
    """What came of a list: its changes as facts, and what could not be opened again."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def count(self, what: str) -> int:
        """Count the changes of a sort."""
        return sum(change["what"] == what for change in self.changes)


SORTS = ("settled", "part_settled", "reopened", "credit_used", "credit_back", "contested", "credited")

UPHELD = "the list shows the credit of an upheld dispute"


def write_list(work: Work, file: str, plan: ListPlan, on: date) -> Written:
    """Write what a list of a day changes, once `work.note` has been called."""
    writer = _Writer(work, file, on, read_accounts(work, plan.customers))
    writer.raise_items(plan)
    writer.weigh_credits(plan)
    writer.lower_items(plan)
    writer.settle_credits()
    writer.contest_items(plan)
    writer.finish(plan.customers)
    return writer.written


@dataclass(slots=True)
class _Used:
    """A credit that the list shows as used by so much, and what of that has found no item yet."""

    entry: Entry
    minor: int
    left_minor: int


class _Writer:
    """The list of one day being written."""

    def __init__(self, work: Work, file: str, on: date, accounts: dict[int, Account]) -> None:
        self._work, self._file, self._on, self._accounts = work, file, on, accounts
        self._pen = Pen(work)
        self._came: dict[int, int] = defaultdict(int)
        self._used: dict[tuple[int, str], list[_Used]] = defaultdict(list)
        self._back: list[tuple[Entry, int]] = []
        self.written = Written()

    def raise_items(self, plan: ListPlan) -> None:
        """Open items again by as much as the list says: first what lists had settled, then money and credits."""
        settled = self._settlements([change.item.pk for change in plan.raised])
        for change in plan.raised:
            wanted = -change.lowered_minor
            item = self._pen.same_item(change.item)
            was_settled, left = item.residual_minor == 0, wanted
            for allocation in settled[item.pk]:
                minor = min(left, allocation.amount_minor)
                if minor:
                    self._take_back(allocation, minor)
                    left -= minor
            if left < wanted:
                if was_settled:  # one that was open all along keeps the steps that it has had
                    self._pen.reopen(item, "by_list", self._on)
                self._tell(change, "reopened", change.to_minor - left)
            if left:
                self.written.problems.append(self._given_up(change, left))

    def weigh_credits(self, plan: ListPlan) -> None:
        """Find by how much credits are used up or open again, now that what settled too much is free of it."""
        for note in plan.credit_notes:
            account = self._accounts.get(note.customer_id)
            if account is None:
                continue
            entries = [account.loose.get(entry.pk, entry) for entry in note.entries]
            surplus = sum(entry.unallocated_minor for entry in entries) - note.to_minor
            if surplus < 0:
                self._back.append((note.entries[0], -surplus))
            for entry in entries:
                minor = min(entry.unallocated_minor, surplus)
                if minor > 0:
                    self._used[note.customer_id, entry.currency].append(_Used(entry, minor, minor))
                    surplus -= minor

    def lower_items(self, plan: ListPlan) -> None:
        """Settle what the list leaves out or lowers."""
        for change in plan.lowered:
            account = self._accounts[change.item.customer_id]
            item = self._pen.same_item(account.items.get(change.item.pk, change.item))
            left = change.lowered_minor
            for each in self._used[item.customer_id, item.currency]:
                used = self._settle(each.entry, item, min(left, each.left_minor))
                left, each.left_minor = left - used, each.left_minor - used
            for entry in account.loose_money(item.currency):
                if entry.entry_date <= self._on:
                    left -= self._settle(entry, item, min(left, entry.unallocated_minor))
            left -= self._credit_upheld(plan.upheld.get(item.pk, []), change, item, left)
            if left:
                self._settle(self._by_list(item, left), item, left)
            self._tell(change, "settled" if change.to_minor == 0 else "part_settled", change.to_minor)

    def _credit_upheld(self, waiting: list[Dispute], change: Change, item: Any, left: int) -> int:
        """Take for credited what was upheld, where the list lowers an item by just that, or leaves it out."""
        awaited = sum(dispute.amount_minor - dispute.credited_minor for dispute in waiting)
        minor = min(left, awaited)
        if not minor or (change.to_minor and change.lowered_minor != awaited):
            return 0
        self._settle(self._entered(item, minor, kind="credit", for_item=item, reason=UPHELD), item, minor)
        self._tell(change, "credited", change.to_minor)
        left = minor
        for dispute in waiting:
            used = min(left, dispute.amount_minor - dispute.credited_minor)
            dispute.credited_minor, left = dispute.credited_minor + used, left - used
            dispute.save(update_fields=["credited_minor"])
        return minor

    def settle_credits(self) -> None:
        """Take out of the books what is left of credits that the list no longer has; bring back what it has again."""
        for each in (used for mine in self._used.values() for used in mine):
            if each.left_minor:
                self._pen.undo(self._pen.same(each.entry), each.left_minor, self._on)
            self._tell_credit(each.entry, each.minor, "credit_used")
        for entry, minor in self._back:
            self._tell_credit(entry, minor, "credit_back")
            self._pen.enter(
                customer_id=entry.customer_id,
                kind="credit",
                currency=entry.currency,
                amount_minor=minor,
                entry_date=self._on,
                reference=entry.number or entry.reference,
                reason="by_list",
            )

    def contest_items(self, plan: ListPlan) -> None:
        """Dispute what the list is the first to call disputed, for what is open of it."""
        for item in map(self._pen.same_item, plan.contested):
            if item.residual_minor:
                left: dict[str, Any] = {"amount_minor": item.residual_minor, "opened_on": self._work.today}
                self._work.books.disputes.create(customer_id=item.customer_id, item=item, **left, **self._work.stamp)
                self._tell(Change(item, item.residual_minor, item.residual_minor), "contested", item.residual_minor)

    def finish(self, customers: set[int]) -> None:
        """Write what was collected, and let promises and what was under way follow."""
        self._pen.write()
        arrive(self._work, self._came)
        settle_words(self._work, customers)

    def _settlements(self, ids: list[int]) -> dict[int, list[Allocation]]:
        """Read what settled items and could be taken back: by lists first, then the newest first."""
        found: dict[int, list[Allocation]] = defaultdict(list)
        for part in batches(ids):
            rows = self._work.books.allocations.in_force().filter(item__in=part, entry__entry_date__lte=self._on)
            for row in rows.exclude(entry__kind__in=GIVEN_UP).select_related("entry", "item").order_by("-id"):
                found[row.item_id].append(row)
        for mine in found.values():
            mine.sort(key=lambda row: row.entry.kind != "by_list")
        return found

    def _take_back(self, allocation: Allocation, minor: int) -> None:
        entry = self._accounts[allocation.customer_id].loose.setdefault(allocation.entry_id, allocation.entry)
        allocation.entry = entry
        self._pen.reverse(allocation, minor, self._on)
        if entry.kind == "by_list":
            self._pen.undo(entry, minor, self._on)

    def _settle(self, entry: Entry, item: Any, minor: int) -> int:
        if minor > 0:
            self._pen.settle(self._pen.same(entry), item, minor, self._on)
            if entry.kind != "credit":
                self._came[item.pk] += minor
        return max(0, minor)

    def _by_list(self, item: Any, minor: int) -> Entry:
        return self._entered(item, minor, kind="by_list")

    def _entered(self, item: Any, minor: int, **values: Any) -> Entry:
        return self._pen.enter(
            customer_id=item.customer_id,
            currency=item.currency,
            amount_minor=minor,
            entry_date=self._on,
            reference=item.number,
            **values,
        )

    def _tell(self, change: Change, what: str, to_minor: int) -> None:
        item = change.item
        self.written.changes.append(
            {
                "what": what,
                "item": item.number,
                "customer": item.customer.ref,
                "currency": item.currency,
                "from_minor": change.from_minor,
                "to_minor": to_minor,
            }
        )

    def _tell_credit(self, entry: Entry, minor: int, what: str) -> None:
        self.written.changes.append(
            {
                "what": what,
                "item": entry.number or entry.reference,
                "customer": entry.customer.ref,
                "currency": entry.currency,
                "amount_minor": minor,
            }
        )

    def _given_up(self, change: Change, left: int) -> RowProblem:
        said = (
            "given_up_but_open",
            f"{change.item.number} is open in the list by as much as was written off or waived here",
            "Undo the write-off with `dunwell write-off --undo`, or correct the list",
        )
        return row_problem(self._file, None, "open", left, said)
