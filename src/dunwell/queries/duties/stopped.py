"""Duties about holds: the payment for which one was released."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dunwell.data.books import Books
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.roles import Role

GRACE = timedelta(days=2)
LATELY = timedelta(days=60)


def payments_to_come(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the holds that were released for a payment whose day is over, and which has not come in full."""
    released = books.holds.filter(
        coming_on__lt=as_of - GRACE, coming_on__gte=as_of - LATELY, coming_minor__isnull=False
    )
    holds: Any = released.values_list("pk", "customer_id", "ended_on", "coming_minor", "coming_currency")
    holds = list(holds)
    if not holds:
        return
    came: dict[tuple[int, str], list[tuple[date, int]]] = defaultdict(list)
    money = books.entries.filter(kind__in=("payment", "recovery"), customer__in=released.values("customer_id"))
    since = min(row[2] for row in holds)
    for customer, currency, on, minor in money.filter(entry_date__gte=since).values_list(
        "customer_id", "currency", "entry_date", "amount_minor"
    ):
        came[customer, currency].append((on, minor))
    for pk, customer, released_on, minor, currency in holds:
        if sum(each for on, each in came[customer, currency] if on >= released_on) < minor:
            yield Duty(customer, DutyName.PAYMENT_TO_COME, str(pk), Role.COLLECTIONS)
