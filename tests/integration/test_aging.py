"""Any past day is shown as it stood then: by bucket, by customer, with what was unallocated."""

from datetime import date
from typing import Any

import pytest

from dunwell.queries.aging import aging
from dunwell.queries.balance import balances
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.refund import refund
from dunwell.usecases.write_off import write_off
from integration.usecases.desk import Desk, day

EUR = {"customer": "ACME", "currency": "EUR"}


@pytest.fixture
def desk(db: None) -> Desk:
    """Give a desk with 1,000.00 due on day 0 and 500.00 due on day 10, both dated 30 days earlier."""
    made = Desk()
    made.invoice("INV-2", 50_000, day(10))
    return made


def shown(desk: Desk, on: date) -> dict[str, int]:
    """Give what an aging of one currency shows of a day, zeros left out."""
    rows = aging(desk.company, on)["rows"]
    buckets = {each["bucket"]: each["open_minor"] for row in rows for each in row["buckets"]}
    buckets["unallocated"] = sum(row["unallocated_minor"] for row in rows)
    return {name: minor for name, minor in buckets.items() if minor}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (-31, {}),
        (-30, {"not_due": 100_000}),
        (-20, {"not_due": 150_000}),
        (0, {"not_due": 150_000}),
        (1, {"1-30": 100_000, "not_due": 50_000}),
        (31, {"31-60": 100_000, "1-30": 50_000}),
        (101, {"91-120": 150_000}),
        (200, {"over_120": 150_000}),
    ],
)
def test_an_item_is_there_from_its_date_and_ages_from_its_due_date(
    desk: Desk, number: int, expected: dict[str, int]
) -> None:
    assert shown(desk, day(number)) == expected


def test_what_came_later_is_not_seen_before(desk: Desk) -> None:
    desk.do(post_payment, day(5), amount_minor=120_000, reference="INV-1", **EUR)
    desk.do(chargeback, day(8), amount_minor=100_000, reference="INV-1", **EUR)
    desk.do(refund, day(9), amount_minor=20_000, **EUR)
    desk.do(write_off, day(12), item="INV-1")
    days = {
        4: {"1-30": 100_000, "not_due": 50_000},
        5: {"not_due": 50_000, "unallocated": 20_000},
        8: {"1-30": 100_000, "not_due": 50_000, "unallocated": 20_000},
        9: {"1-30": 100_000, "not_due": 50_000},
        12: {"1-30": 50_000},
    }
    assert {number: shown(desk, day(number)) for number in days} == days


def test_an_extension_holds_from_the_day_on_which_it_was_given(desk: Desk) -> None:
    desk.do(extend_item, day(5), item="INV-1", to=day(20))
    desk.do(extend_item, day(25), item="INV-1", to=day(40))
    found = {number: shown(desk, day(number)).get("1-30", 0) for number in (4, 5, 24, 25, 41)}
    assert found == {4: 100_000, 5: 0, 24: 150_000, 25: 50_000, 41: 100_000}


def test_customers_and_currencies_are_told_apart_and_agree_with_the_balance(desk: Desk) -> None:
    desk.do(add_customer, day(-60), ref="BETA", name="Beta")
    desk.invoice("B-1", 7_000, customer="BETA", currency="JPY")
    desk.do(post_payment, day(5), customer="BETA", amount_minor=300, currency="JPY")
    rows: list[dict[str, Any]] = aging(desk.company, day(5), by_customer=True)["rows"]
    owed = [(row["customer"], row["currency"], row["total_minor"] - row["unallocated_minor"]) for row in rows]
    assert owed == [("ACME", "EUR", 150_000), ("BETA", "JPY", 6_700)]
    assert balances(desk.company) == {ref: {currency: minor} for ref, currency, minor in owed}


def test_what_is_stored_and_what_is_worked_out_agree(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.do(post_payment, day(5), amount_minor=130_000, reference="INV-1", **EUR)
    desk.do(post_payment, day(5), amount_minor=70_000, **EUR)
    desk.do(extend_item, day(6), item="INV-2", to=day(40))
    for on in (day(6), day(41)):
        for by_customer in (False, True):
            stored = aging(desk.company, on, by_customer=by_customer)
            with monkeypatch.context() as patched:
                patched.setattr("dunwell.queries.aging._is_now", lambda *_: False)
                assert aging(desk.company, on, by_customer=by_customer) == stored
            assert stored["rows"]
