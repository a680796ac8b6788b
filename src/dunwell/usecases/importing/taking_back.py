"""An import taken back: what it brought is reversed by entries, never removed, and numbers are free again.

What settled its items without belonging to it is unallocated again. Customers, people and addresses stay. Knows not
whether it may be taken back: `standing_on` does.
"""

from collections.abc import Iterable, Sequence

from dunwell.data.models import Allocation, Entry, ImportFile, Item
from dunwell.domain.items import taken_back_number
from dunwell.usecases.importing.batching import BATCH, batches
from dunwell.usecases.importing.pen import UPDATED, Pen
from dunwell.usecases.importing.settling import settle_words
from dunwell.usecases.work import Work

LONGEST_NUMBER = 200
SETTLING = ("payment", "recovery", "credit")


class Undoing:
    """One import being taken back, by the journal entries under which it came in."""

    def __init__(self, work: Work, file: ImportFile, seqs: Sequence[int]) -> None:
        self._work, self._file, self._seqs, self._pen = work, file, seqs, Pen(work)
        books = work.books
        self._items: list[Item] = list(books.items.filter(recorded_seq__in=seqs).order_by("id"))
        self._entries: list[Entry] = list(books.entries.filter(recorded_seq__in=seqs).order_by("id"))
        self._own = {entry.pk: entry for entry in self._entries}
        self._mine = {item.pk: item for item in self._items}
        self.customers: set[int] = {item.customer_id for item in self._items}
        self.customers |= {entry.customer_id for entry in self._entries}

    def take_back(self) -> dict[str, int]:
        """Take everything back that the import brought, and count it."""
        self._end_words()
        again = self._reversed()
        freed = self._reverse_allocations()
        self._settle_again(again)
        self._give_credits_back()
        for item in self._items:
            self._void(item)
        for entry in self._entries:
            if entry.kind in SETTLING and entry.unallocated_minor:
                self._pen.undo(self._pen.same(entry), entry.unallocated_minor, self._work.today)
        self._pen.write()
        self._await_again()
        self._end_discounts()
        self._free_numbers()
        self._restore_customers()
        settle_words(self._work, self.customers)
        return {"items": len(self._items), "entries": len(self._entries), "freed": freed}

    def _reverse_allocations(self) -> int:
        """Take back what the import's entries settled, and what others settled of its items."""
        mine = self._work.books.allocations.in_force().filter(item__isnull=False)
        rows: dict[int, Allocation] = {}
        for filtered in (
            mine.filter(recorded_seq__in=self._seqs),
            *(mine.filter(entry__in=part) for part in batches(sorted(self._own))),
            *(mine.filter(item__in=part) for part in batches(sorted(self._mine))),
        ):
            rows.update({row.pk: row for row in filtered.select_related("entry", "item")})
        for row in sorted(rows.values(), key=lambda each: each.pk):
            row.entry = self._pen.same(self._own.get(row.entry_id, row.entry))
            row.item = self._pen.same_item(self._mine.get(row.item_id or 0, row.item))  # type: ignore[arg-type]
            self._pen.reverse(row, row.amount_minor, self._work.today)
            self.customers.add(row.customer_id)
            if row.entry.kind not in SETTLING:
                self._pen.undo(row.entry, row.amount_minor, self._work.today)
        return sum(row.entry_id not in self._own for row in rows.values())

    def _reversed(self) -> list[Allocation]:
        """Read what a list opened again: the allocations that it reversed."""
        undone = self._work.books.allocations.filter(recorded_seq__in=self._seqs, reverses__isnull=False)
        rows = undone.select_related("reverses__entry", "reverses__item").order_by("id")
        return [row.reverses for row in rows]

    def _settle_again(self, again: Iterable[Allocation]) -> None:
        """Settle what a list had opened again: by the same money where it is there, else by list as before."""
        for row in again:
            if row.item is None or row.item_id in self._mine:
                continue
            item, entry = self._pen.same_item(row.item), self._pen.same(row.entry)
            minor = min(row.amount_minor, item.residual_minor)
            own = min(minor, entry.unallocated_minor) if entry.kind in SETTLING else 0
            if own:
                self._pen.settle(entry, item, own, row.allocated_on)
            if minor > own:
                known = {"currency": item.currency, "entry_date": entry.entry_date, "reference": item.number}
                made = self._pen.enter(customer_id=item.customer_id, kind="by_list", amount_minor=minor - own, **known)
                self._pen.settle(made, item, minor - own, row.allocated_on)
            self.customers.add(item.customer_id)

    def _give_credits_back(self) -> None:
        """Bring back the credits that a list had shown to be used up."""
        takers = [entry.pk for entry in self._entries if entry.kind == "undo"]
        taken = self._work.books.allocations.filter(entry__in=takers, against__kind="credit")
        for row in taken.select_related("against").order_by("id"):
            credit = row.against
            self._pen.enter(
                customer_id=credit.customer_id,
                kind="credit",
                currency=credit.currency,
                amount_minor=row.amount_minor,
                entry_date=credit.entry_date,
                reference=credit.number or credit.reference,
                reason="by_list",
            )

    def _void(self, item: Item) -> None:
        own = self._pen.same_item(item)
        if own.residual_minor:
            void = self._pen.enter(
                customer_id=own.customer_id,
                kind="voided",
                currency=own.currency,
                amount_minor=own.residual_minor,
                entry_date=self._work.today,
                reference=own.number,
            )
            self._pen.settle(void, own, own.residual_minor)

    def _await_again(self) -> None:
        """Let disputes wait again for the credits that are taken back."""
        for entry in self._entries:
            left = entry.amount_minor if entry.kind == "credit" and entry.for_item_id else 0
            credited = self._work.books.disputes.filter(item=entry.for_item_id, credited_minor__gt=0) if left else ()
            for dispute in sorted(credited, key=lambda each: -each.pk):
                back = min(left, dispute.credited_minor)
                dispute.credited_minor, left = dispute.credited_minor - back, left - back
                dispute.save(update_fields=["credited_minor"])

    def _end_discounts(self) -> None:
        """End the discounts that the import's money had earned; their credits are among its entries."""
        for part in batches(sorted(self._own)):
            taken = self._work.books.discounts_taken.standing().filter(entry__in=part)
            taken.update(ended_on=self._work.today, ended_seq=self._work.seq)

    def _free_numbers(self) -> None:
        """Give what was taken back other numbers, so that the right file can bring the real ones."""
        for item in self._items:
            item.number = taken_back_number(item.number, self._file.pk, LONGEST_NUMBER)
        self._work.books.items.bulk_update(self._items, ["number"], batch_size=UPDATED)
        numbered = [entry for entry in self._entries if entry.number]
        for entry in numbered:
            entry.number = taken_back_number(entry.number, self._file.pk, LONGEST_NUMBER)
        self._work.books.entries.bulk_update(numbered, ["number"], batch_size=UPDATED)

    def _end_words(self) -> None:
        """End what was said of the import's items, and what it took over itself."""
        books, seqs, end = self._work.books, self._seqs, {"ended_on": self._work.today, "ended_seq": self._work.seq}
        items = list(self._mine)
        covering = books.covers.filter(item__in=items).values_list("commitment_id", flat=True)
        for promises in (books.commitments.filter(recorded_seq__in=seqs), books.commitments.filter(pk__in=covering)):
            self.customers.update(promises.open().values_list("customer_id", flat=True))
            promises.open().update(state="withdrawn", **end)
        for disputes in (books.disputes.filter(recorded_seq__in=seqs), books.disputes.filter(item__in=items)):
            self.customers.update(disputes.filter(state__in=OPEN_STATES).values_list("customer_id", flat=True))
            disputes.filter(state__in=OPEN_STATES).update(state="withdrawn", **end)
        books.under_way.filter(item__in=items, state="open").update(state="withdrawn", **end)
        placements = books.placements.standing().filter(recorded_seq__in=seqs)
        self.customers.update(placements.values_list("customer_id", flat=True))
        placements.update(**end)

    def _restore_customers(self) -> None:
        """Give customers back what the import had changed of them."""
        before = {int(key): was for key, was in self._file.before.items()}
        rows = self._work.books.locked(before)
        for customer in rows:
            for name, value in before[customer.pk].items():
                setattr(customer, name, value)
        fields = sorted({name for was in before.values() for name in was})
        if fields:
            self._work.books.customers.bulk_update(rows, fields, batch_size=BATCH)
        self.customers.update(before)


OPEN_STATES = ("open", "upheld")
