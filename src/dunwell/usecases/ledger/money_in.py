"""Money that comes in: which items it settles, and what follows for promises and for what was under way.

Source: docs/deciding.md, rule 9. Does not know whether a payment, an agency or a court brought it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.data.models import Customer, Entry, Item
from dunwell.domain.allocation import Match, Source, SourceKind, find_items
from dunwell.queries.payment_references import with_numbers
from dunwell.usecases.ledger.allocating import settle
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.arrivals import arrive
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.early_payment import take_discounts
from dunwell.usecases.ledger.open_items import as_source, open_items, open_rows, unallocated_entries
from dunwell.usecases.ledger.texts import check_not_ahead, check_text
from dunwell.usecases.work import Answer, Work

NOT_YET = 0  # the id of money that is not on record yet


@dataclass(frozen=True, slots=True)
class MoneyIn:
    """Money as it came: its kind as an entry, minor units, value date, and what the payer wrote."""

    kind: str
    amount_minor: int
    currency: str
    received_on: date
    reference: str = ""

    def as_source(self) -> Source:
        """Give the money as a source that is not on record yet, the newest of all."""
        return Source(SourceKind.MONEY, NOT_YET, self.received_on, NOT_YET, self.currency, self.amount_minor)


def post_money(work: Work, customer: Customer, money: MoneyIn) -> Answer:
    """Put money on record and let it find its items. Raises Refused `not_positive`, UserError `too_long`."""
    check_amount(money.amount_minor, money.currency)
    check_text("reference", money.reference, 500)
    check_not_ahead(work, money.received_on, "value date")
    rows = open_rows(work, customer)
    waiting = {entry.pk: entry for entry in unallocated_entries(work, customer, money.currency)}
    match = _find(work, customer, money, rows, waiting)
    entry = put_on_record(work, customer, money, _found(match))
    done = _settle(work, match, {NOT_YET: entry, **waiting}, rows)
    arrive(work, _money_by_item(match))
    discounts = take_discounts(work, dict.fromkeys((each.item.item_id for each in match.allocations), entry))
    return {
        "entry_id": entry.pk,
        "customer": customer.ref,
        "amount_minor": money.amount_minor,
        "currency": money.currency,
        "basis": match.basis.value,
        "allocations": done,
        **({"discounts": discounts} if discounts else {}),
        "unallocated_minor": entry.unallocated_minor,
        "commitments": refresh_commitments(work, customer),
    }


def _find(work: Work, customer: Customer, money: MoneyIn, rows: dict[int, Item], waiting: dict[int, Entry]) -> Match:
    settled: list[str] = []
    if money.reference:
        of_customer = work.books.items.of_customer(customer)
        settled = list(of_customer.filter(residual_minor=0).values_list("number", flat=True))
    return find_items(
        money.as_source(),
        with_numbers(work.books, money.reference),
        open_items(work, customer, rows.values()),
        as_of=work.today,
        unallocated=[as_source(entry) for entry in waiting.values()],
        settled_numbers=settled,
    )


def put_on_record(work: Work, customer: Customer, money: MoneyIn, facts: Mapping[str, Any]) -> Entry:
    """Note money in the journal, with what is known of it, and keep it as an entry that settles nothing yet."""
    came = {"amount_minor": money.amount_minor, "currency": money.currency, "received_on": money.received_on}
    work.note({**came, **facts}, subject=customer, personal={"reference": money.reference} if money.reference else None)
    entry: Entry = work.books.entries.create(
        customer=customer,
        kind=money.kind,
        currency=money.currency,
        amount_minor=money.amount_minor,
        unallocated_minor=money.amount_minor,
        entry_date=money.received_on,
        reference=money.reference,
        **work.stamp,
    )
    return entry


def _settle(work: Work, match: Match, entries: dict[int, Entry], rows: dict[int, Item]) -> list[dict[str, Any]]:
    done = []
    for found in match.allocations:
        entry, item = entries[found.source.source_id], rows[found.item.item_id]
        settle(work, entry, item, found.minor)
        done.append({"item": item.number, "entry_id": entry.pk, "amount_minor": found.minor})
    return done


def _money_by_item(match: Match) -> dict[int, int]:
    """Sum what the money itself, or money that waited, settles of each item; credits bring nothing."""
    came: dict[int, int] = defaultdict(int)
    for each in match.allocations:
        if each.source.kind is SourceKind.MONEY:
            came[each.item.item_id] += each.minor
    return came


def _found(match: Match) -> dict[str, Any]:
    allocations = [[each.source.source_id, each.item.item_id, each.minor] for each in match.allocations]
    return {"basis": match.basis.value, "allocations": allocations}
