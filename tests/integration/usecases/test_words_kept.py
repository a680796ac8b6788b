"""Promises with their method, number and call; what became of each; cheques that come back."""

from datetime import date
from typing import Any

import pytest

from dunwell.queries.promises import promise_facts
from dunwell.queries.tasks import open_tasks
from dunwell.usecases.bounce_cheque import bounce_cheque
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.record_promise import record_promise
from integration.usecases.desk import Desk, day


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def promise(desk: Desk, minor: int, on: date, made: int = 5, **asked: Any) -> Any:
    asked = {"customer": "ACME", "amount_minor": minor, "currency": "EUR", "on": on, **asked}
    return desk.do(record_promise, day(made), **asked)


def pay(desk: Desk, minor: int, on: int, reference: str = "INV-1") -> None:
    desk.do(post_payment, day(on), customer="ACME", amount_minor=minor, currency="EUR", reference=reference)


def test_how_and_by_whom_is_kept(desk: Desk) -> None:
    promise(desk, 100_000, day(9), method="transfer", number="T-1", said_by="Ms Ana")
    row = promise_facts(desk.company, "ACME")["promises"][0]
    assert (row["method"], row["said_by"], row["became"]) == ("transfer T-1", "Ms Ana", "open")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"method": "pigeon"}, "unknown_method"),
        ({"method": "cheque", "in_hand": True}, "missing"),
        ({"method": "transfer", "number": "1", "in_hand": True}, "missing"),
        ({"call": 4}, "unknown_task"),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    asked = {"customer": "ACME", "amount_minor": 1, "currency": "EUR", "on": day(9), **asked}
    assert desk.refused(record_promise, day(5), **asked) == code


def test_rates_by_count_and_by_amount(desk: Desk) -> None:
    promise(desk, 60_000, day(9))
    pay(desk, 60_000, 8)
    promise(desk, 40_000, day(19), made=10)
    pay(desk, 10_000, 12)
    desk.run(day(22))
    facts = promise_facts(desk.company)
    assert [row["became"] for row in facts["promises"]] == ["kept", "partly-kept"]
    assert facts["rates"] == [
        {"customer": "ACME", "currency": "EUR", "judged": 2, "kept_percent": 50, "kept_percent_of_amount": 70}
    ]


def test_a_cheque_that_bounces_takes_its_money_along(desk: Desk) -> None:
    promise(desk, 100_000, day(9), method="cheque", number="00123", in_hand=True)
    pay(desk, 100_000, 9, reference="00123")
    answer = desk.do(bounce_cheque, day(12), customer="ACME", number="00123")
    assert (answer["state"], answer["charged_back_minor"]) == ("broken", 100_000)
    assert desk.books.items.get().residual_minor == 100_000
    assert desk.books.commitments.get().broken_by == "bounced"
    assert desk.books.tasks.get().key == f"duty:cheque-bounced:{answer['commitment_id']}"
    assert desk.refused(bounce_cheque, day(12), customer="ACME", number="00123") == "no_promise"
    assert [row["about"] for row in open_tasks(desk.company)] == ["00123, 1,000.00 EUR for 2026-04-09"]


def test_a_cheque_that_nobody_promised_is_none(desk: Desk) -> None:
    assert desk.refused(bounce_cheque, day(12), customer="ACME", number="1") == "no_promise"
