"""May we sell to this customer: as the books stand."""

import pytest

from dunwell.domain.errors import Refused
from dunwell.policy.file import shipped_text
from dunwell.queries.may_sell import MaySell, may_sell
from dunwell.usecases.accept_terms import accept_terms
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.announce_payment import announce_payment
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.place_hold import place_hold
from dunwell.usecases.post_credit import post_credit
from integration.usecases.desk import Desk, day


@pytest.fixture
def desk(db: None) -> Desk:
    desk = Desk()
    desk.do(add_customer, day(-60), ref="LIM", name="Limited Ltd", limit_minor=120_000, limit_currency="EUR")
    desk.invoice("L-1", 100_000, customer="LIM")
    return desk


def asked(desk: Desk, customer: str = "LIM", minor: int | None = None, currency: str | None = None) -> MaySell:
    return may_sell(desk.company, customer, day(1), amount_minor=minor, currency=currency)


@pytest.mark.parametrize(
    ("minor", "currency", "answer", "reason"),
    [(20_000, "EUR", "yes", None), (20_001, "EUR", "no", "limit"), (1, "USD", "no", "other_currency")],
)
def test_what_is_open_and_the_sale_stay_within_the_limit(
    desk: Desk, minor: int, currency: str, answer: str, reason: str | None
) -> None:
    found = asked(desk, "LIM", minor, currency)
    assert (found.answer, found.reason, found.exposure_minor) == (answer, reason, 100_000)
    assert found.as_facts()["as_of"] == day(1).isoformat()


def test_money_under_way_is_open_still_and_a_credit_is_not(desk: Desk) -> None:
    desk.do(announce_payment, day(0), customer="LIM", amount_minor=50_000, currency="EUR", item="L-1")
    assert asked(desk).exposure_minor == 100_000
    desk.do(post_credit, day(0), number="CN-1", customer="LIM", amount_minor=30_000, currency="EUR")
    assert asked(desk, "LIM", 50_000, "EUR").answer == "yes"


def test_without_a_limit_any_amount(desk: Desk) -> None:
    assert asked(desk, "ACME", 10**12, "JPY").answer == "yes"


def test_nothing_is_sold_on_hold_nor_while_handed_over(desk: Desk) -> None:
    desk.do(place_hold, day(1), customer="ACME")
    assert (asked(desk, "ACME").answer, asked(desk, "ACME").reason) == ("no", "hold")
    desk.do(hand_over, day(1), customer="ACME", to="agency")
    assert asked(desk, "ACME").reason == "handed_over"


def test_prepayment_terms(desk: Desk) -> None:
    desk.do(add_customer, day(0), ref="PRE", name="Pre Ltd", terms="prepay")
    assert (asked(desk, "PRE").answer, asked(desk, "PRE").reason) == ("prepay", "prepayment_terms")


def test_no_sale_before_the_terms_are_accepted(db: None) -> None:
    desk = Desk(shipped_text("default.yaml").replace("required: false ", "required: true "))
    assert asked(desk, "ACME").reason == "no_acceptance"
    assert desk.refused(accept_terms, day(0), customer="ACME", policy="other") == "unknown_policy"
    desk.do(accept_terms, day(0), customer="ACME", policy="default")
    assert asked(desk, "ACME").answer == "yes"


def test_a_customer_that_does_not_exist(desk: Desk) -> None:
    with pytest.raises(Refused, match="no customer NOBODY"):
        asked(desk, "NOBODY")
