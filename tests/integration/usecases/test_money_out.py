"""Money that goes out again: from where it is taken, and which items are open again and chased anew."""

from typing import Any

import pytest

from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.refund import refund
from integration.usecases.desk import Desk, day

EUR = {"customer": "ACME", "currency": "EUR"}


@pytest.fixture
def desk(db: None) -> Desk:
    """Give a desk at which INV-1 (1,000.00) and INV-2 (500.00) were paid by one payment, with 200.00 left over."""
    made = Desk()
    made.invoice("INV-2", 50_000, day(10))
    made.do(post_payment, day(1), amount_minor=170_000, reference="INV-1 INV-2", **EUR)
    return made


def stands(desk: Desk) -> dict[str, tuple[int, int]]:
    items = desk.books.items.order_by("number").values_list("number", "residual_minor", "opened")
    return {number: (left, opened) for number, left, opened in items}


def unallocated(desk: Desk) -> list[int]:
    return [entry.unallocated_minor for entry in desk.books.entries.unallocated()]


PAID = {"INV-1": (0, 0), "INV-2": (0, 0)}
CHARGED_BACK = [
    ("INV-1", 100_000, {"INV-1": (100_000, 1)}, [20_000]),
    ("INV-2", 30_000, {"INV-2": (30_000, 1)}, [20_000]),
    ("INV-2", 60_000, {"INV-2": (50_000, 1)}, [10_000]),
    ("INV-1 INV-2", 170_000, {"INV-1": (100_000, 1), "INV-2": (50_000, 1)}, []),
    ("inv-2 bounced", 170_000, {"INV-1": (100_000, 1), "INV-2": (50_000, 1)}, []),
]


@pytest.mark.parametrize(("reference", "minor", "opened", "left"), CHARGED_BACK)
def test_a_chargeback_opens_what_the_payment_settled(
    desk: Desk, reference: str, minor: int, opened: dict[str, tuple[int, int]], left: list[int]
) -> None:
    answer = desk.do(chargeback, day(20), amount_minor=minor, reference=reference, **EUR)
    assert {each["item"] for each in answer["reopened"]} == set(opened)
    assert (stands(desk), unallocated(desk)) == (PAID | opened, left)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"amount_minor": 1, "reference": "nothing of the kind"}, "no_payment"),
        ({"amount_minor": 170_001, "reference": "INV-1"}, "too_much"),
        ({"amount_minor": 1, "reference": ""}, "missing"),
        ({"amount_minor": 0, "reference": "INV-1"}, "not_positive"),
    ],
)
def test_a_chargeback_of_nothing_that_came_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    assert desk.refused(chargeback, day(20), **{**EUR, **asked}) == code


def test_twice_charged_back_in_part_takes_each_part_once(desk: Desk) -> None:
    for _ in range(2):
        desk.do(chargeback, day(20), amount_minor=40_000, reference="INV-1", **EUR)
    assert stands(desk)["INV-1"] == (80_000, 1)  # the second time it was open already
    assert desk.refused(chargeback, day(20), amount_minor=100_000, reference="INV-1", **EUR) == "too_much"


def test_the_steps_of_an_item_opened_again_are_new(desk: Desk) -> None:
    desk.books.items.filter(number="INV-1").update(friendly_day=-2)
    desk.do(chargeback, day(20), amount_minor=1, reference="INV-1", **EUR)
    assert desk.books.items.get(number="INV-1").friendly_day is None


REFUNDED: list[tuple[str, int, dict[str, tuple[int, int]], list[int]]] = [
    ("", 20_000, PAID, []),
    ("INV-1", 20_000, PAID, []),
    ("INV-1", 50_000, PAID | {"INV-1": (30_000, 1)}, []),
]


@pytest.mark.parametrize(("reference", "minor", "expected", "left"), REFUNDED)
def test_a_refund_takes_what_is_unallocated_before_what_settled_the_named_items(
    desk: Desk, reference: str, minor: int, expected: dict[str, tuple[int, int]], left: list[int]
) -> None:
    desk.do(refund, day(20), amount_minor=minor, reference=reference, **EUR)
    assert (stands(desk), unallocated(desk)) == (expected, left)


def test_a_refund_of_more_than_is_there_is_refused(desk: Desk) -> None:
    assert desk.refused(refund, day(20), amount_minor=20_001, **EUR) == "nothing_unallocated"
    assert desk.refused(refund, day(20), amount_minor=120_001, reference="INV-1", **EUR) == "nothing_unallocated"


def test_a_credit_is_refunded_too(desk: Desk) -> None:
    desk.do(post_credit, day(2), number="CN-1", amount_minor=5_000, **EUR)
    answer = desk.do(refund, day(20), amount_minor=25_000, **EUR)
    assert [each["amount_minor"] for each in answer["taken"]] == [20_000, 5_000]


def test_a_promise_kept_by_money_that_is_charged_back_is_open_again(desk: Desk) -> None:
    desk.invoice("INV-3", 30_000)
    desk.do(record_promise, day(3), amount_minor=30_000, on=day(9), **EUR)
    desk.do(post_payment, day(4), amount_minor=30_000, reference="INV-3", **EUR)
    assert desk.books.commitments.get().state == "kept"
    desk.do(chargeback, day(5), amount_minor=30_000, reference="INV-3", **EUR)
    promise, cover = desk.books.commitments.get(), desk.books.covers.get()
    assert (promise.state, promise.counted_minor, promise.ended_on, cover.cover_minor) == ("open", 0, None, 30_000)
