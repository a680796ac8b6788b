"""Money and credits that come in: what they settle, what waits, and what follows for promises and disputes."""

from datetime import date
from typing import Any

import pytest

from dunwell.usecases.allocate_entry import allocate_entry
from dunwell.usecases.announce_payment import announce_payment
from dunwell.usecases.fail_payment import fail_payment
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.resolve_dispute import resolve_dispute
from integration.usecases.desk import Desk, day

EUR = {"customer": "ACME", "currency": "EUR"}


@pytest.fixture
def desk(db: None) -> Desk:
    made = Desk()
    made.invoice("INV-2", 50_000, day(10))
    return made


def left(desk: Desk) -> dict[str, int]:
    return dict(desk.books.items.order_by("number").values_list("number", "residual_minor"))


PAYMENTS = [
    ("INV-2", 50_000, "by_reference", {"INV-1": 100_000, "INV-2": 0}, 0),
    ("inv 2 and INV1", 120_000, "by_reference", {"INV-1": 0, "INV-2": 30_000}, 0),
    ("INV-2", 60_000, "by_reference", {"INV-1": 100_000, "INV-2": 0}, 10_000),
    ("", 50_000, "by_exact_amount", {"INV-1": 100_000, "INV-2": 0}, 0),
    ("thanks", 150_000, "by_open_total", {"INV-1": 0, "INV-2": 0}, 0),
    ("", 70_000, "none", {"INV-1": 100_000, "INV-2": 50_000}, 70_000),
]


@pytest.mark.parametrize(("reference", "minor", "basis", "rest", "unallocated"), PAYMENTS)
def test_money_finds_its_item_only_without_doubt(
    desk: Desk, reference: str, minor: int, basis: str, rest: dict[str, int], unallocated: int
) -> None:
    answer = desk.do(post_payment, day(5), amount_minor=minor, reference=reference, **EUR)
    assert (answer["basis"], answer["unallocated_minor"]) == (basis, unallocated)
    assert left(desk) == rest


def test_money_that_waited_settles_together_with_what_comes(desk: Desk) -> None:
    desk.do(post_payment, day(5), amount_minor=30_000, **EUR)
    answer = desk.do(post_payment, day(6), amount_minor=70_000, **EUR)
    assert answer["basis"] == "by_past_due_total"
    assert [each["amount_minor"] for each in answer["allocations"]] == [30_000, 70_000]
    assert left(desk)["INV-1"] == 0


def test_a_reference_to_a_settled_item_leaves_money_unallocated(desk: Desk) -> None:
    desk.do(post_payment, day(5), amount_minor=50_000, reference="INV-2", **EUR)
    answer = desk.do(post_payment, day(6), amount_minor=100_000, reference="INV-2", **EUR)
    assert (answer["basis"], answer["unallocated_minor"]) == ("reference_settled", 100_000)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"amount_minor": 0}, "not_positive"),
        ({"amount_minor": -5}, "not_positive"),
        ({"amount_minor": 10**17}, "too_much"),
        ({"amount_minor": 1, "currency": "EURO"}, "unknown_currency"),
        ({"amount_minor": 1, "customer": "NOBODY"}, "unknown_customer"),
        ({"amount_minor": 1, "reference": "x" * 501}, "too_long"),
    ],
)
def test_what_is_no_payment_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    assert desk.refused(post_payment, day(5), **{**EUR, **asked}) == code


def test_a_credit_for_an_invoice_settles_it_and_leaves_the_rest(desk: Desk) -> None:
    answer = desk.do(post_credit, day(1), number="CN-1", item="INV-2", amount_minor=60_000, **EUR)
    assert (answer["unallocated_minor"], left(desk)) == (10_000, {"INV-1": 100_000, "INV-2": 0})


def test_a_credit_without_an_invoice_waits(desk: Desk) -> None:
    answer = desk.do(post_credit, day(1), number="CN-1", amount_minor=50_000, **EUR)
    assert (answer["allocations"], answer["unallocated_minor"]) == ([], 50_000)


def test_a_credit_for_an_invoice_lowers_its_disputes_upheld_ones_first(desk: Desk) -> None:
    desk.do(raise_dispute, day(1), item="INV-1", amount_minor=30_000)
    desk.do(resolve_dispute, day(2), item="INV-1", verdict="upheld")
    desk.do(raise_dispute, day(3), item="INV-1", amount_minor=20_000)
    desk.do(post_credit, day(4), number="CN-1", item="INV-1", amount_minor=35_000, **EUR)
    disputes = desk.books.disputes.order_by("id").values_list("state", "credited_minor")
    assert list(disputes) == [("upheld", 30_000), ("open", 5_000)]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"item": "INV-9"}, "unknown_item"),
        ({"item": "INV-1", "currency": "USD"}, "wrong_currency"),
        ({"item": "INV-1", "customer": "BETA"}, "unknown_customer"),
        ({"number": "CN-0"}, "already_exists"),
    ],
)
def test_what_is_no_credit_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    desk.do(post_credit, day(1), number="CN-0", amount_minor=1, **EUR)
    assert desk.refused(post_credit, day(1), **{**EUR, "number": "CN-1", "amount_minor": 1, **asked}) == code


def test_what_waits_is_allocated_by_hand(desk: Desk) -> None:
    entry = desk.do(post_payment, day(1), amount_minor=70_000, **EUR)["entry_id"]
    assert desk.refused(allocate_entry, day(2), entry=entry, item="INV-2", amount_minor=50_001) == "too_much"
    answer = desk.do(allocate_entry, day(2), entry=entry, item="INV-2")
    assert (answer["amount_minor"], answer["unallocated_minor"], answer["residual_minor"]) == (50_000, 20_000, 0)
    assert desk.refused(allocate_entry, day(2), entry=entry, item="INV-2") == "not_open"
    desk.do(allocate_entry, day(2), entry=entry, item="INV-1")
    assert desk.refused(allocate_entry, day(2), entry=entry, item="INV-1") == "nothing_unallocated"


def ways(desk: Desk) -> list[tuple[str, int]]:
    return list(desk.books.under_way.order_by("id").values_list("state", "amount_minor"))


ARRIVALS = [
    (40_000, [("arrived", 40_000)]),
    (30_000, [("arrived", 40_000), ("open", 10_000)]),
    (100_000, [("arrived", 40_000)]),
]


@pytest.mark.parametrize(("minor", "expected"), ARRIVALS)
def test_what_was_under_way_arrives(desk: Desk, minor: int, expected: list[tuple[str, int]]) -> None:
    desk.do(announce_payment, day(1), item="INV-1", amount_minor=40_000, **EUR)
    desk.do(post_payment, day(2), amount_minor=minor, reference="INV-1", **EUR)
    assert ways(desk) == expected


def test_a_credit_is_not_what_was_under_way(desk: Desk) -> None:
    desk.do(announce_payment, day(1), item="INV-1", amount_minor=40_000, **EUR)
    desk.do(post_credit, day(2), number="CN-1", item="INV-1", amount_minor=40_000, **EUR)
    assert ways(desk) == [("open", 40_000)]


def test_what_was_under_way_fails(desk: Desk) -> None:
    assert desk.refused(fail_payment, day(1), item="INV-1") == "not_under_way"
    desk.do(announce_payment, day(1), item="INV-1", amount_minor=40_000, **EUR)
    assert desk.refused(announce_payment, day(1), item="INV-1", amount_minor=60_001, **EUR) == "too_much"
    assert desk.do(fail_payment, day(2), item="INV-1")["failed_minor"] == 40_000
    assert ways(desk) == [("failed", 40_000)]


def test_money_is_allocated_on_its_value_date_and_never_before_the_claim(desk: Desk) -> None:
    desk.do(post_payment, day(5), amount_minor=100_000, reference="INV-1", entry_date=day(3), **EUR)
    desk.do(post_payment, day(5), amount_minor=50_000, reference="INV-2", entry_date=date(2026, 1, 2), **EUR)
    dated = desk.books.allocations.order_by("id").values_list("allocated_on", flat=True)
    assert list(dated) == [day(3), day(10 - 30)]
