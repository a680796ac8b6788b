"""Whom a run looks at: those whose day has come, and those who were written to; of the others it knows the reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dunwell.data.models import Customer
from dunwell.data.snapshot import scope_of
from dunwell.policy.file import default_policy, policy_text
from dunwell.queries.decisions import run_facts
from dunwell.usecases.activate_policy import activate_policy
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.change_address import change_address
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.run_collections import run_collections
from integration.usecases.desk import Desk, day

TRADE = ("decisions", "decisions_held", "messages", "tasks", "calls", "stage_changes", "reason_changes", "charges")


@pytest.fixture
def desk(db: None) -> Desk:
    """Open books that have run each day up to the one after the first reminder."""
    desk = Desk()
    desk.run_to(2)
    return desk


def review_on(desk: Desk) -> date | None:
    found: Customer = desk.acme
    return found.next_review_on


def due(desk: Desk, on: date) -> int:
    return sum(len(customers or ()) for customers in scope_of(desk.company, on).customers.values())


def test_a_customer_at_rest_is_looked_at_on_the_day_of_its_next_step(desk: Desk) -> None:
    assert review_on(desk) == day(15)
    assert (due(desk, day(14)), due(desk, day(15))) == (0, 1)


def test_who_got_a_message_is_looked_at_by_the_next_run(desk: Desk) -> None:
    desk.run_to(15, first=3)
    assert review_on(desk) is None


def test_what_only_a_write_can_change_waits_for_one(desk: Desk) -> None:
    desk.do(post_payment, day(3), customer="ACME", amount_minor=100_000, currency="EUR")
    desk.run(day(3))
    desk.run(day(4))
    assert review_on(desk) == date.max


def test_an_idle_night_leaves_a_run_and_an_entry_in_the_journal(desk: Desk) -> None:
    before = {name: getattr(desk.books, name).count() for name in TRADE}
    customer = Customer.objects.values().get()
    runs = desk.books.runs.count()
    answer: dict[str, Any] = desk.do(run_collections, day(3), as_of=day(3))
    assert answer["counts"] == {"event_tasks": 0, "charges": 0, "silent": 1}
    assert {name: getattr(desk.books, name).count() for name in TRADE} == before
    assert Customer.objects.values().get() == customer
    assert desk.books.runs.count() == runs + 1


def test_an_idle_night_costs_the_same_for_many(desk: Desk) -> None:
    few = statements(lambda: desk.run(day(3)))
    for number in range(20):
        desk.do(add_customer, day(3), ref=f"C{number}", name=f"C{number}")
        desk.invoice(f"INV-C{number}", 500, due=day(40), customer=f"C{number}")
    desk.run(day(3))
    assert due(desk, day(4)) == 0
    assert statements(lambda: desk.run(day(4))) == few


def statements(work: Callable[[], None]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


@pytest.mark.parametrize(
    ("use_case", "asked"),
    [
        (post_payment, {"customer": "ACME", "amount_minor": 100, "currency": "EUR"}),
        (pause_customer, {"customer": "ACME", "until": day(9)}),
        (change_address, {"customer": "ACME", "channel": "email", "text": "new@acme.example"}),
        (activate_policy, {"text": policy_text(default_policy()).replace("net 30", "net 31")}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_write_lets_the_next_run_look(desk: Desk, use_case: Any, asked: dict[str, Any]) -> None:
    assert due(desk, day(3)) == 0
    desk.do(use_case, day(3), **asked)
    assert due(desk, day(3)) == 1


def test_a_day_caught_up_on_lets_the_next_run_look_at_everybody(desk: Desk) -> None:
    desk.do(pause_customer, day(9), customer="ACME", until=day(12))
    desk.do(run_collections, day(9), as_of=day(8), allow_stale=True, approved=True)
    assert review_on(desk) is None


def test_who_gets_nothing_is_told_of_all_whomever_the_run_looked_at(desk: Desk) -> None:
    desk.do(add_customer, day(3), ref="BETA", name="Beta")
    desk.run(day(3))
    silent = run_facts(desk.company)["silent"]
    assert [(row["customer"], row["reason"]) for row in silent] == [("BETA", "nothing_owed"), ("ACME", "nothing_due")]


def test_a_run_that_waits_tells_of_all_and_leaves_the_days_as_they_are(desk: Desk) -> None:
    desk.do(add_customer, day(3), ref="BETA", name="Beta", email="ap@beta.example")
    days = dict(desk.books.customers.values_list("ref", "next_review_on"))
    desk.books.runs.update(counts={"email": 1})
    for number in range(3):
        ref = f"C{number}"
        desk.do(add_customer, day(3), ref=ref, name=ref, email=f"{ref}@example.org")
        desk.invoice(f"INV-{ref}", 500, due=day(2), customer=ref)
    answer = desk.do(run_collections, day(3), as_of=day(3), allow_stale=True)
    assert (answer["waits_for"], answer["counts"]["silent"]) == ("unusually_many", 2)
    told = {row["customer"]: row["reason"] for row in run_facts(desk.company)["silent"]}
    assert told == {"ACME": "nothing_due", "BETA": "nothing_owed"}
    now = dict(desk.books.customers.values_list("ref", "next_review_on"))
    assert {ref: now[ref] for ref in days} == days
