"""Finding a customer by what somebody remembers: number, name, invoice, amount, mail, telephone. Reads only.

Names are found in Latin and in Cyrillic, whichever was typed, and without their accents.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.scripts import other_script

MOST = 20
Facts = dict[str, Any]


def search(company: Company, text: str) -> list[Facts]:
    """List customers that fit, the surest first: by number, invoice, address, name, amount; each with why it fits."""
    asked = " ".join(text.split())[:100]
    if len(asked) < 2:
        return []
    books = Books(company)
    found: dict[int, Facts] = {}
    for rows, why in (
        (_refs(books, asked), "ref"),
        (_items(books, asked), "item"),
        (_addresses(books, asked), "address"),
        (_names(books, asked), "name"),
        (_amounts(books, asked), "amount"),
    ):
        for number, about in rows:
            found.setdefault(number, {"customer": number, "why": why, "about": about})
        if len(found) >= MOST:
            break
    names = books.customers.in_bulk(list(found)[:MOST])
    return [
        {**row, "name": names[number].name, "ref": names[number].ref}
        for number, row in found.items()
        if number in names
    ]


def _refs(books: Books, asked: str) -> list[tuple[int, str]]:
    rows = books.customers.filter(ref__startswith=asked).order_by("ref")[:MOST]
    return [(row.pk, row.ref) for row in rows]


def _items(books: Books, asked: str) -> list[tuple[int, str]]:
    rows = books.items.filter(number__startswith=asked).order_by("number")[:MOST]
    return [(row.customer_id, row.number) for row in rows]


def _addresses(books: Books, asked: str) -> list[tuple[int, str]]:
    digits = "".join(mark for mark in asked if mark.isdigit() or mark == "+")
    if "@" in asked:
        rows = books.addresses.filter(channel="email", text__istartswith=asked)
    elif len(digits) >= 6 and len(digits) > len(asked) // 2:
        rows = books.addresses.filter(channel="sms", text__contains=digits)
    else:
        return []
    return [(row.customer_id, row.text) for row in rows.standing().order_by("id")[:MOST]]


def _names(books: Books, asked: str) -> list[tuple[int, str]]:
    fits = Q(name__icontains=asked)
    for written in other_script(asked):
        fits |= Q(name__icontains=written)
    return [(row.pk, "") for row in books.customers.filter(fits).order_by("name")[:MOST]]


def _amounts(books: Books, asked: str) -> list[tuple[int, str]]:
    try:
        number = Decimal(asked.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return []
    if not number.is_finite() or not 0 < number < 10**13:
        return []
    wanted = {int(number.scaleb(places)) for places in (0, 2, 3) if number.scaleb(places) % 1 == 0}
    rows = books.items.open().filter(Q(residual_minor__in=wanted) | Q(amount_minor__in=wanted)).order_by("due_date")
    return [(row.customer_id, row.number) for row in rows[:MOST]]
