"""A page costs the same with few rows behind it and with many: as many queries, and never more than it may weigh.

What is asked for is made from the routes: one that is new, and that nobody asks for here, fails.
"""

import importlib.util
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from dunwell import wiring
from dunwell.bench.asked import numbers_of
from dunwell.bench.desk import MAIL, people_at_work
from dunwell.bench.filling import WEDNESDAY, fill
from dunwell.bench.parts import run_night
from dunwell.faces.workbench import urls as urls
from dunwell.faces.workbench.access import ROUTES
from dunwell.invariants import check_all
from dunwell.queries.finding import known
from dunwell.queries.kept import is_large
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_reply import record_reply
from integration.workbench.conftest import CHEAP
from integration.workbench.office import Office

FEW, MANY = 1_500, 3_000
HEAVIEST = 250_000
CHANCE = partial(random.Random, 1)
BACKEND = "dunwell.faces.workbench.signing.ByMail"
# Of these an answer depends on which of the rows is looked at; what one customer has is varied further down.
OF_ONE = {"customer", "explain", "sheet", "deed", "message", "message-file", "preview", "preview-paper", "allocate"}
SEARCHED = {"search"}  # looks in one place after the other, until it has found enough


def bench_of_pages() -> ModuleType:
    """Give bench/pages.py, which knows what can be asked for."""
    path = Path(__file__).parents[3] / "bench" / "pages.py"
    spec = importlib.util.spec_from_file_location("bench_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bench_asks_for_every_page() -> None:
    every = {name: [1] for name in ("customer", "message", "notice", "entry", "amount", "name")}
    numbers: dict[str, list[Any]] = {**every, **{name: ["x" * 9] for name in ("number", "ref", "email", "phone")}}
    asked = {name for name, _ in bench_of_pages().addresses(numbers, CHANCE())}
    assert asked == {route.name for route in ROUTES.values() if "GET" in route.methods}


@pytest.fixture
def at_work() -> Iterator[None]:
    known.forget()
    wiring.live_on(WEDNESDAY)
    with override_settings(PASSWORD_HASHERS=CHEAP, ALLOWED_HOSTS=["testserver"]):
        yield
    wiring.live_on(datetime.now(UTC).date())
    known.forget()


def cost_of(invoices: int) -> tuple[dict[str, int], dict[str, int]]:
    """Fill books, and give the most queries and the most bytes of each route."""
    company = fill(invoices, invoices // 5, seed=3, running=True)
    run_night(full=True)
    people_at_work(company, 1, datetime(2026, 9, 16, 7, tzinfo=UTC))
    assert not is_large(company)
    numbers, queries, weights = numbers_of(company), dict[str, int](), dict[str, int]()
    client = signed_in()
    for name, address in bench_of_pages().addresses(numbers, CHANCE()):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code < 400 or (name in {"message-file", "new-password", "join"}), (address, answer)
        queries[name] = max(queries.get(name, 0), len(asked))
        weights[name] = max(weights.get(name, 0), len(answer.content))
    return queries, weights


def signed_in() -> Client:
    from dunwell.queries.accounts import account_by_mail

    client = Client()
    client.force_login(account_by_mail(MAIL), backend=BACKEND)  # type: ignore[arg-type]
    return client


@pytest.mark.sqlite_only  # PostgreSQL is told what it holds outside of a transaction alone; bench/PAGES.md has both
def test_pages_take_as_many_queries_with_few_rows_as_with_many(db: None, at_work: None) -> None:
    with transaction.atomic():
        few, _ = cost_of(FEW)
        transaction.set_rollback(True)
    known.forget()
    many, weights = cost_of(MANY)
    assert {name: many[name] for name in many if name not in OF_ONE | SEARCHED} == {
        name: few[name] for name in few if name not in OF_ONE | SEARCHED
    }
    assert {name: weight for name, weight in weights.items() if weight > HEAVIEST} == {}
    assert check_all() == []


def test_a_customer_with_much_costs_no_more_than_one_with_little(office: Office) -> None:
    customer = office.customer()
    browser = office.browser()
    grow(office, 0, 2)
    few = costs_of_one(browser, customer.pk)
    grow(office, 2, 110)
    many = costs_of_one(browser, customer.pk)
    assert {address: queries for address, (queries, _) in many.items()} == {
        address: queries for address, (queries, _) in few.items()
    }
    assert {address: weight for address, (_, weight) in many.items() if weight > HEAVIEST} == {}


def grow(office: Office, first: int, last: int) -> None:
    """Let a customer have more of everything that it can have many of."""
    caller = office.caller()
    for number in range(first, last):
        item: dict[str, Any] = {"currency": "EUR", "item_date": office.today.replace(day=1), "due_date": office.today}
        post_invoice(caller, customer="C1", number=f"MORE-{number}", amount_minor=10_000 + number, **item)
        raise_dispute(caller, item=f"MORE-{number}", amount_minor=100, reason="It came late")
        record_reply(caller, customer="C1", text=f"Letter {number}")
    for number in range(first, last):
        post_payment(caller, customer="C1", amount_minor=7, currency="EUR", reference=f"unclear {number}")


def costs_of_one(browser: Client, number: int) -> dict[str, tuple[int, int]]:
    from dunwell.faces.workbench.deeds import DEEDS

    forms = [f"do/{deed.name}/" for deed in DEEDS]
    costs = {}
    for path in ("", "why/", "sheet/", *forms):
        address = f"/ours/customers/{number}/{path}"
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        assert answer.status_code == 200, address
        costs[address] = len(queries), len(answer.content)
    return costs
