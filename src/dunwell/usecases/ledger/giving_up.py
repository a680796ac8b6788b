"""Claims given up: an entry of ours that settles items without money. Knows not why."""

from typing import Any

from dunwell.data.models import Customer, Entry, Item
from dunwell.usecases.ledger.allocating import settle
from dunwell.usecases.work import Work


def give_up(work: Work, customer: Customer, kind: str, parts: list[tuple[Item, int]], reason: str) -> dict[str, Any]:
    """Give up parts of a customer's items, all of one currency, in minor units; `kind` is the entry's.

    Notes it in the journal first. Gives the entry, and what it settled.
    """
    amount = sum(minor for _, minor in parts)
    currency = parts[0][0].currency
    work.note(
        {"amount_minor": amount, "currency": currency, "items": [[item.pk, minor] for item, minor in parts]},
        subject=customer,
        personal={"reason": reason} if reason else None,
    )
    entry: Entry = work.books.entries.create(
        customer=customer,
        kind=kind,
        currency=currency,
        amount_minor=amount,
        unallocated_minor=amount,
        entry_date=work.today,
        reason=reason,
        **work.stamp,
    )
    for item, minor in parts:
        settle(work, entry, item, minor)
    return {
        "entry_id": entry.pk,
        "customer": customer.ref,
        "amount_minor": amount,
        "currency": currency,
        "allocations": [{"item": item.number, "entry_id": entry.pk, "amount_minor": minor} for item, minor in parts],
    }
