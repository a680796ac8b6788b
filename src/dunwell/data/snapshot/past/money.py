"""Items, commitments and unallocated money of a customer as they were, worked out from dated rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dunwell.data.models.entry import SOURCE_KINDS
from dunwell.data.snapshot.past.known import Known
from dunwell.policy.facts import CommitmentRow, CoverRow, ItemRow, MatterRow, UnallocatedRow


@dataclass(frozen=True)
class Money:
    """What one customer owed and had paid, as the books knew it."""

    known: Known

    def items(self) -> list[ItemRow]:
        """Give the items with something left of them, or whose upheld dispute awaited its credit note."""
        rows = [self._item(item) for item in self.known.rows(self.known.books.items, "item_date")]
        return [row for row in rows if row.residual_minor > 0 or row.awaiting_minor > 0]

    def commitments(self) -> list[CommitmentRow]:
        """Give the open promises and plans with the first date not yet met."""
        return [
            CommitmentRow(self.known.customer_id, each.pk, each.kind, self._unmet_on(each), each.grace_days)
            for each in self._open_commitments
        ]

    def covers(self) -> list[CoverRow]:
        """Give what open promises and plans still covered."""
        used = Counter[int]()
        uses = self.known.books.cover_uses.filter(cover__customer=self.known.customer_id)
        for use in uses:
            if self.known.had(use.recorded_seq, use.recorded_on):
                used[use.cover_id] += use.amount_minor
        open_ids = {each.pk for each in self._open_commitments}
        covers = [(c, c.amount_minor - used[c.pk]) for c in self.known.rows(self.known.books.covers)]
        return [
            CoverRow(c.customer_id, c.commitment_id, c.item_id, left)
            for c, left in covers
            if left > 0 and c.commitment_id in open_ids
        ]

    def unallocated(self) -> list[UnallocatedRow]:
        """Give money and credits that settled nothing, with the open commitment for which they counted."""
        open_ids = {each.pk for each in self._open_commitments}
        return [
            UnallocatedRow(e.customer_id, e.currency, left, e.counts_for_id if e.counts_for_id in open_ids else None)
            for e, left in self._left.values()
            if left > 0 and e.kind in SOURCE_KINDS
        ]

    def matters(self, asked: set[str]) -> list[MatterRow]:
        """Give what asks a person for work and had not been raised; `asked`: the keys of tasks that there were."""
        entries = [e.pk for e, left in self._left.values() if left > 0 and e.kind in ("payment", "recovery")]
        upheld = [d.pk for d in self._disputes if self._state(d) == "upheld" and self._contested(d) > 0]
        matters = [("allocate", pk) for pk in entries] + [("credit-note", pk) for pk in upheld]
        return [MatterRow(self.known.customer_id, task, pk) for task, pk in matters if f"{task}:{pk}" not in asked]

    @cached_property
    def _allocations(self) -> list[Any]:
        return self.known.rows(self.known.books.allocations.select_related("entry"), "allocated_on")

    @cached_property
    def _disputes(self) -> list[Any]:
        return self.known.rows(self.known.books.disputes, "opened_on")

    @cached_property
    def _open_commitments(self) -> list[Any]:
        return self.known.standing(self.known.books.commitments, "made_on")

    @cached_property
    def _left(self) -> dict[int, tuple[Any, int]]:
        """Give each entry with what of it settled nothing."""
        taken = Counter[int]()
        for each in self._allocations:
            taken[each.entry_id] += each.amount_minor
        entries = self.known.rows(self.known.books.entries, "entry_date")
        return {e.pk: (e, e.amount_minor - taken[e.pk]) for e in entries}

    def _item(self, item: Any) -> ItemRow:
        known, books = self.known, self.known.books
        moves = list(books.due_date_changes.filter(item=item).order_by("id"))
        due, extended_on = _due(item, [m for m in moves if not known.had(m.recorded_seq, m.moved_on)], moves)
        reopenings = books.reopenings.filter(item=item)
        opened = sum(known.had(r.recorded_seq, r.reopened_on) for r in reopenings)
        disputes = [d for d in self._disputes if d.item_id == item.pk]
        return ItemRow(
            customer_id=item.customer_id,
            item_id=item.pk,
            kind=item.kind,
            currency=item.currency,
            item_date=item.item_date,
            due_date=due,
            extended_on=extended_on,
            opened=opened,
            residual_minor=item.amount_minor - sum(a.amount_minor for a in self._allocations if a.item_id == item.pk),
            disputed_minor=sum(self._contested(d) for d in disputes if self._state(d) == "open"),
            awaiting_minor=sum(self._contested(d) for d in disputes if self._state(d) == "upheld"),
            under_way_minor=sum(
                u.amount_minor for u in known.standing(books.under_way.filter(item=item), "announced_on")
            ),
            restart_on=self._restart_on(item, disputes),
            friendly_day=self._friendly_day(item, due, opened),
        )

    def _state(self, dispute: Any) -> str:
        return str(dispute.state) if self.known.ended(dispute) else "open"

    def _contested(self, dispute: Any) -> int:
        """Tell what of a dispute no credit for its item had met since."""
        credited = sum(
            a.amount_minor
            for a in self._allocations
            if a.item_id == dispute.item_id and a.entry.kind == "credit" and _later(a, dispute)
        )
        return max(0, int(dispute.amount_minor) - max(0, credited))

    def _restart_on(self, item: Any, disputes: list[Any]) -> date | None:
        rejected = [d.ended_on for d in disputes if self._state(d) == "rejected"]
        broken = self.known.books.covers.filter(item=item, commitment__state="broken").select_related("commitment")
        days = rejected + [c.commitment.ended_on for c in broken if self.known.ended(c.commitment)]
        return max(days, default=None)

    def _friendly_day(self, item: Any, due: date, opened: int) -> int | None:
        marks = self.known.books.step_marks.filter(item=item, slot="friendly", due_date=due, opened=opened)
        return max((m.last_day for m in self.known.rows(marks)), default=None)

    def _unmet_on(self, commitment: Any) -> date | None:
        counted = sum(e.counted_minor for e, _ in self._left.values() if e.counts_for_id == commitment.pk)
        if counted >= commitment.amount_minor:
            return None
        wanted = 0
        for instalment in self.known.books.instalments.filter(commitment=commitment).order_by("due_on"):
            wanted += instalment.amount_minor
            if wanted > counted:
                return instalment.due_on  # type: ignore[no-any-return]
        return commitment.on_date  # type: ignore[no-any-return]


def _due(item: Any, to_come: list[Any], moves: list[Any]) -> tuple[date, date | None]:
    """Give the due date, and the day it was last moved, before those moves that were still to come."""
    done = [move for move in moves if move not in to_come]
    due = to_come[0].from_date if to_come else item.due_date
    return due, done[-1].moved_on if done else None


def _later(allocation: Any, dispute: Any) -> bool:
    if allocation.recorded_seq is not None and dispute.recorded_seq is not None:
        return bool(allocation.recorded_seq > dispute.recorded_seq)
    return bool(allocation.allocated_on >= dispute.opened_on)
