"""The customers of a company: a list, and all about one of them on a page. Reads only."""

from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.queries.balance import balances
from dunwell.queries.standing import standings

Facts = dict[str, Any]
PARTICULARS = ("country", "region", "kind", "language", "zone", "terms", "policy_name", "law")
LISTED = 20  # contacts on a page


def find_customer(company: Company, ref: str) -> Customer:
    """Find a customer by its number. Raises Refused `unknown_customer`."""
    found: Customer | None = Books(company).customers.filter(ref=ref).first()
    if found is None:
        raise Refused(
            RefusalCode.UNKNOWN_CUSTOMER,
            f"There is no customer {ref}",
            "See their numbers with `dunwell customer list`",
            field="customer",
            value=ref,
        )
    return found


def customer_list(company: Company, stage: str | None = None) -> list[Facts]:
    """List customers with stage, hold and balance (minor units by currency); of one stage where it is named."""
    balance = balances(company)
    return [
        {**row.as_facts(), "balance_minor": balance.get(ref, {})}
        for ref, row in standings(company).items()
        if stage is None or row.stage == stage
    ]


def customer_facts(company: Company, ref: str, as_of: date) -> Facts:
    """Tell all about one customer: particulars, standing, open items, money, and what is agreed or stops us."""
    books, customer = Books(company), find_customer(company, ref)
    standing = standings(company, [ref])[ref].as_facts()
    return {
        **standing,
        **{name: getattr(customer, name) for name in PARTICULARS},
        "balance_minor": balances(company, [ref])[ref],
        "limit_minor": {customer.limit_currency: customer.limit_minor} if customer.limit_currency else {},
        "addresses": _addresses(books, customer),
        "items": _items(books, customer, as_of),
        "unallocated": _unallocated(books, customer),
        "promises": _commitments(books, customer),
        "disputes": _disputes(books, customer),
        "stops": _stops(books, customer, as_of),
        "waiting": _waiting(books, customer),
        "contacts": _contacts(books, customer),
    }


def _addresses(books: Books, customer: Customer) -> list[Facts]:
    return [
        {"channel": row.channel, "address": row.text, "bounced_on": _day(row.bounced_on)}
        for row in books.addresses.of_customer(customer).standing().order_by("channel", "id")
    ]


def _items(books: Books, customer: Customer, as_of: date) -> list[Facts]:
    return [
        {
            "item": row.number,
            "kind": row.kind,
            "due_date": _day(row.due_date),
            "days": (as_of - row.due_date).days,
            "currency": row.currency,
            "amount_minor": row.amount_minor,
            "residual_minor": row.residual_minor,
        }
        for row in books.items.of_customer(customer).open().oldest_first()
    ]


def _unallocated(books: Books, customer: Customer) -> list[Facts]:
    return [
        {
            "entry": row.pk,
            "kind": row.kind,
            "date": _day(row.entry_date),
            "reference": row.reference or row.number,
            "currency": row.currency,
            "unallocated_minor": row.unallocated_minor,
        }
        for row in books.entries.of_customer(customer).unallocated().oldest_first()
    ]


def _commitments(books: Books, customer: Customer) -> list[Facts]:
    return [
        {
            "kind": row.kind,
            "on_date": _day(row.on_date),
            "state": row.state,
            "currency": row.currency,
            "amount_minor": row.amount_minor,
            "counted_minor": row.counted_minor,
        }
        for row in books.commitments.of_customer(customer).oldest_first()
    ]


def _disputes(books: Books, customer: Customer) -> list[Facts]:
    return [
        {
            "item": row.item.number,
            "state": row.state,
            "opened_on": _day(row.opened_on),
            "currency": row.item.currency,
            "amount_minor": row.amount_minor,
            "credited_minor": row.credited_minor,
            "reason": row.reason,
        }
        for row in books.disputes.of_customer(customer).select_related("item").order_by("id")
    ]


def _stops(books: Books, customer: Customer, as_of: date) -> list[Facts]:
    """List what stops us or the customer: pause, hold, hand-over, replies unread, money under way."""
    pauses = books.pauses.of_customer(customer).holding(as_of)
    holds = books.holds.of_customer(customer).standing()
    handed = books.hand_overs.of_customer(customer).standing()
    replies = books.replies.of_customer(customer).standing()
    under_way = books.under_way.of_customer(customer).standing().filter(state="open").select_related("item")
    return [
        *({"what": "pause", "since": _day(row.begun_on), "until": _day(row.until)} for row in pauses),
        *({"what": "hold", "since": _day(row.placed_on), "reason": row.reason} for row in holds),
        *({"what": "hand-over", "since": _day(row.handed_on), "to": row.to} for row in handed),
        *({"what": "reply", "since": _day(row.received_on), "text": row.text} for row in replies),
        *(
            {"what": "under-way", "since": _day(row.announced_on), "item": row.item.number}
            | {"currency": row.item.currency, "amount_minor": row.amount_minor}
            for row in under_way
        ),
    ]


def _waiting(books: Books, customer: Customer) -> list[Facts]:
    rows = books.approvals.of_customer(customer).filter(state="asked")
    return [{"what": row.what, "asked_by": row.asked_by, "asked_on": _day(row.recorded_on)} for row in rows]


def _contacts(books: Books, customer: Customer) -> list[Facts]:
    """List the newest notices and calls, the last one first."""
    rows = books.decisions.of_customer(customer).carried_out().exclude(channel="task").order_by("-as_of", "-id")
    return [
        {"on": _day(row.as_of), "channel": row.channel, "template": row.template, "days": row.days}
        for row in rows[:LISTED]
    ]


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
