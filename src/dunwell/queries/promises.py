"""Promises and plans with what became of each, and how customers keep their word.

A handful of statements for any number of customers. Reads only.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from dunwell.data.books import Books
from dunwell.data.commitments import CustomerWords, read_commitments
from dunwell.data.models import Company, Customer
from dunwell.domain.promise_record import Rates, Word, became, rates

Facts = dict[str, Any]


def words_of(books: Books, customers: Collection[int] | None = None) -> dict[int, list[tuple[Any, Word]]]:
    """Give the promises and plans of these customers (left out: of all) as rows, each with what became of it."""
    return {customer: _words(words) for customer, words in read_commitments(books, customers).items()}


def _words(words: CustomerWords) -> list[tuple[Any, Word]]:
    progress, made = words.progress(), {each.commitment_id: each for each in words.commitments}
    found = []
    for row in words.rows:
        kept = became(row.state, made[row.pk].instalments, progress[row.pk].received)
        found.append((row, Word(kept, row.currency, row.amount_minor, row.counted_minor)))
    return found


def promise_facts(company: Company, customer: str | None = None) -> Facts:
    """List promises and plans, of one customer or of all, and the rates of each customer and currency."""
    books = Books(company)
    wanted = books.customers.filter(ref=customer) if customer else books.customers.all()
    names = dict(wanted.values_list("pk", "ref"))
    return _facts(names, words_of(books, list(names) if customer else None))


def promise_facts_of(books: Books, customer: Customer) -> Facts:
    """List the same of a customer whose row was read."""
    return _facts({customer.pk: customer.ref}, words_of(books, [customer.pk]))


def _facts(names: dict[int, str], found: dict[int, list[tuple[Any, Word]]]) -> Facts:
    return {
        "promises": [_told(names[pk], *each) for pk, words in found.items() for each in words],
        "rates": [_rate(names[pk], currency, each) for pk, words in found.items() for currency, each in _rates(words)],
    }


def _rates(words: list[tuple[Any, Word]]) -> list[tuple[str, Rates]]:
    by_currency: dict[str, list[Word]] = defaultdict(list)
    for _, word in words:
        by_currency[word.currency].append(word)
    return [(currency, rates(each)) for currency, each in sorted(by_currency.items())]


def _told(customer: str, row: Any, word: Word) -> Facts:
    return {
        "number": row.pk,
        "customer": customer,
        "kind": row.kind,
        "became": word.became.value,
        "made_on": row.made_on.isoformat(),
        "on_date": row.on_date.isoformat(),
        "currency": row.currency,
        "amount_minor": row.amount_minor,
        "counted_minor": row.counted_minor,
        "method": " ".join(part for part in (row.method, row.number) if part),
        "said_by": row.said_by,
        "call": row.call_id,
    }


def _rate(customer: str, currency: str, each: Rates) -> Facts:
    return {
        "customer": customer,
        "currency": currency,
        "judged": each.judged,
        "kept_percent": each.by_count,
        "kept_percent_of_amount": each.by_amount,
    }
