"""Terms of one invoice: instalments are items of their own, and a discount is judged by the invoice's own terms."""

from typing import Any

import pytest

from dunwell.domain.errors import UserError
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from integration.usecases.desk import Desk, day


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def post(desk: Desk, **asked: Any) -> dict[str, Any]:
    facts = {"number": "N-1", "customer": "ACME", "amount_minor": 100_000, "currency": "EUR", **asked}
    answer: dict[str, Any] = desk.do(post_invoice, day(-20), **facts)
    return answer


def test_instalments_fall_due_one_by_one(desk: Desk) -> None:
    answer = post(desk, terms="30% net 10, 30% net 20 and 40% net 30")
    assert [(each["item"], each["amount_minor"]) for each in answer["instalments"]] == [
        ("N-1/1", 30_000),
        ("N-1/2", 30_000),
        ("N-1/3", 40_000),
    ]
    rows = desk.books.items.filter(number__startswith="N-1/").order_by("number")
    assert [(row.due_date - row.item_date).days for row in rows] == [10, 20, 30]


def test_terms_from_receipt_count_from_the_day_of_receipt(desk: Desk) -> None:
    assert post(desk, terms="net 30 from receipt", received_on=day(-15))["due_date"] == day(15).isoformat()


def test_a_discount_is_accepted_and_told(desk: Desk) -> None:
    post(desk, terms="2/10 net 30")
    paid = desk.do(post_payment, day(-10), customer="ACME", amount_minor=98_000, currency="EUR", reference="N-1")
    [told] = paid["discounts"]
    assert (told["accepted"], told["amount_minor"], told["left_minor"]) == (True, 2_000, 0)
    taken = desk.books.discounts_taken.get()
    assert (taken.percent, taken.amount_minor, taken.until) == ("2", 2_000, day(-10))
    assert desk.books.entries.get(pk=taken.entry_id).reason == "early_payment_discount"


def test_a_discount_that_came_late_is_told_and_stays_open(desk: Desk) -> None:
    post(desk, terms="2/10 net 30")
    paid = desk.do(post_payment, day(-9), customer="ACME", amount_minor=98_000, currency="EUR", reference="N-1")
    [told] = paid["discounts"]
    assert (told["accepted"], told["why"], told["left_minor"]) == (False, "discount_late", 2_000)
    assert desk.books.entries.get(pk=paid["entry_id"]).reason == "discount_late"


def test_terms_that_are_not_understood_are_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="not understood"):
        post(desk, terms="whenever")


def test_terms_that_are_too_long_for_the_law_are_warned_of_with_the_source(desk: Desk) -> None:
    asked = {"name": "Long Ltd", "kind": "business", "law": "NL"}
    told = desk.do(add_customer, day(0), ref="LONG", terms="net 90", **asked)
    assert [each["code"] for each in told["warnings"]] == ["terms_too_long"]
    assert "BW 6:119a(5)" in told["warnings"][0]["sentence"]
    assert "warnings" not in desk.do(add_customer, day(0), ref="FINE", terms="net 30", **asked)
