"""A company at work for tests: people in roles call use cases on days, and the books are looked at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from dunwell.data.books import Books
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.open_company import open_company
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.work import Caller, find_company

DUE = date(2026, 3, 31)


def day(number: int) -> date:
    """Give a day by its distance to the due date of the desk's invoices."""
    return DUE + timedelta(days=number)


class Desk:
    """One company with the customer ACME and its invoice INV-1 of 1,000.00 EUR, due on DUE."""

    def __init__(self, policy: str = "") -> None:
        first = date(2026, 1, 1)
        self.caller = Caller("ours", "ann", Role.OWNER, datetime.combine(first, time(9), UTC), first)
        open_company(self.caller, slug="ours", name="Ours BV", country="NL", calendar="none", policy=policy)
        self.company = find_company("ours")
        self.books = Books(self.company)
        self.do(add_customer, first, ref="ACME", name="Acme Ltd", email="ap@acme.example")
        self.invoice("INV-1", 100_000)

    def by(self, role: str, actor: str | None = None) -> "Desk":
        """Give the same desk with another person at it."""
        other = object.__new__(Desk)
        other.__dict__ = dict(self.__dict__)
        other.caller = replace(self.caller, role=Role(role), actor=actor or role)
        return other

    def do(self, use_case: Callable[..., Any], today: date, /, **asked: Any) -> Any:
        """Call a use case on a day."""
        caller = replace(self.caller, today=today, at=datetime.combine(today, time(9), UTC))
        return use_case(caller, **asked)

    def refused(self, use_case: Callable[..., Any], today: date, /, **asked: Any) -> str:
        """Call a use case that refuses, and give the code."""
        with pytest.raises(UserError) as refusal:
            self.do(use_case, today, **asked)
        assert refusal.value.way_out
        return refusal.value.code

    def invoice(self, number: str, minor: int, due: date = DUE, customer: str = "ACME", **asked: Any) -> None:
        """Post an invoice in euro, dated 30 days before it is due."""
        asked = {"currency": "EUR", "item_date": due - timedelta(days=30), **asked}
        self.do(post_invoice, day(-60), number=number, customer=customer, amount_minor=minor, due_date=due, **asked)

    def run(self, on: date) -> None:
        """Run a day, approved and delivered."""
        self.do(run_collections, on, as_of=on, allow_stale=True, approved=True, delivered=True)

    def run_to(self, last: int, first: int = 1) -> None:
        """Run each day past due from the first to the last, both included."""
        for number in range(first, last + 1):
            self.run(day(number))

    @property
    def acme(self) -> Any:
        """The customer as it stands now."""
        return self.books.customers.named("ACME")

    def templates(self, on: date) -> list[str]:
        """Name the notices and calls of a day."""
        rows = self.books.decisions.filter(as_of=on).exclude(channel="task")
        return list(rows.order_by("id").values_list("template", flat=True))
