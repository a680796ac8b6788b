"""A customer's promises and plans as they stood: counted again by the trade's own rule, from what was on record."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dunwell.data.commitments import came_without_reference, item_numbers
from dunwell.data.snapshot.past import reads
from dunwell.data.snapshot.past.known import Known
from dunwell.domain import promises
from dunwell.domain.instalments import Instalment
from dunwell.policy.facts import CommitmentRow, CoverRow

_ENDED = ("broken", "replaced", "withdrawn")


@dataclass(frozen=True)
class Words:
    """What one customer had promised. left: each entry on record with what of it settled nothing."""

    known: Known
    allocations: list[Any]
    left: list[tuple[Any, int]]

    def commitments(self) -> list[CommitmentRow]:
        """Give the open promises and plans with the first date not yet met."""
        customer = self.known.customer_id
        return [CommitmentRow(customer, row.pk, row.kind, self._unmet_on(row.pk), row.grace_days) for row in self._open]

    def covers(self) -> list[CoverRow]:
        """Give what open promises and plans still covered."""
        return [
            CoverRow(self.known.customer_id, row.pk, cover.item_id, cover.minor)
            for row in self._open
            for cover in self._progress[row.pk].covers
        ]

    def reserved_for(self) -> dict[int, int]:
        """Tell for which open commitment an entry's unallocated money counted: entry id to commitment id."""
        return {entry: row.pk for row in self._open for entry in self._progress[row.pk].unallocated_payment_ids}

    def _unmet_on(self, commitment: int) -> date | None:
        unmet = self._progress[commitment].unmet
        return unmet.due_date if unmet else None

    @cached_property
    def _rows(self) -> list[Any]:
        return self.known.rows(reads.commitments, on="made_on")

    @cached_property
    def _open(self) -> list[Any]:
        """Keep those neither broken, replaced nor withdrawn; one met by its money was kept."""
        return [row for row in self._rows if self._ended(row) is None and self._progress[row.pk].unmet]

    def _ended(self, row: Any) -> int | None:
        return (row.ended_seq or 0) if row.state in _ENDED and self.known.ended(row) else None

    @cached_property
    def _progress(self) -> dict[int, promises.Progress]:
        covers = defaultdict[int, list[promises.Cover]](list)
        for cover in self.known.rows(reads.covers):
            covers[cover.commitment_id].append(promises.Cover(cover.item_id, cover.amount_minor))
        made = [self._made(row, tuple(covers[row.pk])) for row in self._rows]
        return promises.progress(made, [self._seen(entry, minor) for entry, minor in self.left if _is_money(entry)])

    def _made(self, row: Any, covers: tuple[promises.Cover, ...]) -> promises.Commitment:
        dated = reads.instalments(self.known.books, row.pk)
        instalments = tuple(Instalment(each.due_on, each.amount_minor) for each in dated)
        one = (Instalment(row.on_date, row.amount_minor),)
        return promises.Commitment(
            commitment_id=row.pk,
            entry=row.recorded_seq or 0,
            currency=row.currency,
            instalments=instalments or one,
            covers=covers,
            grace_days=row.grace_days,
            ended_entry=self._ended(row),
        )

    def _seen(self, entry: Any, unallocated_minor: int) -> promises.PaymentSeen:
        return promises.PaymentSeen(
            payment_id=entry.pk,
            entry=entry.recorded_seq or 0,
            received_on=entry.entry_date,
            currency=entry.currency,
            settled=tuple(self._settled(entry)),
            unallocated_minor=unallocated_minor,
            without_reference=came_without_reference(entry, self._numbers),
        )

    def _settled(self, entry: Any) -> Iterator[promises.Settled]:
        """Give what an entry had settled, without what was reversed by then."""
        reversed_ids = {each.reverses_id for each in self.allocations if each.reverses_id}
        for each in self.allocations:
            if each.entry_id == entry.pk and each.item_id and not each.reverses_id and each.pk not in reversed_ids:
                yield promises.Settled(each.item_id, each.amount_minor, each.recorded_seq or 0)

    @cached_property
    def _numbers(self) -> list[tuple[int, str]]:
        customer = self.known.customer_id
        return item_numbers(self.known.books, [customer])[customer]


def _is_money(entry: Any) -> bool:
    return entry.kind in ("payment", "recovery", "by_list")
