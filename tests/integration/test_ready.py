"""A read whose statement is written once gives what the books give, for each value and at each moment."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, Item
from dunwell.data.ready import ready

DAY = date(2026, 3, 4)


@pytest.fixture
def books(db: None) -> Books:
    company = Company.objects.create(slug="a", name="A", country="NL", currency="EUR")
    for ref in ("one", "two"):
        customer = Customer.objects.create(company=company, ref=ref, name=ref.title(), recorded_on=DAY)
        for number in range(3):
            _invoice(customer, f"{ref}-{number}", DAY + timedelta(days=number))
    return Books(company)


def _invoice(customer: Customer, number: str, due: date) -> Item:
    item: Item = Books(customer.company).items.create(
        customer=customer,
        kind="invoice",
        number=number,
        currency="EUR",
        amount_minor=100,
        residual_minor=100,
        item_date=DAY,
        due_date=due,
        recorded_on=DAY,
    )
    return item


@ready
def due_until(books: Books, customer: Customer, day: date) -> Any:
    return books.items.of_customer(customer).filter(due_date__lte=day).select_related("customer").order_by("-id")


@ready
def numbers(books: Books, ref: str) -> Any:
    return books.items.filter(customer__ref=ref).order_by("id").values_list("number", flat=True)


@ready
def dates(books: Books, number: int) -> Any:
    return books.items.filter(customer=number).order_by("id").values_list("due_date", "number")


@ready
def named(books: Books, number: int) -> Any:
    return books.items.filter(customer=number).order_by("id").values("due_date", "customer__ref")[:2]


def test_each_value_gets_its_own_rows(books: Books) -> None:
    for customer in books.customers:
        for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)):
            found = due_until(books, customer, day)
            wanted = books.items.of_customer(customer).filter(due_date__lte=day).order_by("-id")
            assert [(row.pk, row.number, row.due_date) for row in found] == list(
                wanted.values_list("pk", "number", "due_date")
            )
            assert {type(row.due_date) for row in found} <= {date}
            assert all(row.customer.name == customer.name for row in found)
        assert numbers(books, customer.ref) == [f"{customer.ref}-{number}" for number in range(3)]
        assert dates(books, customer.pk)[0] == (DAY, f"{customer.ref}-0")
        assert named(books, customer.pk)[1] == {"due_date": DAY + timedelta(days=1), "customer__ref": customer.ref}
        assert len(named(books, customer.pk)) == 2


def test_no_company_sees_what_another_has(books: Books) -> None:
    assert numbers(books, "one")
    stranger = Books(Company.objects.create(slug="b", name="B", country="NL", currency="EUR"))
    assert numbers(stranger, "one") == []


def test_the_rows_are_whole_ones_that_can_be_written(books: Books) -> None:
    customer = books.customers.get(ref="one")
    [row] = due_until(books, customer, DAY)
    with CaptureQueriesContext(connection) as asked:
        assert (row.amount_minor, row.company_id, row.customer.ref) == (100, books.company.pk, "one")
    assert not asked.captured_queries
    row.number = "changed"
    row.save()
    assert books.items.filter(number="changed").count() == 1


def test_what_was_written_since_is_seen(books: Books) -> None:
    customer = books.customers.get(ref="one")
    before = numbers(books, "one")
    _invoice(customer, "one-more", DAY)
    books.items.filter(number="one-0").update(number="renamed")
    assert numbers(books, "one") == ["renamed", *before[1:], "one-more"]


def test_it_is_one_statement_that_is_counted(books: Books) -> None:
    numbers(books, "one")
    with CaptureQueriesContext(connection) as asked:
        numbers(books, "two")
    assert len(asked.captured_queries) == 1


def test_a_function_that_looks_at_a_value_is_refused(books: Books) -> None:
    @ready
    def of_even(books: Books, number: int) -> Any:
        return books.items.filter(pk__gt=number % 2)

    @ready
    def of_half(books: Books, number: int) -> Any:
        return books.items.filter(pk__gt=number // 2)

    @ready
    def of_its_number(books: Books, customer: Customer) -> Any:
        return books.items.filter(customer__ref=customer.ref)

    for wrong in (of_even, of_half):
        with pytest.raises(RuntimeError, match="more with a value than to filter by it"):
            wrong(books, 4)
    with pytest.raises(Customer.DoesNotExist):
        of_its_number(books, books.customers.get(ref="one"))


def test_a_list_of_one_is_a_value_and_other_lists_and_none_are_asked_anew(books: Books) -> None:
    @ready
    def of_some(books: Books, customers: list[int] | None) -> Any:
        rows = books.items if customers is None else books.items.filter(customer__in=customers)
        return rows.order_by("id").values_list("number", flat=True)

    one, two = books.customers.order_by("id")
    first, second = ([f"{ref}-{number}" for number in range(3)] for ref in ("one", "two"))
    assert (of_some(books, [one.pk]), of_some(books, [two.pk])) == (first, second)
    assert of_some(books, [one.pk, two.pk]) == of_some(books, None) == [*first, *second]
    assert of_some(books, []) == dates(books, None) == []
