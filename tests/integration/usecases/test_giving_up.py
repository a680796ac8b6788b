"""Claims given up and taken up again: waivers, write-offs, and money recovered after them."""

import pytest

from dunwell.queries.balance import balances
from dunwell.usecases.approve import approve
from dunwell.usecases.recover import recover
from dunwell.usecases.undo_write_off import undo_write_off
from dunwell.usecases.waive_fee import waive_fee
from dunwell.usecases.write_off import write_off
from integration.usecases.desk import Desk, day

EUR = {"customer": "ACME", "currency": "EUR"}


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def fees(desk: Desk, *minors: int) -> None:
    for number, minor in enumerate(minors):
        desk.books.items.create(
            customer=desk.acme,
            kind="fee",
            number=f"FEE-{number}",
            currency="EUR",
            amount_minor=minor,
            residual_minor=minor,
            item_date=day(number),
            due_date=day(number),
            recorded_on=day(number),
        )


def left(desk: Desk) -> list[int]:
    return list(desk.books.items.fees().oldest_first().values_list("residual_minor", flat=True))


@pytest.mark.parametrize(
    ("minor", "rest"),
    [(2_000, [1_000, 0, 500]), (500, [1_000, 2_000, 0]), (1_200, [0, 1_800, 500]), (3_500, [0, 0, 0])],
)
def test_a_waiver_takes_the_fee_of_that_amount_else_the_oldest(desk: Desk, minor: int, rest: list[int]) -> None:
    fees(desk, 1_000, 2_000, 500)
    desk.do(waive_fee, day(5), amount_minor=minor, **EUR)
    assert left(desk) == rest


def test_more_than_the_open_fees_is_not_waived(desk: Desk) -> None:
    fees(desk, 1_000)
    assert desk.refused(waive_fee, day(5), amount_minor=1_001, **EUR) == "no_fee"
    assert desk.refused(waive_fee, day(5), customer="ACME", amount_minor=1, currency="USD") == "no_fee"


def test_a_collector_asks_and_an_owner_waives(desk: Desk) -> None:
    fees(desk, 1_000)
    asked = desk.by("collections").do(waive_fee, day(5), amount_minor=1_000, **EUR)
    assert (asked["state"], left(desk)) == ("asked", [1_000])
    desk.do(approve, day(6), what="waive", customer="ACME")
    assert left(desk) == [0]


def test_a_write_off_ends_an_item_and_undone_opens_it_again(desk: Desk) -> None:
    assert desk.refused(undo_write_off, day(4), item="INV-1") == "not_open"
    desk.do(write_off, day(5), item="INV-1", reason="the firm is gone")
    assert balances(desk.company, ["ACME"]) == {"ACME": {}}
    assert desk.refused(write_off, day(5), item="INV-1") == "not_open"
    answer = desk.do(undo_write_off, day(6), item="INV-1")
    item = desk.books.items.get()
    assert (answer["residual_minor"], item.residual_minor, item.opened) == (100_000, 100_000, 1)


def test_money_recovered_after_a_write_off_settles_it_and_opens_nothing(desk: Desk) -> None:
    desk.do(write_off, day(5), item="INV-1")
    for minor, unallocated in ((40_000, 0), (70_000, 10_000)):
        answer = desk.do(recover, day(6), amount_minor=minor, **EUR)
        assert answer["unallocated_minor"] == unallocated
    item = desk.books.items.get()
    assert (item.residual_minor, item.opened) == (0, 0)
    assert balances(desk.company, ["ACME"]) == {"ACME": {"EUR": -10_000}}


def test_what_an_agency_brings_in_finds_open_items_as_any_money_does(desk: Desk) -> None:
    answer = desk.by("counsel").do(recover, day(6), amount_minor=100_000, **EUR)
    assert answer["basis"] == "by_exact_amount"
    assert desk.books.entries.get().kind == "recovery"
