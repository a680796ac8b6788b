"""What customers did in the last year, and what kind of debtor each seems to be. A few statements. Reads only."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.data.ready import Read, ready
from dunwell.domain.debtors import Conduct, Suggestion, suggest
from dunwell.queries.behaviour import YEAR
from dunwell.queries.chunks import chunks

Counts = dict[int, dict[str, int]]
Customers = Collection[int] | None


def suggestions(books: Books, as_of: date, customers: Customers = None) -> dict[int, Suggestion]:
    """Suggest a kind for each of these customers (left out: all) of whom enough is known."""
    found = {customer: suggest(conduct) for customer, conduct in conducts(books, as_of, customers).items()}
    return {customer: each for customer, each in found.items() if each is not None}


def conducts(books: Books, as_of: date, customers: Customers = None) -> dict[int, Conduct]:
    """Gather what these customers (left out: all) did in the last year."""
    since, counts = as_of - YEAR, defaultdict[int, dict[str, int]](dict)
    for name, read in COUNTED.items():
        for customer, number in read(books, since, customers):
            counts[customer][name] = number
    _late_disputes(books, since, customers, counts)
    _unanswered(books, since, customers, counts)
    _warned_first(books, since, customers, counts)
    return {customer: Conduct(**each) for customer, each in counts.items()}


def _of(rows: Any, customers: Customers) -> Any:
    return (rows if customers is None else rows.filter(customer__in=customers)).order_by()


def _counted(rows: Any, customers: Customers) -> Any:
    return _of(rows, customers).values_list("customer_id").annotate(number=Count("id"))


@ready
def _broken(books: Books, since: date, customers: Customers) -> Any:
    return _counted(books.commitments.filter(state="broken", ended_on__gt=since), customers)


@ready
def _plans_asked(books: Books, since: date, customers: Customers) -> Any:
    return _counted(books.plan_offers.filter(asked_by="customer", recorded_on__gt=since), customers)


@ready
def _trouble_heard(books: Books, since: date, customers: Customers) -> Any:
    return _counted(books.heard.filter(trouble=True, heard_on__gt=since), customers)


@ready
def _refused(books: Books, since: date, customers: Customers) -> Any:
    return _counted(books.calls.filter(result="refused", done_on__gt=since), customers)


@ready
def _wrong_numbers(books: Books, since: date, customers: Customers) -> Any:
    return _counted(books.calls.filter(result="wrong-number", done_on__gt=since), customers)


@ready
def _part_payments(books: Books, since: date, customers: Customers) -> Any:
    parts = books.allocations.in_force().filter(
        entry__kind="payment", allocated_on__gt=since, amount_minor__lt=F("item__amount_minor"), item__kind="invoice"
    )
    return _counted(parts, customers)


COUNTED: dict[str, Read] = {
    "broken": _broken,
    "plans_asked": _plans_asked,
    "trouble_heard": _trouble_heard,
    "refused": _refused,
    "wrong_numbers": _wrong_numbers,
    "part_payments": _part_payments,
}


def _late_disputes(books: Books, since: date, customers: Customers, counts: Counts) -> None:
    """Count the disputes of invoices of which a reminder had gone out before."""
    rows = _disputes(books, since, customers)
    if not rows:
        return
    # What went out is packed with decisions, which are found by their customer.
    asked: Any = books.decision_items.filter(
        customer__in={customer for customer, *_ in rows}, item__in={item for _, item, _ in rows}
    ).values_list("item_id", "run__as_of")
    days: dict[int, list[date]] = defaultdict(list)
    for item, on in asked:
        days[item].append(on)
    for customer, item, opened_on in rows:
        if any(on <= opened_on for on in days[item]):
            counts[customer]["late_disputes"] = counts[customer].get("late_disputes", 0) + 1


def _unanswered(books: Books, since: date, customers: Customers, counts: Counts) -> None:
    """Count the notices and calls since a customer last paid, promised, wrote or contested anything."""
    last: dict[int, date] = {}
    for read in (_last_payments, _last_words, _last_replies, _last_disputes, _last_calls):
        for customer, on in read(books, customers):
            if on is not None:
                last[customer] = max(on, last.get(customer, on))
    for customer, on in _contacts(books, since, customers):
        if customer not in last or on > last[customer]:
            counts[customer]["unanswered"] = counts[customer].get("unanswered", 0) + 1


def _warned_first(books: Books, since: date, customers: Customers, counts: Counts) -> None:
    """Count the invoices that were paid only after a final warning about them."""
    first = dict(_warned(books, since, customers))
    if not first:
        return
    paid = books.allocations.in_force().filter(Q(entry__kind="payment"), item__in=list(first), item__residual_minor=0)
    done: set[int] = set()
    for customer, item, on in _of(paid, customers).values_list("customer_id", "item_id", "allocated_on"):
        if item not in done and on >= first[item]:
            done.add(item)
            counts[customer]["warned_first"] = counts[customer].get("warned_first", 0) + 1


@ready
def _disputes(books: Books, since: date, customers: Customers) -> Any:
    opened = _of(books.disputes.filter(opened_on__gt=since), customers)
    return opened.values_list("customer_id", "item_id", "opened_on")


@ready
def _contacts(books: Books, since: date, customers: Customers) -> Any:
    contacts = books.decisions.carried_out().filter(as_of__gt=since, stage__gt=0).exclude(channel="task")
    return _of(contacts, customers).values_list("customer_id", "as_of")


@ready
def _warned(books: Books, since: date, customers: Customers) -> Any:
    warned = books.decisions.carried_out().filter(template="final-warning", as_of__gt=since)
    return _of(warned, customers).values_list("item_id").annotate(on=Max("as_of"))


def _last(rows: Any, customers: Customers, day: str) -> Any:
    return _of(rows, customers).values_list("customer_id").annotate(on=Max(day))


@ready
def _last_payments(books: Books, customers: Customers) -> Any:
    return _last(books.entries.filter(kind="payment"), customers, "entry_date")


@ready
def _last_words(books: Books, customers: Customers) -> Any:
    return _last(books.commitments, customers, "made_on")


@ready
def _last_replies(books: Books, customers: Customers) -> Any:
    return _last(books.replies, customers, "received_on")


@ready
def _last_disputes(books: Books, customers: Customers) -> Any:
    return _last(books.disputes, customers, "opened_on")


@ready
def _last_calls(books: Books, customers: Customers) -> Any:
    return _last(books.calls.filter(result__in=("reached", "promise", "dispute", "callback")), customers, "done_on")


def kind_facts(company: Company, as_of: date) -> list[dict[str, Any]]:
    """List what is suggested, with its evidence, beside what was confirmed."""
    books = Books(company)
    everybody = books.customers.values_list("pk", flat=True)
    found = {pk: each for some in chunks(everybody) for pk, each in suggestions(books, as_of, some).items()}
    rows = [*books.customers.exclude(debtor_kind="")]
    for some in chunks(set(found) - {row.pk for row in rows}):
        rows += books.customers.filter(pk__in=some)
    return [
        {
            "customer": row.ref,
            "name": row.name,
            "confirmed": row.debtor_kind,
            "suggested": found[row.pk].kind.value if row.pk in found else "",
            "evidence": "; ".join(found[row.pk].evidence) if row.pk in found else "",
        }
        for row in sorted(rows, key=lambda row: str(row.ref))
    ]
