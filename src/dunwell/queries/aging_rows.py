"""The items behind one figure of today's aging: a bucket in a currency. Reads only."""

from datetime import date, timedelta
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.aging import BUCKETS


def aging_rows(company: Company, today: date, bucket: str, currency: str, *, limit: int) -> list[dict[str, Any]]:
    """List the largest open items of a bucket, amounts in minor units. Raises StopIteration for an unknown bucket."""
    place = next(place for place, each in enumerate(BUCKETS) if each.code == bucket)
    rows = Books(company).items.open().in_currency(currency)
    last = BUCKETS[place].last_day
    if last is not None:
        rows = rows.filter(due_date__gte=today - timedelta(days=last))
    if place:
        rows = rows.filter(due_date__lt=today - timedelta(days=BUCKETS[place - 1].last_day or 0))
    found = rows.select_related("customer").order_by("-residual_minor", "id")[:limit]
    return [
        {
            "customer": row.customer_id,
            "name": row.customer.name,
            "item": row.number,
            "due_date": row.due_date,
            "days": (today - row.due_date).days,
            "open_minor": row.residual_minor,
            "currency": row.currency,
        }
        for row in found
    ]
