"""Finding a customer by what somebody remembers: number, name, invoice, amount, mail, telephone, words. Reads only.

Names are found in Latin and in Cyrillic, whichever was typed, without their accents, and with a slip of the pen.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Q

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.queries.finding import Found, find_known

MOST = 20
SHOWN = 80  # letters of what somebody said
LAST = "\U0010ffff"  # comes after all letters
Facts = dict[str, Any]


def search(company: Company, text: str) -> list[Facts]:
    """List customers that fit, the surest first: by number, address, name, invoice, amount, words; each with why."""
    asked = " ".join(text.split())[:100]
    if len(asked) < 2:
        return []
    books = Books(company)
    found: dict[int, Facts] = {}
    ways: tuple[Callable[[], Iterable[Found]], ...] = (
        lambda: find_known(company, asked, MOST),
        *(partial(way, books, asked) for way in (_items, _amounts, _said)),
    )
    for way in ways:
        for number, why, about in way():
            found.setdefault(number, {"customer": number, "why": why, "about": about})
        if len(found) >= MOST:
            break
    names = books.customers.in_bulk(list(found)[:MOST])
    return [
        {**row, "name": names[number].name, "ref": names[number].ref}
        for number, row in found.items()
        if number in names
    ]


def _items(books: Books, asked: str) -> Iterator[Found]:
    """Find invoices whose number begins so, whatever the case of its letters was when it was typed."""
    fits = Q()
    for written in {asked, asked.upper(), asked.lower()}:
        fits |= _begins("number", written)
    rows = books.items.filter(fits).order_by("number")[:MOST]
    yield from (Found(row.customer_id, "item", row.number) for row in rows)


def _begins(column: str, text: str) -> Q:
    """Say that a text begins so, in the way in which the database looks it up in an index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": text})
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + LAST})


def _said(books: Books, asked: str) -> Iterator[Found]:
    """Find what customers wrote or said, the newest first."""
    for rows in (books.replies, books.heard, books.disputes):
        column = "reason" if rows.model is books.disputes.model else "text"
        found = rows.filter(**{f"{column}__icontains": asked}).order_by("-id")[:MOST]
        yield from (Found(row.customer_id, "said", getattr(row, column)[:SHOWN]) for row in found)


def _amounts(books: Books, asked: str) -> Iterator[Found]:
    try:
        number = Decimal(asked.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return
    if not number.is_finite() or not 0 < number < 10**13:
        return
    wanted = {int(number.scaleb(places)) for places in (0, 2, 3) if number.scaleb(places) % 1 == 0}
    for column in ("residual_minor", "amount_minor"):
        rows = books.items.open().filter(**{f"{column}__in": wanted}).order_by("due_date", "id")[:MOST]
        yield from (Found(row.customer_id, "amount", row.number) for row in rows)
