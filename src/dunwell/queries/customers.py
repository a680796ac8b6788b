"""The customers of a company: a list, and all about one of them on a page. Reads only."""

from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.ready import ready
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.queries.balance import balances
from dunwell.queries.standing import standing_of, standings

Facts = dict[str, Any]
PARTICULARS = ("country", "region", "kind", "language", "zone", "terms", "policy_name", "law")
LISTED = 20  # contacts on a page


def find_customer(company: Company, ref: str) -> Customer:
    """Find a customer by its number. Raises Refused `unknown_customer`."""
    for customer in _of_number(Books(company), ref):
        found: Customer = customer
        break
    else:
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
    return facts_of(company, find_customer(company, ref), as_of)


def facts_of(company: Company, customer: Customer, as_of: date) -> Facts:
    """Tell the same of a customer whose row was read."""
    books = Books(company)
    items, unallocated = _items(books, customer, as_of), _unallocated(books, customer)
    return {
        **standing_of(company, customer).as_facts(),
        **{name: getattr(customer, name) for name in PARTICULARS},
        "balance_minor": _balance(items, unallocated),
        "limit_minor": {customer.limit_currency: customer.limit_minor} if customer.limit_currency else {},
        "addresses": _addresses(books, customer),
        "items": items,
        "unallocated": unallocated,
        "promises": _commitments(books, customer),
        "disputes": _disputes(books, customer),
        "stops": _stops(books, customer, as_of),
        "waiting": _waiting(books, customer),
        "contacts": _contacts(books, customer),
    }


def _addresses(books: Books, customer: Customer) -> list[Facts]:
    return [
        {"channel": row.channel, "address": row.text, "bounced_on": _day(row.bounced_on)}
        for row in _read_addresses(books, customer)
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
        for row in open_items(books, customer)
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
        for row in loose_entries(books, customer)
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
        for row in _read_commitments(books, customer)
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
        for row in _read_disputes(books, customer)
    ]


def _stops(books: Books, customer: Customer, as_of: date) -> list[Facts]:
    """List what stops us or the customer: pause, hold, hand-over, replies unread, money under way."""
    return [
        *(
            {"what": "pause", "since": _day(row.begun_on), "until": _day(row.until)}
            for row in _pauses(books, customer, as_of)
        ),
        *({"what": "hold", "since": _day(row.placed_on), "reason": row.reason} for row in _holds(books, customer)),
        *({"what": "hand-over", "since": _day(row.handed_on), "to": row.to} for row in _handed(books, customer)),
        *({"what": "reply", "since": _day(row.received_on), "text": row.text} for row in _replies(books, customer)),
        *(
            {"what": "under-way", "since": _day(row.announced_on), "item": row.item.number}
            | {"currency": row.item.currency, "amount_minor": row.amount_minor}
            for row in money_under_way(books, customer)
        ),
    ]


def _waiting(books: Books, customer: Customer) -> list[Facts]:
    return [
        {"what": row.what, "asked_by": row.asked_by, "asked_on": _day(row.recorded_on)}
        for row in _asked(books, customer)
    ]


def _contacts(books: Books, customer: Customer) -> list[Facts]:
    """List the newest notices and calls, the last one first."""
    return [
        {"on": _day(row.as_of), "channel": row.channel, "template": row.template, "days": row.days}
        for row in _newest_contacts(books, customer)
    ]


def _balance(items: list[Facts], unallocated: list[Facts]) -> dict[str, int]:
    """Sum what is open, less money and credits that settle nothing yet, by currency."""
    owed: dict[str, int] = {}
    for item in items:
        owed[item["currency"]] = owed.get(item["currency"], 0) + item["residual_minor"]
    for entry in unallocated:
        owed[entry["currency"]] = owed.get(entry["currency"], 0) - entry["unallocated_minor"]
    return dict(sorted(owed.items()))


@ready
def _of_number(books: Books, ref: str) -> Any:
    return books.customers.filter(ref=ref)


@ready
def open_items(books: Books, customer: Customer) -> Any:
    """Read the items with something left of them, the oldest first."""
    return books.items.of_customer(customer).open().oldest_first()


@ready
def loose_entries(books: Books, customer: Customer) -> Any:
    """Read the money and credits that settle nothing yet, the oldest first."""
    return books.entries.of_customer(customer).unallocated().oldest_first()


@ready
def money_under_way(books: Books, customer: Customer) -> Any:
    """Read what was announced and has not come, with the items that it is for."""
    return books.under_way.of_customer(customer).standing().filter(state="open").select_related("item")


@ready
def _read_addresses(books: Books, customer: Customer) -> Any:
    return books.addresses.of_customer(customer).standing().order_by("channel", "id")


@ready
def _read_commitments(books: Books, customer: Customer) -> Any:
    return books.commitments.of_customer(customer).oldest_first()


@ready
def _read_disputes(books: Books, customer: Customer) -> Any:
    return books.disputes.of_customer(customer).select_related("item").order_by("id")


@ready
def _pauses(books: Books, customer: Customer, as_of: date) -> Any:
    return books.pauses.of_customer(customer).holding(as_of)


@ready
def _holds(books: Books, customer: Customer) -> Any:
    return books.holds.of_customer(customer).standing()


@ready
def _handed(books: Books, customer: Customer) -> Any:
    return books.hand_overs.of_customer(customer).standing()


@ready
def _replies(books: Books, customer: Customer) -> Any:
    return books.replies.of_customer(customer).standing()


@ready
def _asked(books: Books, customer: Customer) -> Any:
    return books.approvals.of_customer(customer).filter(state="asked")


@ready
def _newest_contacts(books: Books, customer: Customer) -> Any:
    rows = books.decisions.of_customer(customer).carried_out().exclude(channel="task")
    return rows.order_by("-as_of", "-id")[:LISTED]


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
