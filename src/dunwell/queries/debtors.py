"""What customers did in the last year, and what kind of debtor each seems to be. A few statements. Reads only."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.debtors import Conduct, Suggestion, suggest
from dunwell.queries.behaviour import YEAR
from dunwell.queries.chunks import chunks

Counts = dict[int, dict[str, int]]


def suggestions(books: Books, as_of: date, customers: Collection[int] | None = None) -> dict[int, Suggestion]:
    """Suggest a kind for each of these customers (left out: all) of whom enough is known."""
    found = {customer: suggest(conduct) for customer, conduct in conducts(books, as_of, customers).items()}
    return {customer: each for customer, each in found.items() if each is not None}


def conducts(books: Books, as_of: date, customers: Collection[int] | None = None) -> dict[int, Conduct]:
    """Gather what these customers (left out: all) did in the last year."""
    since, counts = as_of - YEAR, defaultdict[int, dict[str, int]](dict)
    broken = books.commitments.filter(state="broken", ended_on__gt=since)
    asked = books.plan_offers.filter(asked_by="customer", recorded_on__gt=since)
    trouble = books.heard.filter(trouble=True, heard_on__gt=since)
    refused = books.calls.filter(result="refused", done_on__gt=since)
    wrong = books.calls.filter(result="wrong-number", done_on__gt=since)
    parts = books.allocations.in_force().filter(
        entry__kind="payment", allocated_on__gt=since, amount_minor__lt=F("item__amount_minor"), item__kind="invoice"
    )
    for name, rows in (
        ("broken", broken),
        ("plans_asked", asked),
        ("trouble_heard", trouble),
        ("refused", refused),
        ("wrong_numbers", wrong),
        ("part_payments", parts),
    ):
        _count(rows, customers, name, counts)
    _late_disputes(books, since, customers, counts)
    _unanswered(books, since, customers, counts)
    _warned_first(books, since, customers, counts)
    return {customer: Conduct(**each) for customer, each in counts.items()}


def _of(rows: Any, customers: Collection[int] | None) -> Any:
    return (rows if customers is None else rows.filter(customer__in=customers)).order_by()


def _count(rows: Any, customers: Collection[int] | None, name: str, counts: Counts) -> None:
    for customer, number in _of(rows, customers).values_list("customer_id").annotate(number=Count("id")):
        counts[customer][name] = number


def _late_disputes(books: Books, since: date, customers: Collection[int] | None, counts: Counts) -> None:
    """Count the disputes of invoices of which a reminder had gone out before."""
    rows = list(
        _of(books.disputes.filter(opened_on__gt=since), customers).values_list("customer_id", "item_id", "opened_on")
    )
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


def _unanswered(books: Books, since: date, customers: Collection[int] | None, counts: Counts) -> None:
    """Count the notices and calls since a customer last paid, promised, wrote or contested anything."""
    last: dict[int, date] = {}
    for rows, day in (
        (books.entries.filter(kind="payment"), "entry_date"),
        (books.commitments, "made_on"),
        (books.replies, "received_on"),
        (books.disputes, "opened_on"),
        (books.calls.filter(result__in=("reached", "promise", "dispute", "callback")), "done_on"),
    ):
        for customer, on in _of(rows, customers).values_list("customer_id").annotate(on=Max(day)):
            if on is not None:
                last[customer] = max(on, last.get(customer, on))
    contacts = books.decisions.carried_out().filter(as_of__gt=since, stage__gt=0).exclude(channel="task")
    for customer, on in _of(contacts, customers).values_list("customer_id", "as_of"):
        if customer not in last or on > last[customer]:
            counts[customer]["unanswered"] = counts[customer].get("unanswered", 0) + 1


def _warned_first(books: Books, since: date, customers: Collection[int] | None, counts: Counts) -> None:
    """Count the invoices that were paid only after a final warning about them."""
    warned = books.decisions.carried_out().filter(template="final-warning", as_of__gt=since)
    first = dict(_of(warned, customers).values_list("item_id").annotate(on=Max("as_of")))
    paid = books.allocations.in_force().filter(Q(entry__kind="payment"), item__in=list(first), item__residual_minor=0)
    done: set[int] = set()
    for customer, item, on in _of(paid, customers).values_list("customer_id", "item_id", "allocated_on"):
        if item not in done and on >= first[item]:
            done.add(item)
            counts[customer]["warned_first"] = counts[customer].get("warned_first", 0) + 1


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
