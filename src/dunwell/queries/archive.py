"""The archive: what is found in it, what may be erased and why not yet, all that is known of a customer. Reads only."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.domain.errors import UserError
from dunwell.domain.money import CURRENCIES, format_amount, parse_amount
from dunwell.law.retention import BOOKS, NOTES, kept_until
from dunwell.queries.customers import find_customer

Facts = dict[str, Any]
LISTED = 100
ENTRIES = 20_000  # of the journal
SHORTEST = 2  # letters of a text that is looked for
TABLES = (
    *("contacts", "addresses", "acceptances", "items", "due_date_changes", "entries", "allocations", "commitments"),
    *("plan_offers", "disputes", "under_way", "pauses", "holds", "hand_overs", "replies", "approvals", "heard"),
    *("kind_findings", "rewards", "credit_figures", "credit_reviews", "credit_freezes", "orders_told", "enclosures"),
    *("episodes", "decisions", "messages", "calls", "tasks", "charges", "events"),
)
"""The tables whose rows are of a customer."""
HIDDEN = ("company_id", "recorded_seq", "ended_seq", "lease_holder", "lease_fence", "lease_until")


def find(company: Company, text: str) -> list[Facts]:
    """Find items, money, messages, customers and what was said by number, name, amount or text; the newest first.

    Raises UserError `too_short`.
    """
    wanted = text.strip()
    if len(wanted) < SHORTEST:
        raise UserError("too_short", f"{text!r} is found everywhere", "Give two letters or more", field="text")
    books, found = Books(company), []
    for kind, rows, names in _places(books, wanted):
        found += [_hit(kind, row, names) for row in rows.select_related("customer").order_by("-id")[:LISTED]]
    for row in books.customers.filter(Q(ref__icontains=wanted) | Q(name__icontains=wanted)).order_by("ref")[:LISTED]:
        found.append({"what": "customer", "customer": row.ref, "on": row.recorded_on.isoformat(), "told": row.name})
    return sorted(found, key=lambda each: each["on"], reverse=True)[:LISTED]


def _places(books: Books, wanted: str) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    minor = _amount(wanted)
    by_amount = Q(amount_minor__in=minor) if minor else Q(pk__in=[])
    yield "item", books.items.filter(Q(number__icontains=wanted) | Q(text__icontains=wanted) | by_amount), ("number",)
    money = Q(number__icontains=wanted) | Q(reference__icontains=wanted) | Q(reason__icontains=wanted)
    yield "money", books.entries.filter(money | by_amount), ("kind", "reference")
    yield (
        "message",
        books.messages.filter(Q(subject__icontains=wanted) | Q(token__iexact=wanted)),
        ("channel", "subject"),
    )
    yield "reply", books.replies.filter(text__icontains=wanted), ("text",)
    yield "heard", books.heard.filter(text__icontains=wanted), ("text",)
    yield "call", books.calls.filter(outcome__icontains=wanted), ("result", "outcome")
    said = Q(reason__icontains=wanted) | Q(resolution__icontains=wanted)
    yield "dispute", books.disputes.filter(said), ("code", "reason")
    promised = Q(number__icontains=wanted) | Q(said_by__icontains=wanted) | by_amount
    yield "promise", books.commitments.filter(promised), ("kind", "number")
    yield "file", books.enclosures.filter(name__icontains=wanted), ("name",)


def _amount(text: str) -> list[int]:
    """Read a text as an amount in every way in which currencies have decimals; none where it is no amount."""
    found = set()
    for currency in ("JPY", "EUR", "KWD"):
        try:
            found.add(parse_amount(text.split()[0], currency))
        except UserError:
            continue
    return sorted(found)


def _hit(kind: str, row: Any, names: tuple[str, ...]) -> Facts:
    told = " ".join(str(getattr(row, name)) for name in names if getattr(row, name))
    minor, currency = getattr(row, "amount_minor", None), getattr(row, "currency", "")
    if minor is not None and currency in CURRENCIES:
        told = f"{told} {format_amount(minor, currency)}".strip()
    return {"what": kind, "customer": row.customer.ref, "on": row.recorded_on.isoformat(), "told": told}


def open_matter(books: Books, customer: Customer) -> str:
    """Say what is still open of a customer, so that nothing of it may be erased; empty where all is closed."""
    matters: dict[str, Any] = {
        "an item is open": books.items.of_customer(customer).open(),
        "money settles nothing yet": books.entries.of_customer(customer).unallocated(),
        "a promise or plan is open": books.commitments.of_customer(customer).open(),
        "a dispute is open": books.disputes.of_customer(customer).open(),
        "it is handed over": books.hand_overs.of_customer(customer).standing(),
        "an order is open": books.orders_told.of_customer(customer).standing(),
        "an account hold stands": books.holds.of_customer(customer).standing(),
        "a request waits": books.approvals.of_customer(customer).filter(state="asked"),
    }
    return next((told for told, rows in matters.items() if rows.exists()), "")


def last_day(books: Books, customer: Customer) -> date:
    """Give the last day on which anything of a customer happened in the books."""
    days: list[date] = [customer.recorded_on]
    for rows, field in (
        (books.items, "item_date"),
        (books.allocations, "allocated_on"),
        (books.entries, "entry_date"),
        (books.decisions, "as_of"),
        (books.commitments, "made_on"),
        (books.disputes, "opened_on"),
    ):
        newest = rows.of_customer(customer).aggregate(on=Max(field))["on"]
        days += [newest] if newest else []
    return max(days)


def erasable(company: Company, customer: Customer, as_of: date) -> Facts:
    """Tell what may be erased of a customer on a day: notes, books, or why not yet."""
    books = Books(company)
    matter, last = open_matter(books, customer), last_day(books, customer)
    until = {kind: kept_until(company.country or customer.country, kind, last) for kind in (NOTES, BOOKS)}
    return {
        "customer": customer.ref,
        "name": customer.name,
        "last_on": last.isoformat(),
        "notes_kept_until": until[NOTES].isoformat(),
        "books_kept_until": until[BOOKS].isoformat(),
        "matter": matter,
        "notes": not matter and as_of > until[NOTES],
        "books": not matter and as_of > until[BOOKS],
    }


def due_for_erasing(company: Company, as_of: date) -> list[Facts]:
    """List the customers of whom something may be erased by now; those that owe are not even looked at."""
    books = Books(company)
    owing = books.items.open().order_by().values("customer_id")
    recent = books.items.filter(item_date__gt=date(as_of.year - 2, 12, 31)).order_by().values("customer_id")
    rows = books.customers.exclude(pk__in=owing).exclude(pk__in=recent).exclude(name="").order_by("ref")
    told = [erasable(company, row, as_of) for row in rows]
    return [each for each in told if each["notes"] or each["books"]]


def person_facts(company: Company, ref: str) -> Facts:
    """Give all that is known of a customer as plain values: every row of it, and what the journal says of it."""
    books, customer = Books(company), find_customer(company, ref)
    facts: Facts = {"customer": _plain_row(customer)}
    for name in TABLES:
        rows = [_plain_row(row) for row in getattr(books, name).of_customer(customer).order_by("id")]
        if rows:
            facts[name] = rows
    facts["journal"] = [entry.as_facts() for entry in journal.show(company, subject=customer.pk, limit=ENTRIES)]
    return facts


def _plain_row(row: Any) -> Facts:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: _plain(value) for name, value in values.items() if name not in HIDDEN and value not in ("", None)}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value
