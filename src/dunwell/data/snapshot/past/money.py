"""Items and unallocated money of a customer as they were, worked out from dated rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dunwell.data.models.entry import SOURCE_KINDS
from dunwell.data.snapshot.past import reads
from dunwell.data.snapshot.past.known import Known
from dunwell.data.snapshot.past.words import Words
from dunwell.policy.facts import ItemRow, MatterRow, UnallocatedRow

ByItem = defaultdict[int, list[Any]]


@dataclass(frozen=True)
class Money:
    """What one customer owed and had paid, as the books knew it."""

    known: Known

    def items(self) -> list[ItemRow]:
        """Give the items with something left of them, or whose upheld dispute awaited its credit note."""
        rows = [self._item(item) for item in self.known.rows(reads.items, on="item_date")]
        return [row for row in rows if row.residual_minor > 0 or row.awaiting_minor > 0]

    def unallocated(self) -> list[UnallocatedRow]:
        """Give money and credits that settled nothing, with the open commitment for which they counted."""
        reserved = self.words.reserved_for()
        return [
            UnallocatedRow(e.customer_id, e.currency, left, reserved.get(e.pk))
            for e, left in self._left
            if left > 0 and e.kind in SOURCE_KINDS
        ]

    def matters(self, asked: set[str]) -> list[MatterRow]:
        """Give what asks a person for work and had not been raised; `asked`: the keys of tasks that there were."""
        entries = [e.pk for e, left in self._left if left > 0 and e.kind in ("payment", "recovery")]
        upheld = [d.pk for d in self._disputes if self._state(d) == "upheld" and self._contested(d) > 0]
        matters = [("allocate", pk) for pk in entries] + [("credit-note", pk) for pk in upheld]
        return [MatterRow(self.known.customer_id, task, pk) for task, pk in matters if f"{task}:{pk}" not in asked]

    @cached_property
    def _allocations(self) -> list[Any]:
        return self.known.rows(reads.allocations, on="allocated_on")

    @cached_property
    def _disputes(self) -> list[Any]:
        return self.known.rows(reads.disputes, on="opened_on")

    @cached_property
    def _left(self) -> list[tuple[Any, int]]:
        """Give each entry with what of it settled nothing."""
        taken = Counter[int]()
        for each in self._allocations:
            taken[each.entry_id] += each.amount_minor
            if each.against_id is not None:
                taken[each.against_id] += each.amount_minor
        entries = self.known.rows(reads.entries, on="entry_date")
        return [(entry, entry.amount_minor - taken[entry.pk]) for entry in entries]

    @cached_property
    def words(self) -> Words:
        """Give the customer's promises and plans."""
        return Words(self.known, self._allocations, self._left)

    def _item(self, item: Any) -> ItemRow:
        known = self.known
        moves = self._moves[item.pk]
        due, extended_on = _due(item, [m for m in moves if not known.had(m.recorded_seq, m.moved_on)], moves)
        opened = sum(known.had(r.recorded_seq, r.reopened_on) for r in self._reopenings[item.pk])
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
            under_way_minor=sum(u.amount_minor for u in self._under_way[item.pk]),
            restart_on=self._restart_on(item, disputes),
            friendly_day=self._friendly_day(item, due, opened),
        )

    @cached_property
    def _moves(self) -> ByItem:
        return _by_item(self.known.all(reads.due_date_changes))

    @cached_property
    def _reopenings(self) -> ByItem:
        return _by_item(self.known.all(reads.reopenings))

    @cached_property
    def _under_way(self) -> ByItem:
        return _by_item(self.known.standing(reads.under_way, on="announced_on"))

    @cached_property
    def _broken(self) -> ByItem:
        return _by_item(self.known.all(reads.broken_covers))

    @cached_property
    def _friendly(self) -> ByItem:
        return _by_item(self.known.standing(reads.friendly_marks))

    def _state(self, dispute: Any) -> str:
        return str(dispute.state) if self.known.ended(dispute) else "open"

    def _contested(self, dispute: Any) -> int:
        """Tell what of a dispute no credit for its item had met since."""
        return int(dispute.amount_minor) - self._credited[dispute.pk]

    @cached_property
    def _credited(self) -> Counter[int]:
        """Lower disputes by the credits for their items, as they came: the upheld ones first, then the open one."""
        credited = Counter[int]()
        for entry, _ in self._left:
            left = entry.amount_minor if entry.kind == "credit" else 0
            met = [d for d in self._disputes if d.item_id == entry.for_item_id and _stood(d, entry)]
            for dispute in sorted(met, key=lambda each: (not _upheld_before(each, entry), each.pk)):
                used = min(left, dispute.amount_minor - credited[dispute.pk])
                credited[dispute.pk] += used
                left -= used
        return credited

    def _restart_on(self, item: Any, disputes: list[Any]) -> date | None:
        rejected = [d.ended_on for d in disputes if self._state(d) == "rejected"]
        broken = self._broken[item.pk]
        days = rejected + [c.commitment.ended_on for c in broken if self.known.ended(c.commitment)]
        return max(days, default=None)

    def _friendly_day(self, item: Any, due: date, opened: int) -> int | None:
        marks = [m for m in self._friendly[item.pk] if m.due_date == due and m.opened == opened]
        return max((m.last_day for m in marks), default=None)


def _by_item(rows: Iterable[Any]) -> ByItem:
    found: ByItem = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found


def _due(item: Any, to_come: list[Any], moves: list[Any]) -> tuple[date, date | None]:
    """Give the due date, and the day it was last moved, before those moves that were still to come."""
    done = [move for move in moves if move not in to_come]
    due = to_come[0].from_date if to_come else item.due_date
    return due, done[-1].moved_on if done else None


def _stood(dispute: Any, entry: Any) -> bool:
    """Tell whether a dispute was there, and not dismissed, when an entry came."""
    dismissed = dispute.state in ("rejected", "withdrawn") and (dispute.ended_seq or 0) < (entry.recorded_seq or 0)
    return (dispute.recorded_seq or 0) <= (entry.recorded_seq or 0) and not dismissed


def _upheld_before(dispute: Any, entry: Any) -> bool:
    return bool(dispute.state == "upheld" and (dispute.ended_seq or 0) < (entry.recorded_seq or 0))
