"""Promises and plans with the money that came since, read as the trade counts them.

A handful of queries for any number of customers. Counts nothing itself: that is `dunwell.domain.promises.progress`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from dunwell.data.books import Books
from dunwell.data.models import Commitment, Cover, Entry
from dunwell.data.ready import ready
from dunwell.domain import promises
from dunwell.domain.instalments import Instalment
from dunwell.domain.items import named_numbers, number_as_written

ENDED = ("broken", "replaced", "withdrawn")


@dataclass(slots=True)
class CustomerWords:
    """All promises and plans of a customer, as rows and as the trade sees them, and the money since the first."""

    rows: list[Commitment] = field(default_factory=list)
    covers: dict[int, list[Cover]] = field(default_factory=lambda: defaultdict(list))
    commitments: list[promises.Commitment] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    payments: list[promises.PaymentSeen] = field(default_factory=list)

    def progress(self) -> dict[int, promises.Progress]:
        """Count the money for each promise and plan, by its id."""
        return promises.progress(self.commitments, self.payments)


def read_commitments(books: Books, customers: Collection[int] | None = None) -> dict[int, CustomerWords]:
    """Read the promises and plans of these customers (left out: of all), by customer; those without any are not in."""
    words: dict[int, CustomerWords] = defaultdict(CustomerWords)
    for row in _commitments(books, customers):
        words[row.customer_id].rows.append(row)
    if words:
        _read_covers(books, words)
        _add_commitments(books, words)
        _add_payments(books, words)
    return dict(words)


@ready
def _commitments(books: Books, customers: Collection[int] | None) -> Any:
    rows = books.commitments.order_by("id")
    return rows if customers is None else rows.filter(customer__in=customers)


@ready
def _covers(books: Books, customers: list[int]) -> Any:
    return books.covers.filter(customer__in=customers).order_by("id")


def _read_covers(books: Books, words: dict[int, CustomerWords]) -> None:
    for cover in _covers(books, list(words)):
        words[cover.customer_id].covers[cover.commitment_id].append(cover)


def _add_commitments(books: Books, words: dict[int, CustomerWords]) -> None:
    plans = [row.pk for each in words.values() for row in each.rows if row.kind == "plan"]
    dated: dict[int, list[Instalment]] = defaultdict(list)
    if plans:
        for each in books.instalments.filter(commitment__in=plans):
            dated[each.commitment_id].append(Instalment(each.due_on, each.amount_minor))
    for word in words.values():
        for row in word.rows:
            one = (Instalment(row.on_date, row.amount_minor),)
            word.commitments.append(_as_made(row, tuple(dated[row.pk]) or one, word.covers[row.pk]))


def _as_made(row: Commitment, instalments: tuple[Instalment, ...], covers: Iterable[Cover]) -> promises.Commitment:
    return promises.Commitment(
        commitment_id=row.pk,
        entry=row.recorded_seq or 0,
        currency=row.currency,
        instalments=instalments,
        covers=tuple(promises.Cover(cover.item_id, cover.amount_minor) for cover in covers),
        grace_days=row.grace_days,
        ended_entry=row.ended_seq if row.state in ENDED else None,
    )


def _add_payments(books: Books, words: dict[int, CustomerWords]) -> None:
    """Read the money that came, or settled something, since each customer's first promise: the rest counts for none.

    What a complete list shows as settled was money that somebody else booked, and counts too.
    """
    first = {customer: min(each.entry for each in word.commitments) for customer, word in words.items()}
    settled = _settled(books, list(words), min(first.values()))
    money = books.entries.filter(customer__in=list(words), kind__in=("payment", "recovery", "by_list"))
    money = money.filter(Q(recorded_seq__gte=min(first.values())) | Q(pk__in=list(settled)))
    entries = list(money.order_by("id"))
    numbers = item_numbers(books, {entry.customer_id for entry in entries if _asks_for_numbers(entry)})
    for entry in entries:
        word = words[entry.customer_id]
        word.entries.append(entry)
        word.payments.append(
            promises.PaymentSeen(
                payment_id=entry.pk,
                entry=entry.recorded_seq,
                received_on=entry.entry_date,
                currency=entry.currency,
                settled=tuple(settled[entry.pk]),
                unallocated_minor=entry.unallocated_minor,
                without_reference=came_without_reference(entry, numbers[entry.customer_id]),
            )
        )


def _settled(books: Books, customers: list[int], since: int) -> dict[int, list[promises.Settled]]:
    """Read what entries have settled of items since a journal entry; what was reversed is left out."""
    found: dict[int, list[promises.Settled]] = defaultdict(list)
    for entry, item, minor, seq in _allocations(books, customers, since):
        found[entry].append(promises.Settled(item, minor, seq))
    return found


@ready
def _allocations(books: Books, customers: list[int], since: int) -> Any:
    rows = books.allocations.in_force().filter(customer__in=customers, item__isnull=False, recorded_seq__gte=since)
    return rows.order_by("id").values_list("entry_id", "item_id", "amount_minor", "recorded_seq")


def _asks_for_numbers(entry: Entry) -> bool:
    return bool(entry.reference) and entry.unallocated_minor > 0


def item_numbers(books: Books, customers: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """Read the numbers of customers' items, each with the journal entry since which it is known."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if customers:
        items: Any = books.items.filter(customer__in=customers)
        for customer, seq, number in items.values_list("customer_id", "recorded_seq", "number"):
            found[customer].append((seq or 0, number_as_written(number)))
    return found


def came_without_reference(entry: Entry, numbers: list[tuple[int, str]]) -> bool:
    """Tell whether money came without a reference that named anything known when it came (rule 7)."""
    if not entry.reference:
        return True
    known = (number for seq, number in numbers if seq <= (entry.recorded_seq or 0))
    return not named_numbers(entry.reference, known)
