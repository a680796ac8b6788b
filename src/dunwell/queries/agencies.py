"""Which agency gets a debt, how it stands there, and what the agency has earned. Reads only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, HandOver
from dunwell.domain.money import half_up
from dunwell.policy.file import Policy
from dunwell.policy.file.ending import Agency

Amounts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Debt:
    """What would be handed over: past due by currency, in minor units, and the oldest due date of an invoice."""

    amounts: Amounts
    oldest_due: date | None


def debt_of(books: Books, row: Customer, on: date) -> Debt:
    """Sum what is past due of a customer, fees too."""
    amounts: Amounts = {}
    oldest: date | None = None
    for item in books.items.of_customer(row).overdue(on).oldest_first():
        amounts[item.currency] = amounts.get(item.currency, 0) + item.residual_minor
        oldest = item.due_date if oldest is None and item.kind != "fee" else oldest
    return Debt(amounts, oldest)


def agency_for(policy: Policy, row: Customer, debt: Debt, on: date) -> Agency | None:
    """Find the first agency of the policy that a debt fits; none where none does."""
    return next((each for each in policy.agencies if _fits(each, row, debt, on)), None)


def _fits(agency: Agency, row: Customer, debt: Debt, on: date) -> bool:
    days = (on - debt.oldest_due).days if debt.oldest_due else 0
    place = not agency.countries or row.country in agency.countries
    kind = not agency.kinds or row.kind in agency.kinds
    least, most = agency.at_least_minor, agency.at_most_minor
    enough = not least or any(debt.amounts.get(each, 0) >= minor for each, minor in least.items())
    small = all(debt.amounts.get(each, 0) <= minor for each, minor in most.items())
    return place and kind and days >= agency.from_days and enough and small


def percent_of(hand_over: HandOver) -> Decimal:
    """Give what the agency keeps of each payment, by the age of the debt when it was handed over."""
    if hand_over.oldest_due is None:
        return Decimal(0)
    days = (hand_over.handed_on - hand_over.oldest_due).days
    tiers = [tier for tier in hand_over.rules if tier["from_days"] <= days]
    return Decimal(str(max(tiers, key=lambda tier: tier["from_days"])["percent"])) if tiers else Decimal(0)


def handed_over(company: Company, customer: str = "", *, standing: bool = False) -> list[dict[str, Any]]:
    """List what was handed over, the newest first, with the money that came meanwhile and the commission on it.

    `recovered`: money that an agency or counsel passed on (`recover`); `direct`: what the customer paid to us while the
    debt was with them. Both count for the commission, rounded half up for each payment. Minor units by currency.
    """
    books = Books(company)
    rows = books.hand_overs.select_related("customer").order_by("-handed_on", "-pk")
    rows = rows.filter(customer__ref=customer) if customer else rows
    rows = rows.standing() if standing else rows
    return [_told(books, row) for row in rows]


def _told(books: Books, row: HandOver) -> dict[str, Any]:
    percent = percent_of(row)
    sums: dict[str, Amounts] = {"recovered": {}, "direct": {}, "commission": {}}
    for entry in _money(books, row):
        where = "recovered" if entry.kind == "recovery" else "direct"
        whole, parts = percent.as_integer_ratio()
        earned = half_up(entry.amount_minor * whole, 100 * parts)
        for name, minor in ((where, entry.amount_minor), ("commission", earned)):
            sums[name][entry.currency] = sums[name].get(entry.currency, 0) + minor
    return {
        "customer": row.customer.ref,
        "name": row.customer.name,
        "to": row.to,
        "agency": row.agency,
        "matter": row.matter,
        "handed_on": row.handed_on.isoformat(),
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "status": row.status,
        "amounts": row.amounts,
        "commission_percent": format(percent.normalize(), "f"),
        **sums,
    }


def _money(books: Books, row: HandOver) -> Any:
    """Give the money of the customer that came from the hand-over until its end."""
    came = books.entries.of_customer(row.customer).filter(kind__in=("payment", "recovery"))
    came = came.filter(recorded_seq__gt=row.recorded_seq or 0)
    if row.ended_seq is not None:
        came = came.filter(recorded_seq__lt=row.ended_seq)
    return came.order_by("pk")
