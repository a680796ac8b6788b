"""What a customer owes in all: open items less unallocated money and credits, by currency.

Two queries for any number of customers.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Sum

from dunwell.data.books import Books
from dunwell.data.models import Company


def balances(company: Company, refs: Collection[str] | None = None) -> dict[str, dict[str, int]]:
    """Give balances in minor units by customer number and currency; left out: of all customers with any.

    A negative balance is owed to the customer. Named customers are in even where they owe nothing.
    """
    books = Books(company)
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    parts = (
        (books.items.open(), "residual_minor", 1),
        (books.entries.unallocated(), "unallocated_minor", -1),
    )
    for rows, column, sign in parts:
        mine = rows if refs is None else rows.filter(customer__ref__in=refs)
        sums = mine.values("customer__ref", "currency").annotate(minor=Sum(column)).order_by()
        for ref, currency, minor in sums.values_list("customer__ref", "currency", "minor"):
            found[ref][currency] += sign * int(minor)
    told = {ref: dict(sorted(row.items())) for ref, row in sorted(found.items())}
    return told if refs is None else {ref: told.get(ref, {}) for ref in refs}
