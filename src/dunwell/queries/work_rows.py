"""A stretch of the worklist, sorted and narrowed as asked, out of rows that are kept ready. Reads only.

Pages go by what the last row was, never by counting rows away, so that the thousandth page costs as much as the first.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.ready import ready
from dunwell.domain.reasons import MEANINGS, Reason
from dunwell.queries.policies import active_policy
from dunwell.queries.stretches import Stretch, beside, stretch

SORTS = {
    "score": ("-score", "oldest_due", "id"),
    "overdue": ("-overdue_minor", "id"),
    "oldest": ("oldest_due", "id"),
    "name": ("name", "id"),
}
"""By what the worklist can be sorted: the name in the address, and the columns."""


def work_rows(
    company: Company,
    today: date,
    *,
    sort: str = "",
    stage: str = "",
    reason: str = "",
    due: str = "",
    currency: str = "",
    owner: str | None = None,
    place: str = "",
    limit: int = 50,
) -> Stretch:
    """Give a stretch of the worklist; an unknown sort is that by score. Amounts are minor units of the currency.

    owner: the person in charge; empty, nobody is; none, whoever it may be.
    """
    rows = Books(company).work_rows
    if stage:
        rows = rows.filter(stage="" if stage == "none" else stage)
    if reason:
        rows = rows.filter(reason=reason)
    if currency:
        rows = rows.filter(currency=currency)
    if owner is not None:
        rows = rows.filter(owner=owner)
    if due == "waits":
        rows = rows.filter(waits__gt=0)
    elif due == "overdue":
        rows = rows.exclude(overdue_minor=0)  # by no index, which SQLite would take for the shorter way
    found = stretch(rows, SORTS.get(sort) or SORTS["score"], place, limit=limit)
    return replace(found, rows=[_row(row, today) for row in found.rows])


def stages_of(company: Company) -> list[str]:
    """Name the rungs of the company's active policy, from the lowest."""
    return [rung.stage for rung in active_policy(company, company.policy_name).ladder]


def neighbours(company: Company, row: Customer) -> dict[str, int | None]:
    """Name the customers before and after one in the order of the score; none at an end, or off the list."""
    books = Books(company)
    here = min(_places(books, row), key=lambda each: (-each.score, each.oldest_due, each.pk), default=None)
    if here is None:
        return {"next": next(iter(_first(books)), None), "before": None}
    place = (here.score, here.oldest_due, here.pk)
    return {
        "next": next(iter(_next(books, row, *place)), None),
        "before": next(iter(_before(books, row, *place)), None),
    }


@ready
def _places(books: Books, row: Customer) -> Any:
    return books.work_rows.filter(customer=row)


@ready
def _first(books: Books) -> Any:
    return books.work_rows.order_by(*SORTS["score"]).values_list("customer_id", flat=True)[:1]


@ready
def _next(books: Books, row: Customer, score: int, oldest_due: date, number: int) -> Any:
    return _beside(books, row, (score, oldest_due, number), back=False)


@ready
def _before(books: Books, row: Customer, score: int, oldest_due: date, number: int) -> Any:
    return _beside(books, row, (score, oldest_due, number), back=True)


def _beside(books: Books, row: Customer, place: tuple[int, date, int], *, back: bool) -> Any:
    others = beside(books.work_rows.exclude(customer=row), SORTS["score"], place, back=back)
    return others.values_list("customer_id", flat=True)[:1]


def _row(row: Any, today: date) -> dict[str, Any]:
    channel, _, template = row.step.partition(":")
    return {
        "customer": row.customer_id,
        "ref": row.ref,
        "name": row.name,
        "currency": row.currency,
        "open_minor": row.open_minor,
        "overdue_minor": row.overdue_minor,
        "days": (today - row.oldest_due).days,
        "oldest_due": row.oldest_due,
        "promised_minor": row.promised_minor,
        "promised_on": row.promised_on,
        "disputed_minor": row.disputed_minor,
        "credit_minor": row.credit_minor,
        "last_contact_on": row.last_contact_on,
        "stage": row.stage,
        "channel": channel,
        "step": template,
        "reason": row.reason,
        "meaning": MEANINGS[Reason(row.reason)] if row.reason else "",
        "next_review_on": row.next_review_on,
        "waits": row.waits,
        "owner": row.owner,
        "score": row.score,
        "why": row.why,
    }
