"""How customers have paid in the last year: a few statements for any number of customers. Reads only."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min

from dunwell.data.books import Books
from dunwell.domain.credit import Behaviour

YEAR = timedelta(days=365)
EARLY = 5  # days before the due date, where nobody says otherwise


def behaviours(
    books: Books, as_of: date, customers: Collection[int] | None = None, *, early_days: int = EARLY
) -> dict[int, Behaviour]:
    """Gather how these customers (left out: all) have paid; who has no invoice and no word of that year is not in it.

    An invoice is settled on the day of the last allocation that stands; one that was given up was not paid.
    """
    found: dict[int, Behaviour] = defaultdict(Behaviour)
    _settled(books, as_of, customers, early_days, found)
    _past_due(books, as_of, customers, found)
    _broken(books, as_of, customers, found)
    return dict(found)


def _of(rows: Any, customers: Collection[int] | None) -> Any:
    return rows if customers is None else rows.filter(customer__in=customers)


def _settled(
    books: Books, as_of: date, customers: Collection[int] | None, early_days: int, found: dict[int, Behaviour]
) -> None:
    mine = _of(books.allocations.in_force(), customers).filter(
        item__kind="invoice", item__residual_minor=0, item__due_date__gt=as_of - YEAR
    )
    given_up = set(mine.filter(entry__kind="write_off").values_list("item_id", flat=True))
    rows = mine.order_by().values("customer_id", "item_id", "item__due_date").annotate(last=Max("allocated_on"))
    for row in rows:
        had = found[row["customer_id"]]
        if row["item_id"] in given_up:
            found[row["customer_id"]] = replace(had, given_up=had.given_up + 1)
            continue
        ahead = (row["item__due_date"] - row["last"]).days
        found[row["customer_id"]] = replace(
            had, settled=had.settled + 1, on_time=had.on_time + (ahead >= 0), early=had.early + (ahead >= early_days)
        )


def _past_due(books: Books, as_of: date, customers: Collection[int] | None, found: dict[int, Behaviour]) -> None:
    rows = _of(books.items.overdue(as_of).claims(), customers).order_by().values_list("customer_id")
    for customer, oldest in rows.annotate(oldest=Min("due_date")):
        found[customer] = replace(found[customer], days_over=(as_of - oldest).days)


def _broken(books: Books, as_of: date, customers: Collection[int] | None, found: dict[int, Behaviour]) -> None:
    rows = _of(books.commitments.filter(state="broken", ended_on__gt=as_of - YEAR), customers).order_by()
    for customer, number in rows.values_list("customer_id").annotate(number=Count("id")):
        found[customer] = replace(found[customer], broken=number)
