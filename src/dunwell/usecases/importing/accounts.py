"""What customers owe and have paid, for many customers at once: open items, disputes, money that settles nothing yet.

Four statements, however many customers. What is settled in memory is seen by what is decided next.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dunwell.data.models import Entry, Item
from dunwell.domain.allocation import Match, Source, SourceKind, find_items
from dunwell.domain.disputes import Dispute, DisputeState, disputed_parts
from dunwell.domain.items import ItemKind, OpenItem
from dunwell.queries.payment_references import with_numbers
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.work import Work


@dataclass(slots=True)
class Account:
    """What one customer owes and has paid. Rows are shared with what writes them, so that amounts are as of now."""

    items: dict[int, Item] = field(default_factory=dict)
    loose: dict[int, Entry] = field(default_factory=dict)  # by id; money without one yet, by a key above all ids
    disputes: dict[int, list[Dispute]] = field(default_factory=lambda: defaultdict(list))
    numbers: list[str] = field(default_factory=list)

    def open_items(self) -> list[OpenItem]:
        """Give the open items as the trade sees them."""
        return [self._as_open(item) for item in self.items.values() if item.residual_minor > 0]

    def find(self, money: Source, reference: str, work: Work) -> Match:
        """Find what money settles, by docs/deciding.md, rule 9."""
        waiting = [_source(key, entry) for key, entry in self.loose.items() if entry.unallocated_minor > 0]
        items = self.open_items()
        opened = {item.number for item in items}
        settled = [number for number in self.numbers if number not in opened] if reference else []
        named = with_numbers(work.books, reference)
        return find_items(money, named, items, as_of=work.today, unallocated=waiting, settled_numbers=settled)

    def contest(self, item: int, minor: int) -> None:
        """Note a dispute that is not on record yet."""
        self.disputes[item].append(Dispute(0, minor, DisputeState.OPEN))

    def loose_money(self, currency: str) -> list[Entry]:
        """Give the money, credits left out, that settles nothing yet in a currency, the oldest first."""
        return [entry for entry in self.oldest_loose(currency) if entry.kind != "credit"]

    def oldest_loose(self, currency: str) -> list[Entry]:
        """Give what settles nothing yet in a currency, the oldest first."""
        mine = [(key, e) for key, e in self.loose.items() if e.currency == currency and e.unallocated_minor > 0]
        return [entry for _, entry in sorted(mine, key=lambda each: (each[1].entry_date, each[0]))]

    def _as_open(self, item: Item) -> OpenItem:
        parts = disputed_parts(item.residual_minor, self.disputes.get(item.pk, ()), ())
        return OpenItem(
            item.pk,
            item.number,
            ItemKind(item.kind),
            item.item_date,
            item.due_date,
            item.pk,
            item.currency,
            item.residual_minor,
            parts.disputed_minor,
            parts.awaiting_minor,
        )


def read_accounts(work: Work, customers: Iterable[int]) -> dict[int, Account]:
    """Read the accounts of customers, by id."""
    found = {customer: Account() for customer in sorted(customers)}
    for ids in batches(list(found)):
        _read(work, ids, found)
    return found


def _source(key: int, entry: Entry) -> Source:
    kind = SourceKind.CREDIT if entry.kind == "credit" else SourceKind.MONEY
    return Source(kind, key, entry.entry_date, key, entry.currency, entry.unallocated_minor)


def _read(work: Work, ids: Sequence[int], found: dict[int, Account]) -> None:
    books = work.books
    for item in books.items.filter(customer__in=ids).open():
        found[item.customer_id].items[item.pk] = item
    for entry in books.entries.filter(customer__in=ids).unallocated().select_related("customer"):
        found[entry.customer_id].loose[entry.pk] = entry
    for dispute in books.disputes.filter(customer__in=ids, state__in=("open", "upheld")).order_by("id"):
        left = dispute.amount_minor - dispute.credited_minor
        found[dispute.customer_id].disputes[dispute.item_id].append(
            Dispute(dispute.pk, left, DisputeState(dispute.state))
        )
    for owner, number in books.items.filter(customer__in=ids).values_list("customer_id", "number"):
        found[owner].numbers.append(number)
