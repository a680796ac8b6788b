"""Payments of a list earn discounts as single ones do; with the list, or the money, the discount goes again."""

from typing import Any

import pytest

from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.refund import refund
from integration.importing.desk import FIRST, Importer, row
from integration.importing.test_payments import paid, take

EUR: dict[str, Any] = {"customer": "C1", "currency": "EUR"}


@pytest.fixture
def owed(importer: Importer) -> Importer:
    importer.invoices(row("INV-1", 100))
    for number in ("D-1", "D-2"):
        asked: dict[str, Any] = {"item_date": FIRST.replace(day=1), "terms": "2/10 net 30", "amount_minor": 1_000_00}
        post_invoice(importer.on(FIRST), number=number, **asked, **EUR)
    return importer


def credits_of(importer: Importer) -> list[tuple[str, int, int]]:
    rows = importer.books.entries.filter(kind="credit").order_by("id")
    return list(rows.values_list("number", "amount_minor", "unallocated_minor"))


@pytest.mark.parametrize(
    ("lines", "left", "discounts"),
    [
        ((paid("980", "D-1"),), {"D-1": 0, "D-2": 1_000_00}, 1),
        ((paid("980", "D-1"), paid("980", "D-2")), {"D-1": 0, "D-2": 0}, 2),
        ((paid("500", "D-1"), paid("480", "D-1", day="2026-03-02")), {"D-1": 0, "D-2": 1_000_00}, 1),
        ((paid("979.99", "D-1"),), {"D-1": 20_01, "D-2": 1_000_00}, None),
        ((paid("40", "INV-1"),), {"D-1": 1_000_00, "D-2": 1_000_00}, None),
    ],
)
def test_a_list_earns_what_single_payments_earn(
    owed: Importer, lines: tuple[str, ...], left: dict[str, int], discounts: int | None
) -> None:
    answer = take(owed, *lines)
    assert {number: owed.left[number] for number in left} == left
    assert answer.get("discounts") == discounts


def test_a_list_that_is_taken_back_leaves_no_discount(owed: Importer) -> None:
    kept = take(owed, paid("980", "D-1"))
    owed.undo(kept)
    assert owed.left["D-1"] == 1_000_00
    assert owed.books.discounts_taken.standing().count() == 0
    take(owed, paid("980", "D-1", day="2026-03-02"))
    assert owed.left["D-1"] == 0


def test_the_bank_takes_back_the_discount_with_the_money(owed: Importer) -> None:
    take(owed, paid("980", "D-1"))
    answer = chargeback(owed.on(FIRST), amount_minor=980_00, reference="D-1", **EUR)
    assert answer["discounts_ended"] == [{"item": "D-1", "amount_minor": 20_00}]
    assert owed.left["D-1"] == 1_000_00
    take(owed, paid("980", "D-1", day="2026-03-02"))
    assert credits_of(owed) == [("DISCOUNT-D-1", 20_00, 0), ("DISCOUNT-D-1/2", 20_00, 0)]


def test_what_we_send_back_ourselves_leaves_the_discount(owed: Importer) -> None:
    take(owed, paid("980", "D-1"))
    told: dict[str, Any] = refund(owed.on(FIRST), amount_minor=100_00, reference="D-1", **EUR)
    assert "discounts_ended" not in told
    assert owed.left["D-1"] == 100_00
