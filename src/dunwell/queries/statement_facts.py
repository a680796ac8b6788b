"""Statements of account and summaries of invoices as facts: a handful of queries for any number of customers.

They show the books as they stand; `as_of` counts the days late. Reads only; knows no words.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Sum

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.papers import (
    CurrencyAccount,
    InvoiceFacts,
    MessageFacts,
    Movement,
    MovementKind,
    PaperItem,
    StatementFacts,
    StatementItem,
)
from dunwell.queries.letterhead import writer_of
from dunwell.queries.message_facts import debtor_of, policies_now, postal_addresses
from dunwell.queries.payment_references import references_of_customers, references_of_items
from dunwell.queries.policy_in_force import policy_in

SHOWN_DAYS = 90
"""So many days of movements stand on a statement."""

# How each entry moves the account: its kind on paper, and its sign.
_MOVES: dict[str, tuple[MovementKind, int]] = {
    "payment": ("payment", -1),
    "recovery": ("payment", -1),
    "credit": ("credit", -1),
    "by_list": ("payment", -1),
    "write_off": ("write_off", -1),
    "waiver": ("write_off", -1),
    "undo": ("write_off", 1),
    "refund": ("refund", 1),
    "chargeback": ("chargeback", 1),
}


def statement_facts(company: Company, languages: Mapping[int, str], as_of: date) -> dict[int, StatementFacts]:
    """Gather the statements of customers, by id; `languages` says whose, and in which language each."""
    books, ids = Books(company), list(languages)
    since = as_of - timedelta(days=SHOWN_DAYS)
    writer, postal = writer_of(company), postal_addresses(books, ids)
    accounts, banners = _accounts(books, ids, since, as_of), _banners(company, ids)
    references = references_of_customers(books, ids)
    return {
        customer.pk: StatementFacts(
            company=writer.company,
            customer=debtor_of(customer, postal.get(customer.pk, "")),
            language=languages[customer.pk],
            as_of=as_of,
            accounts=accounts.get(customer.pk, ()),
            sender=writer.sender,
            since=since,
            payment=writer.payment,
            banner=banners.get(customer.pk, ""),
            references=references.get(customer.pk, ()),
        )
        for customer in books.customers.filter(pk__in=ids)
    }


def invoice_facts(message: MessageFacts, item: PaperItem, movements: tuple[Movement, ...] = ()) -> InvoiceFacts:
    """Give one invoice that a message asks for; its copy bears the banner from the account hold on."""
    return InvoiceFacts(
        company=message.company,
        customer=message.customer,
        language=message.language,
        as_of=message.as_of,
        item=item,
        sender=message.sender,
        movements=movements,
        payment=message.payment,
        banner=message.banner if message.consequences.on_hold else "",
    )


def movements_of(company: Company, numbers: Collection[str]) -> dict[str, tuple[Movement, ...]]:
    """Gather what settled items or opened them again, by number of the item."""
    rows = (
        Books(company)
        .allocations.filter(item__number__in=numbers)
        .select_related("entry", "item")
        .order_by("allocated_on", "id")
    )
    found: dict[str, list[Movement]] = defaultdict(list)
    for row in rows:
        kind, _ = _MOVES.get(row.entry.kind, ("payment", -1))
        found[row.item.number].append(Movement(row.allocated_on, kind, -row.amount_minor, row.entry.number))
    return {number: tuple(moves) for number, moves in found.items()}


def _accounts(books: Books, ids: list[int], since: date, until: date) -> dict[int, tuple[CurrencyAccount, ...]]:
    items, moves = _items(books, ids), _movements(books, ids, since, until)
    credit = _credit(books, ids)
    found: dict[int, list[CurrencyAccount]] = defaultdict(list)
    for customer, currency in sorted({*items, *moves, *credit}):
        key = customer, currency
        account = CurrencyAccount(currency, tuple(items[key]), tuple(moves[key]), credit.get(key, 0))
        found[customer].append(account)
    return {customer: tuple(accounts) for customer, accounts in found.items()}


def _items(books: Books, ids: list[int]) -> dict[tuple[int, str], list[StatementItem]]:
    disputed = dict(
        books.disputes.open()
        .filter(customer__in=ids)
        .values_list("item_id")
        .annotate(minor=Sum(F("amount_minor") - F("credited_minor")))
    )
    found: dict[tuple[int, str], list[StatementItem]] = defaultdict(list)
    rows = list(books.items.filter(customer__in=ids).open().oldest_first())
    references = references_of_items(books, [row.pk for row in rows])
    for row in rows:
        item = StatementItem(
            row.number,
            row.item_date,
            row.due_date,
            row.amount_minor,
            row.residual_minor,
            row.kind,
            disputed.get(row.pk, 0),
            references.get(row.pk, ()),
        )
        found[row.customer_id, row.currency].append(item)
    return found


def _movements(books: Books, ids: list[int], since: date, until: date) -> dict[tuple[int, str], list[Movement]]:
    found: dict[tuple[int, str], list[Movement]] = defaultdict(list)
    moving = books.entries.filter(customer__in=ids, kind__in=_MOVES)  # an import taken back is no movement
    for row in moving.filter(entry_date__gte=since, entry_date__lte=until).order_by("id"):
        kind, sign = _MOVES[row.kind]
        move = Movement(row.entry_date, kind, sign * row.amount_minor, row.number or row.reference)
        found[row.customer_id, row.currency].append(move)
    for row in books.items.fees().filter(customer__in=ids, item_date__gte=since, item_date__lte=until):
        found[row.customer_id, row.currency].append(Movement(row.item_date, "fee", row.amount_minor, row.number))
    for moves in found.values():
        moves.sort(key=lambda move: move.on)
    return found


def _credit(books: Books, ids: list[int]) -> dict[tuple[int, str], int]:
    rows = books.entries.filter(customer__in=ids).unallocated()
    sums: Any = rows.values_list("customer_id", "currency").annotate(minor=Sum("unallocated_minor")).order_by()
    return {(customer, currency): int(minor) for customer, currency, minor in sums}


def _banners(company: Company, ids: list[int]) -> dict[int, str]:
    """Give the banner of each customer that has one: of its stage, or of the hold."""
    books = Books(company)
    holds = set(books.holds.standing().filter(customer__in=ids).values_list("customer_id", flat=True))
    stages = dict(books.episodes.standing().filter(customer__in=ids).values_list("customer_id", "stage"))
    found = {
        customer: policy_in(version).banner_for(stages.get(customer), customer in holds)
        for customer, version in policies_now(company, ids).items()
    }
    return {customer: banner for customer, banner in found.items() if banner}
