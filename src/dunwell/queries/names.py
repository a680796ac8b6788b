"""What an explanation calls things by: numbers of items, amounts agreed, places, and until when what stands stands."""

from datetime import date
from typing import Any

from babel import Locale
from django.db.models import Q

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.ready import ready
from dunwell.data.snapshot import newest_cash
from dunwell.domain.calendars import NO_CALENDAR, Calendar, add_business_days, business_calendar
from dunwell.policy.explain import Agreed, Names

NO_DAYS_OFF = "none"


def names_of(company: Company, customer: Customer, as_of: date) -> Names:
    """Gather the names for one customer's explanation of a day."""
    books = Books(company)
    pause, hand_over, reply = (
        next(iter(read(books, customer, as_of)), None) for read in (_pauses, _hand_overs, _replies)
    )
    return Names(
        customer=customer.name,
        items=dict(_numbers(books, customer)),
        commitments=_agreed(books, customer),
        place=place_name(customer.country),
        next_business_day=add_business_days(as_of, 1, calendar_of(company, customer)),
        newest_cash_on=newest_cash(company, as_of),
        handed_over_to=hand_over.to if hand_over else "",
        handed_over_on=hand_over.handed_on if hand_over else None,
        replied_on=reply.received_on if reply else None,
        paused_until=pause.until if pause else None,
        pause_reason=pause.reason if pause else "",
    )


def place_name(country: str) -> str:
    """Name a country in English; the code itself where it is not known, nothing without one."""
    return str(Locale("en").territories.get(country.upper(), country)) if country else ""


def calendar_of(company: Company, customer: Customer) -> Calendar:
    """Give the calendar that holds for a customer: the company's for all, or that of the customer's place."""
    if company.calendar == NO_DAYS_OFF:
        return NO_CALENDAR
    if company.calendar:
        return business_calendar(company.calendar)
    return business_calendar(customer.country or None, customer.region or None)


def _agreed(books: Books, customer: Customer) -> dict[int, Agreed]:
    return {row.pk: Agreed(row.amount_minor, row.currency, row.on_date) for row in _commitments(books, customer)}


@ready
def _commitments(books: Books, customer: Customer) -> Any:
    return books.commitments.of_customer(customer)


@ready
def _numbers(books: Books, customer: Customer) -> Any:
    return books.items.of_customer(customer).values_list("id", "number")


@ready
def _pauses(books: Books, customer: Customer, as_of: date) -> Any:
    return books.pauses.of_customer(customer).holding(as_of).order_by("-id")[:1]


@ready
def _hand_overs(books: Books, customer: Customer, as_of: date) -> Any:
    return _standing(books.hand_overs, customer, as_of)


@ready
def _replies(books: Books, customer: Customer, as_of: date) -> Any:
    return _standing(books.replies, customer, as_of)


def _standing(rows: Any, customer: Customer, as_of: date) -> Any:
    """Narrow to the newest row that stood on a day."""
    lasting = rows.of_customer(customer).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=as_of), recorded_on__lte=as_of
    )
    return lasting.order_by("-id")[:1]
