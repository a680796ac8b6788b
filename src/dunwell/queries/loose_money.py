"""Money or credit that has not found its invoice, with the invoices it might be for. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.money import digits

SHOWN = 100


def loose_money(company: Company, entry: int) -> dict[str, Any] | None:
    """Tell of an entry what is left of it, in minor units, and what is open of its customer in its currency.

    None where there is no such entry, or nothing is left of it.
    """
    books = Books(company)
    row = books.entries.unallocated().filter(pk=entry).select_related("customer").first()
    if row is None:
        return None
    items = books.items.of_customer(row.customer).open().in_currency(row.currency).oldest_first()[:SHOWN]
    return {
        "entry": row.pk,
        "customer": row.customer_id,
        "name": row.customer.name,
        "kind": row.kind,
        "on": row.entry_date,
        "reference": row.reference or row.number,
        "currency": row.currency,
        "digits": digits(row.currency),
        "left_minor": row.unallocated_minor,
        "items": [
            {"item_id": item.pk, "item": item.number, "due_date": item.due_date, "open_minor": item.residual_minor}
            for item in items
        ],
    }
