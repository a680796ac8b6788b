"""A customer's open items as the trade sees them: what is left, what of it is disputed, what awaits a credit note.

Changes nothing. Does not know what will settle them.
"""

from collections import defaultdict
from collections.abc import Iterable

from dunwell.data.models import Customer, Entry, Item
from dunwell.domain.allocation import Source, SourceKind
from dunwell.domain.disputes import Dispute, DisputedParts, DisputeState, disputed_parts
from dunwell.domain.items import ItemKind, OpenItem
from dunwell.usecases.work import Work


def open_rows(work: Work, customer: Customer) -> dict[int, Item]:
    """Read the rows of a customer's items of which something is left, by id."""
    return {item.pk: item for item in work.books.items.of_customer(customer).open()}


def open_items(work: Work, customer: Customer, rows: Iterable[Item] | None = None) -> list[OpenItem]:
    """Give a customer's open items, or those of the given rows, with the parts that are disputed or await a credit."""
    items = list(open_rows(work, customer).values()) if rows is None else list(rows)
    contested = _disputes(work, customer) if items else {}
    return [_open_item(item, contested.get(item.pk, [])) for item in items]


def disputed_of(work: Work, item: Item) -> DisputedParts:
    """Tell what is disputed of one item, and what awaits a credit note."""
    return disputed_parts(item.residual_minor, _disputes(work, item.customer).get(item.pk, []), ())


def unallocated_entries(work: Work, customer: Customer, currency: str) -> list[Entry]:
    """Read a customer's money and credits that settle nothing yet, the oldest first."""
    return list(work.books.entries.of_customer(customer).unallocated().in_currency(currency).oldest_first())


def as_source(entry: Entry) -> Source:
    """Give what is unallocated of an entry as something that can settle items."""
    kind = SourceKind.CREDIT if entry.kind == "credit" else SourceKind.MONEY
    return Source(kind, entry.pk, entry.entry_date, entry.pk, entry.currency, entry.unallocated_minor)


def _disputes(work: Work, customer: Customer) -> dict[int, list[Dispute]]:
    """Read what is left of the disputes that stand, by item: credits since then are taken off in the books."""
    found: dict[int, list[Dispute]] = defaultdict(list)
    standing = work.books.disputes.of_customer(customer).filter(state__in=("open", "upheld"))
    for dispute in standing.order_by("id"):
        left = dispute.amount_minor - dispute.credited_minor
        found[dispute.item_id].append(Dispute(dispute.pk, left, DisputeState(dispute.state)))
    return found


def _open_item(item: Item, disputes: list[Dispute]) -> OpenItem:
    parts = disputed_parts(item.residual_minor, disputes, ())
    return OpenItem(
        item_id=item.pk,
        number=item.number,
        kind=ItemKind(item.kind),
        item_date=item.item_date,
        due_date=item.due_date,
        entry=item.pk,
        currency=item.currency,
        residual_minor=item.residual_minor,
        disputed_minor=parts.disputed_minor,
        awaiting_minor=parts.awaiting_minor,
    )
