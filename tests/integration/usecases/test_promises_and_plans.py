"""Promises and plans: what they cover, what counts for them, what replaces them."""

from typing import Any

import pytest

from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.withdraw_promise import withdraw_promise
from integration.usecases.desk import Desk, day

EUR = {"customer": "ACME", "currency": "EUR"}


@pytest.fixture
def desk(db: None) -> Desk:
    made = Desk()
    made.invoice("INV-2", 50_000, day(10))
    return made


def covers(answer: dict[str, Any]) -> dict[str, int]:
    return {each["item"]: each["amount_minor"] for each in answer["covers"]}


@pytest.mark.parametrize(
    ("minor", "expected"),
    [
        (60_000, {"INV-1": 60_000}),
        (120_000, {"INV-1": 80_000, "INV-2": 40_000}),
        (900_000, {"INV-1": 80_000, "INV-2": 50_000}),
    ],
)
def test_a_promise_covers_the_undisputed_rest_of_the_oldest(desk: Desk, minor: int, expected: dict[str, int]) -> None:
    desk.do(raise_dispute, day(1), item="INV-1", amount_minor=20_000)
    assert covers(desk.do(record_promise, day(2), amount_minor=minor, on=day(9), **EUR)) == expected


def state(desk: Desk) -> tuple[str, int]:
    promise = desk.books.commitments.latest("id")
    return promise.state, promise.counted_minor


MONEY = [
    ([(3, 60_000, "INV-1")], ("kept", 60_000)),
    ([(3, 40_000, "INV-1")], ("open", 40_000)),
    ([(3, 20_000, "INV-1"), (4, 40_000, "INV-1")], ("kept", 60_000)),
    ([(11, 60_000, "INV-1")], ("kept", 60_000)),
    ([(12, 60_000, "INV-1")], ("open", 0)),
    ([(3, 50_000, "INV-2")], ("open", 0)),
    ([(3, 30_000, "")], ("open", 30_000)),
    ([(3, 30_000, ""), (4, 30_000, "")], ("kept", 60_000)),
    ([(3, 100_000, "INV-1")], ("kept", 60_000)),
]


@pytest.mark.parametrize(("payments", "expected"), MONEY)
def test_money_in_time_counts_for_a_promise(
    desk: Desk, payments: list[tuple[int, int, str]], expected: tuple[str, int]
) -> None:
    desk.do(record_promise, day(2), amount_minor=60_000, on=day(9), **EUR)
    for number, minor, reference in payments:
        desk.do(post_payment, day(number), amount_minor=minor, reference=reference, **EUR)
    assert state(desk) == expected


def test_unallocated_money_that_counts_is_set_aside_for_the_promise(desk: Desk) -> None:
    promise = desk.do(record_promise, day(2), amount_minor=60_000, on=day(9), **EUR)["commitment_id"]
    desk.do(post_payment, day(3), amount_minor=30_000, **EUR)
    entry = desk.books.entries.get()
    assert (entry.counts_for_id, entry.counted_minor) == (promise, 30_000)


def test_a_promise_on_the_same_items_replaces_the_old(desk: Desk) -> None:
    first = desk.do(record_promise, day(2), amount_minor=60_000, on=day(9), **EUR)
    second = desk.do(record_promise, day(3), amount_minor=100_000, on=day(12), **EUR)
    assert (second["replaced"], covers(second)) == ([first["commitment_id"]], {"INV-1": 100_000})


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"on": day(1)}, "date_passed"),
        ({"currency": "USD"}, "nothing_owed"),
        ({"amount_minor": 0}, "not_positive"),
        ({"number": "9" * 101}, "too_long"),
    ],
)
def test_what_is_no_promise_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    assert desk.refused(record_promise, day(2), **{**EUR, "amount_minor": 1, "on": day(9), **asked}) == code


def test_a_promise_is_withdrawn_and_its_money_is_free_again(desk: Desk) -> None:
    desk.do(record_promise, day(2), amount_minor=60_000, on=day(9), **EUR)
    desk.do(post_payment, day(3), amount_minor=30_000, **EUR)
    desk.do(withdraw_promise, day(4), customer="ACME")
    assert desk.books.commitments.get().state == "withdrawn"
    desk.do(post_payment, day(5), amount_minor=1_000, **EUR)
    assert state(desk) == ("withdrawn", 30_000)
    assert desk.refused(withdraw_promise, day(5), customer="ACME") == "no_promise"


PLAN: dict[str, Any] = {**EUR, "items": ["INV-1", "INV-2"], "every": "monthly", "first_on": day(5)}


def test_a_plan_covers_its_items_and_counts_each_instalment(desk: Desk) -> None:
    plan = desk.do(agree_plan, day(1), count=3, amount_minor=50_000, **PLAN)
    assert (plan["amount_minor"], covers(plan)) == (150_000, {"INV-1": 100_000, "INV-2": 50_000})
    assert [each["on"] for each in plan["instalments"]] == ["2026-04-05", "2026-05-05", "2026-06-05"]
    for number in (5, 35, 66):
        desk.do(post_payment, day(number), amount_minor=50_000, reference="INV-1 INV-2", **EUR)
    assert state(desk) == ("kept", 150_000)


def test_equal_instalments_may_round_up_and_the_last_is_lower(desk: Desk) -> None:
    plan = desk.do(agree_plan, day(1), **{**PLAN, "items": ["INV-1"]}, count=3, amount_minor=33_334)
    assert [each["amount_minor"] for each in plan["instalments"]] == [33_334, 33_334, 33_332]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"amount_minor": 50_001}, "too_much"),
        ({"first_on": day(0)}, "date_passed"),
        ({"count": 0}, "bad_plan"),
        ({"every": "daily"}, "bad_plan"),
        ({"items": []}, "missing"),
        ({"items": ["INV-9"]}, "unknown_item"),
        ({"currency": "USD"}, "wrong_currency"),
    ],
)
def test_what_is_no_plan_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    assert desk.refused(agree_plan, day(1), **{**PLAN, "count": 3, "amount_minor": 50_000, **asked}) == code


def test_a_promise_leaves_a_plan_alone_and_a_plan_replaces_a_promise(desk: Desk) -> None:
    promise = desk.do(record_promise, day(1), amount_minor=60_000, on=day(9), **EUR)
    plan = desk.do(agree_plan, day(1), **{**PLAN, "items": ["INV-1"]}, count=2, amount_minor=50_000)
    assert plan["replaced"] == [promise["commitment_id"]]
    later = desk.do(record_promise, day(2), amount_minor=60_000, on=day(9), **EUR)
    assert (later["replaced"], covers(later)) == ([], {"INV-2": 50_000})


def test_an_extension_moves_the_due_date_and_keeps_the_old_one_on_record(desk: Desk) -> None:
    desk.books.items.filter(number="INV-2").update(friendly_day=-2)
    desk.do(extend_item, day(9), item="INV-2", to=day(30), reason="agreed by telephone")
    item, change = desk.books.items.get(number="INV-2"), desk.books.due_date_changes.get()
    assert (item.due_date, item.extended_on, item.friendly_day) == (day(30), day(9), None)
    assert (change.from_date, change.to_date) == (day(10), day(30))
    assert desk.refused(extend_item, day(9), item="INV-2", to=day(30)) == "date_passed"
    desk.do(post_payment, day(9), amount_minor=50_000, reference="INV-2", **EUR)
    assert desk.refused(extend_item, day(9), item="INV-2", to=day(40)) == "not_open"
