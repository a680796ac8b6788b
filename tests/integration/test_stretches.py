"""A list is read forth and back in stretches: every row once, in its order, wherever rows come and go."""

from datetime import date, timedelta
from typing import Any

import pytest

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, Task
from dunwell.queries.stretches import place_behind, stretch

ORDERS = (
    ("due_on?", "raised_on", "id"),
    ("-raised_on", "id"),
    ("-raised_on", "-id"),
    ("-due_on?", "raised_on", "-id"),
    ("id",),
)
DAY = date(2026, 3, 4)


@pytest.fixture
def tasks(db: None) -> Any:
    company = Company.objects.create(slug="a", name="A", country="NL", currency="EUR")
    customer = Customer.objects.create(company=company, ref="1", name="One", recorded_on=DAY)
    for number in range(23):
        Books(company).tasks.create(
            customer=customer,
            task="check-in",
            key=str(number),
            raised_on=DAY + timedelta(days=number % 4),
            due_on=None if number % 3 == 0 else DAY + timedelta(days=number % 5),
            recorded_on=DAY,
        )
    return Books(company).tasks


def key(order: tuple[str, ...], row: Task) -> list[Any]:
    """Sort as the database is asked to: what has no date comes last, or first where the order falls."""
    parts = []
    for name in order:
        value: Any = getattr(row, name.strip("-?")) or date.max
        number = value.toordinal() if isinstance(value, date) else value
        parts.append(-number if name.startswith("-") else number)
    return parts


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 4, 23, 50])
def test_forth_and_back(tasks: Any, order: tuple[str, ...], limit: int) -> None:
    expected = [row.pk for row in sorted(tasks.all(), key=lambda row: key(order, row))]
    forth, place, pages = [], "", []
    while True:
        found = stretch(tasks.all(), order, place, limit=limit)
        forth += [row.pk for row in found.rows]
        pages.append(found)
        if found.later is None:
            break
        place = found.later
    assert forth == expected
    assert pages[0].earlier is None
    back: list[int] = [row.pk for row in pages[-1].rows]
    while (before := pages[-1].earlier) is not None:
        pages.append(stretch(tasks.all(), order, before, limit=limit))
        back = [row.pk for row in pages[-1].rows] + back
    assert back == expected


def test_a_place_holds_when_its_row_is_gone(tasks: Any) -> None:
    order = ("due_on?", "raised_on", "id")
    first = stretch(tasks.all(), order, limit=5)
    rest = [row.pk for row in stretch(tasks.all(), order, first.later or "", limit=50).rows]
    tasks.filter(pk=first.rows[-1].pk).delete()
    assert [row.pk for row in stretch(tasks.all(), order, first.later or "", limit=50).rows] == rest


@pytest.mark.parametrize(
    "place",
    [
        "50",
        "[",
        "[1]",
        '["x", "y", "z"]',
        "[null, null, null]",
        "{}",
        "[[], {}, true]",
        "<",
        "<[",
        "[" * 600,
        f"[1, 2, {10**30}]",
        '["2026-03-04", "2026-03-04", "\\u0000"]',
        '["\\ud800", "2026-03-04", 1]',
        "[1e3, 1, 1]",
    ],
)
def test_what_is_no_place_is_the_beginning(tasks: Any, place: str) -> None:
    order = ("due_on?", "raised_on", "id")
    assert stretch(tasks.all(), order, place).rows == stretch(tasks.all(), order).rows


def test_a_place_far_down_is_found_without_what_lies_before(tasks: Any) -> None:
    order = ("-raised_on", "id")
    whole = [row.pk for row in stretch(tasks.all(), order, limit=50).rows]
    assert [row.pk for row in stretch(tasks.all(), order, place_behind(tasks.all(), order, 9)).rows] == whole[9:]
    assert place_behind(tasks.all(), order, 500) == ""
