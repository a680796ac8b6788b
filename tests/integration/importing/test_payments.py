"""Payments lists: money finds its items by rule 9, twice told money comes once, strangers are named."""

from datetime import timedelta
from typing import Any

import pytest

from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.record_promise import record_promise
from integration.importing.desk import FIRST, Importer, codes, row, rows

HEAD = "payment number,customer no,customer name,payment date,currency,amount received,reference"


def paid(amount: str, reference: str = "", customer: str = "C1", day: str = "2026-03-01", number: str = "") -> str:
    return f"{number},{customer},Customer {customer},{day},EUR,{amount},{reference}"


def take(importer: Importer, *lines: str) -> dict[str, Any]:
    return importer.take(importer.read(*lines, head=HEAD))


@pytest.fixture
def owed(importer: Importer) -> Importer:
    importer.invoices(row("INV-1", 100), row("INV-2", 50, amount=50), row("INV-3", 70, amount=70, customer="C2"))
    return importer


HOW_MONEY_FINDS_ITS_ITEMS = [
    (paid("100", "for INV-1"), {"INV-1": 0}, 0, "by_reference"),
    (paid("40", "INV-1"), {"INV-1": 60_00}, 0, "by_reference"),
    (paid("50"), {"INV-2": 0}, 0, "by_exact_amount"),
    (paid("150"), {"INV-1": 0, "INV-2": 0}, 0, "by_past_due_total"),
    (paid("33"), {}, 33_00, "none"),
    (paid("80", "INV-2"), {"INV-2": 0}, 30_00, "by_reference"),
]


@pytest.mark.parametrize(("line", "settled", "unallocated", "basis"), HOW_MONEY_FINDS_ITS_ITEMS)
def test_money_finds_its_items(
    owed: Importer, line: str, settled: dict[str, int], unallocated: int, basis: str
) -> None:
    before = owed.left
    answer = take(owed, line)
    assert (owed.left, answer["found_by"]) == (before | settled, {basis: 1})
    assert owed.books.entries.get().unallocated_minor == unallocated


def test_a_list_comes_to_what_single_payments_come_to(owed: Importer) -> None:
    """Each payment sees what those before it settled, and joins what they left."""
    take(owed, paid("60", day="2026-02-20"), paid("70", customer="C2"), paid("90"), paid("10", "INV-3", customer="C2"))
    assert owed.left == {"INV-1": 0, "INV-2": 0, "INV-3": 0}
    assert [row.unallocated_minor for row in owed.books.entries.order_by("entry_date", "id")] == [0, 0, 0, 10_00]


def test_money_that_is_on_record_is_told_and_not_posted_again(owed: Importer) -> None:
    post_payment(owed.on(FIRST), customer="C1", amount_minor=33_00, currency="EUR", entry_date=FIRST)
    day = FIRST.isoformat()
    answer = take(owed, paid("33", day=day), paid("34", day=day))
    assert (answer["payments"], answer["duplicates"], codes(answer)) == (1, 1, ["payment_on_record"])


def test_equal_payments_of_one_file_are_both_posted_and_a_longer_export_adds_the_rest(owed: Importer) -> None:
    assert take(owed, paid("5"), paid("5"))["payments"] == 2
    answer = take(owed, paid("5"), paid("5"), paid("5"))
    assert (answer["payments"], answer["duplicates"]) == (1, 2)


def test_a_number_of_its_own_tells_payments_apart(owed: Importer) -> None:
    take(owed, paid("5", number="P1"), paid("5", number="P2"))
    answer = take(owed, paid("5", number="P2"), paid("5", number="P3"), paid("9", number="P1"))
    assert (answer["payments"], answer["duplicates"], codes(answer)) == (1, 2, ["number_says_otherwise"])


def test_strangers_and_lost_zeros_are_named_and_the_others_go_in(owed: Importer) -> None:
    owed.invoices(row("INV-9", 10, customer="007"))
    answer = take(owed, paid("5", customer="NOBODY"), paid("6", customer="7"), paid("100", "INV-1"))
    assert (codes(answer), answer["rows_refused"]) == (["unknown_customer", "leading_zeros_lost"], 2)
    assert owed.left["INV-1"] == 0


def test_a_file_with_strangers_goes_on_once_they_are_known(owed: Importer) -> None:
    reading = owed.read(paid("5", customer="C1"), paid("6", customer="C9"), head=HEAD)
    assert owed.take(reading)["payments"] == 1
    owed.invoices(row("INV-9", 10, customer="C9"))
    again = owed.take(reading)
    assert (again["payments"], again["already"], again["rows_refused"]) == (1, False, 0)
    assert owed.take(reading)["already"] is True


def test_customers_without_numbers_are_known_by_a_name_that_one_alone_has(owed: Importer) -> None:
    head = HEAD.replace("customer no,", "")
    answer = owed.take(owed.read(",customer  c1,2026-03-01,EUR,100,INV-1", head=head))
    assert (answer["payments"], owed.left["INV-1"]) == (1, 0)


def test_a_refund_takes_what_is_unallocated_and_else_is_left_out(owed: Importer) -> None:
    answer = take(owed, paid("33"), paid("-20"), paid("-20", day="2026-03-02"))
    assert (answer["payments"], answer["refunds"], codes(answer)) == (1, 1, ["nothing_to_refund"])
    assert owed.books.entries.get(kind="payment").unallocated_minor == 13_00


def test_money_of_tomorrow_is_refused(owed: Importer) -> None:
    tomorrow = (FIRST + timedelta(days=1)).isoformat()
    assert codes(take(owed, paid("5", day=tomorrow))) == ["paid_in_future"]


def test_promises_count_the_money_of_a_list(owed: Importer) -> None:
    later = FIRST + timedelta(days=5)
    record_promise(owed.on(FIRST), customer="C1", amount_minor=100_00, currency="EUR", on=later)
    take(owed, paid("100", "INV-1", day="2026-03-02"))
    assert owed.books.commitments.get().state == "kept"


def test_the_number_of_statements_does_not_grow_with_the_rows(
    importer: Importer, django_assert_max_num_queries: Any
) -> None:
    importer.invoices(*(row(f"N{number}", 100, customer=f"C{number % 40}") for number in range(1_000)))
    lines = [paid("100", f"N{number}", customer=f"C{number % 40}") for number in range(1_000)]
    reading = importer.read(*lines, head=HEAD)
    with django_assert_max_num_queries(150):  # SQLite takes some fifty rows a statement
        answer = importer.take(reading)
    assert (answer["payments"], set(importer.left.values())) == (1_000, {0})


def test_what_stands_under_one_number_is_paid_once(importer: Importer) -> None:
    importer.invoices(*rows("A", "B"))
    reading = importer.read(paid("100", "A"), head=HEAD)
    assert [importer.take(reading)["already"] for _ in range(3)] == [False, True, True]
    assert importer.left == {"A": 0, "B": 100_00}
