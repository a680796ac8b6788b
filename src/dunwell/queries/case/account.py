"""What a customer owes on a day, item by item, with the interest that the law gives until then. Reads only."""

from collections import defaultdict
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.law.charging import LateClaim, interest_lines, regime_of
from dunwell.law.governing import governing_law
from dunwell.law.rates_in_use import tables_in_use
from dunwell.law.statutory import Repayment


def law_of(company: Company, row: Customer) -> str:
    """Name the law that governs the customer's claims (docs/deciding.md, rule 6)."""
    return governing_law(
        company_country=company.country,
        customer_country=row.country or None,
        kind=row.kind,
        customer_law=row.law or None,
        company_law=company.law or None,
    )


def account_of(company: Company, row: Customer, on: date) -> list[dict[str, Any]]:
    """List the open items with what was paid, what is left, and statutory interest up to a day, in minor units.

    Interest that was charged as a fee is an item of its own, and is not counted twice: `interest_minor` is what the law
    gives on the principal; `interest` tells how it came about.
    """
    books, law, tables = Books(company), law_of(company, row), tables_in_use()
    paid = _repayments(books, row, on)
    told = []
    for item in books.items.of_customer(row).open().oldest_first():
        claim = LateClaim(item.pk, item.currency, item.due_date, item.amount_minor, tuple(paid[item.pk]))
        regime = regime_of(law, row.kind, claim) if item.kind != "fee" and item.due_date < on else None
        lines = interest_lines(regime, claim, on, tables) if regime else []
        told.append(
            {
                "item": item.number,
                "kind": item.kind,
                "item_date": item.item_date.isoformat(),
                "due_date": item.due_date.isoformat(),
                "currency": item.currency,
                "amount_minor": item.amount_minor,
                "open_minor": item.residual_minor,
                "law": law,
                "interest_minor": sum(line.amount_minor for line in lines),
                "interest": [
                    f"{line.first_date} – {line.last_date}: {line.days} d, {line.percent} %, {line.base_minor}"
                    for line in lines
                ],
            }
        )
    return told


def _repayments(books: Books, row: Customer, on: date) -> dict[int, list[Repayment]]:
    found: dict[int, list[Repayment]] = defaultdict(list)
    rows = books.allocations.in_force().of_customer(row).filter(item__isnull=False, allocated_on__lte=on)
    for each in rows.select_related("entry").order_by("allocated_on", "pk"):
        found[each.item_id].append(Repayment(min(each.entry.entry_date, on), each.amount_minor))
    return found
