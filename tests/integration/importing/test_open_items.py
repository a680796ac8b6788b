"""The daily list: complete, so that what it leaves out was settled, and what it opens again is owed."""

from datetime import date, timedelta
from typing import Any

import pytest

from dunwell.data.snapshot.take import newest_cash
from dunwell.domain.errors import UserError
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.write_off import write_off
from integration.importing.desk import FIRST, HEAD, Importer, changes, codes, row, rows

SECOND, THIRD = FIRST + timedelta(days=1), FIRST + timedelta(days=2)


def test_what_a_list_leaves_out_is_settled_on_its_day(importer: Importer) -> None:
    importer.listed(*rows("A", "B"), on=FIRST)
    answer = importer.listed(row("A", 100), on=SECOND)
    assert changes(answer) == [("B", "settled", 0)]
    assert importer.left == {"A": 100_00, "B": 0}
    assert importer.entries("by_list") == [("by_list", 100_00, SECOND.isoformat())]


def test_a_smaller_open_amount_is_part_settled_and_a_larger_one_opened_again(importer: Importer) -> None:
    importer.listed(row("A", 100), on=FIRST)
    lower = importer.listed(row("A", 40), on=SECOND)
    higher = importer.listed(row("A", 70), on=THIRD)
    assert (changes(lower), changes(higher)) == ([("A", "part_settled", 40_00)], [("A", "reopened", 70_00)])
    assert importer.left == {"A": 70_00}
    assert importer.books.items.get().opened == 0  # it was open all along: its steps are not fired again


def test_an_item_that_comes_back_is_owed_again(importer: Importer) -> None:
    importer.listed(*rows("A", "B"), on=FIRST)
    importer.listed(row("A", 100), on=SECOND)
    answer = importer.listed(*rows("A", "B"), on=THIRD)
    assert changes(answer) == [("B", "reopened", 100_00)]
    assert importer.left == {"A": 100_00, "B": 100_00}
    assert importer.books.items.get(number="B").opened == 1
    assert importer.entries("by_list", "undo") == [
        ("by_list", 100_00, SECOND.isoformat()),
        ("undo", 100_00, THIRD.isoformat()),
    ]


def test_money_that_settled_nothing_settles_before_the_list_does(importer: Importer) -> None:
    """A payment on account and the list that shows its invoice settled are one event, and count once."""
    importer.listed(*rows("A", "B"), on=FIRST)
    post_payment(importer.on(SECOND), customer="C1", amount_minor=60_00, currency="EUR")
    importer.listed(row("A", 100), on=THIRD)
    assert importer.left == {"A": 100_00, "B": 0}
    assert importer.entries("by_list") == [("by_list", 40_00, THIRD.isoformat())]
    assert not importer.books.entries.unallocated().exists()


def test_what_money_settled_is_opened_again_where_the_list_says_so_and_goes_back_later(importer: Importer) -> None:
    importer.listed(row("A", 100), on=FIRST)
    post_payment(importer.on(FIRST), customer="C1", amount_minor=100_00, currency="EUR", reference="A")
    answer = importer.listed(row("A", 100), on=SECOND)
    assert changes(answer) == [("A", "reopened", 100_00)]
    assert importer.books.entries.unallocated().get().unallocated_minor == 100_00
    importer.listed(row("Z", 100), on=THIRD)
    assert (importer.left["A"], importer.entries("by_list")) == (0, [])
    assert not importer.books.entries.unallocated().exists()


def test_money_dated_after_the_list_is_not_missing_from_it(importer: Importer) -> None:
    importer.listed(*rows("A", "B"), on=FIRST)
    post_payment(importer.on(THIRD), customer="C1", amount_minor=100_00, currency="EUR", reference="A")
    answer = importer.take(importer.read(*rows("A", "B")), THIRD, as_of=SECOND)
    assert (answer["changes"], importer.left) == ([], {"A": 0, "B": 100_00})


def test_charges_and_items_dated_after_the_list_are_not_settled_by_absence(importer: Importer) -> None:
    importer.listed(row("A", 100), on=FIRST)
    late: dict[str, Any] = {"customer": "C1", "amount_minor": 5_00, "currency": "EUR", "due_date": THIRD}
    post_invoice(importer.on(THIRD), number="LATER", item_date=THIRD, **late)
    importer.books.items.create(
        customer=importer.books.customers.get(), kind="fee", number="FEE", currency="EUR", amount_minor=2_00,
        residual_minor=2_00, item_date=FIRST, due_date=FIRST, recorded_on=FIRST,
    )  # fmt: skip
    importer.take(importer.read(row("Z", 100)), THIRD, as_of=SECOND, confirm=True)
    assert importer.left == {"A": 0, "FEE": 2_00, "LATER": 5_00, "Z": 100_00}


def test_more_than_a_fifth_is_not_settled_unasked(importer: Importer) -> None:
    importer.listed(*rows("A", "B", "C", "D"), on=FIRST)
    reading = importer.read(*rows("A", "B", "C"))
    with pytest.raises(UserError) as refusal:
        importer.take(reading, SECOND, as_of=SECOND)
    assert refusal.value.code == "much_vanishes"
    assert (importer.left["D"], importer.books.import_files.count()) == (100_00, 1)
    tried = importer.take(reading, SECOND, as_of=SECOND, dry=True)
    assert (tried["needs_confirm"], changes(tried), importer.left["D"]) == (True, [("D", "settled", 0)], 100_00)
    importer.take(reading, SECOND, as_of=SECOND, confirm=True)
    assert importer.left["D"] == 0


def test_a_fifth_is_settled_without_a_question(importer: Importer) -> None:
    importer.listed(*rows("A", "B", "C", "D", "E"), on=FIRST)
    importer.listed(*rows("A", "B", "C", "D"), on=SECOND, confirm=False)
    assert importer.left["E"] == 0


def test_a_list_older_than_the_newest_is_refused_and_one_of_tomorrow_too(importer: Importer) -> None:
    importer.listed(row("A", 100), on=SECOND)
    for day, code in ((FIRST, "list_too_old"), (SECOND + timedelta(days=1), "list_in_future")):
        with pytest.raises(UserError) as refusal:
            importer.take(importer.read(row("B", 100)), SECOND, as_of=day)
        assert refusal.value.code == code
    assert importer.left == {"A": 100_00}


def test_the_same_list_on_another_day_makes_cash_fresh_and_changes_nothing(importer: Importer) -> None:
    reading = importer.read(*rows("A", "B"))
    importer.take(reading, FIRST, as_of=FIRST)
    assert importer.take(reading, FIRST, as_of=FIRST)["already"] is True
    answer = importer.take(reading, SECOND, as_of=SECOND)
    assert (answer["already"], answer["changes"]) == (False, [])
    assert newest_cash(importer.company, THIRD) == SECOND


def test_a_list_with_rows_that_cannot_be_read_settles_nothing_by_absence(importer: Importer) -> None:
    importer.listed(*rows("A", "B", "C"), on=FIRST)
    answer = importer.listed(row("A", 40), row("B", 100, dated="30.02.2026"), on=SECOND)
    assert (answer["complete"], codes(answer)[0], importer.left) == (
        False,
        "list_incomplete",
        {"A": 40_00, "B": 100_00, "C": 100_00},
    )
    assert newest_cash(importer.company, SECOND) == FIRST


WHAT_A_NUMBER_CAN_SAY_OTHERWISE: list[tuple[str, str]] = [
    (row("0042", 100, amount=120), "number_says_otherwise"),
    (row("0042", 100, customer="C2"), "number_says_otherwise"),
    (row("0042", 100, currency="USD"), "number_says_otherwise"),
    (row("42", 100), "leading_zeros_lost"),
    (row("0042", 100, name="Somebody Else"), "name_changed"),
]


@pytest.mark.parametrize(("line", "code"), WHAT_A_NUMBER_CAN_SAY_OTHERWISE)
def test_what_changed_under_a_number_is_told_and_never_merged(importer: Importer, line: str, code: str) -> None:
    importer.listed(row("0042", 100), row("B", 100, customer="C2"), on=FIRST)
    answer = importer.listed(line, row("B", 100, customer="C2"), on=SECOND)
    assert (codes(answer), importer.left) == ([code], {"0042": 100_00, "B": 100_00})
    assert importer.books.customers.named("C1").name == "Customer C1"


def test_a_customer_that_lost_its_zeros_is_no_new_customer(importer: Importer) -> None:
    importer.listed(row("A", 100, customer="007"), on=FIRST)
    answer = importer.listed(row("A", 100, customer="7"), row("B", 100, customer="7"), on=SECOND)
    assert codes(answer) == ["leading_zeros_lost"] * 2
    assert (importer.left, importer.books.customers.count()) == ({"A": 100_00}, 1)


def test_a_credit_that_the_list_no_longer_has_settled_what_it_lowered(importer: Importer) -> None:
    importer.listed(row("A", 100), row("CN", -30, amount=-30), on=FIRST)
    answer = importer.listed(row("A", 70), on=SECOND)
    assert changes(answer) == [("A", "part_settled", 70_00), ("CN", "credit_used", None)]
    assert (importer.left, importer.entries("by_list")) == ({"A": 70_00}, [])
    back = importer.listed(row("A", 100), row("CN", -30, amount=-30), on=THIRD)
    assert changes(back) == [("A", "reopened", 100_00)]
    assert importer.books.entries.get(number="CN").unallocated_minor == 30_00


def test_a_credit_used_elsewhere_leaves_the_books_and_may_come_back(importer: Importer) -> None:
    importer.listed(row("A", 100), row("CN", -30, amount=-30), on=FIRST)
    importer.listed(row("A", 100), on=SECOND)
    assert not importer.books.entries.unallocated().exists()
    answer = importer.listed(row("A", 100), row("CN", -30, amount=-30), on=THIRD)
    assert changes(answer) == [("CN", "credit_back", None)]
    assert importer.books.entries.unallocated().get().unallocated_minor == 30_00
    importer.listed(row("A", 100), on=THIRD)
    assert not importer.books.entries.unallocated().exists()


def test_a_credit_that_no_list_brought_is_not_settled_by_absence(importer: Importer) -> None:
    importer.listed(row("A", 100), on=FIRST)
    post_credit(importer.on(FIRST), number="OWN", customer="C1", amount_minor=5_00, currency="EUR")
    importer.listed(row("A", 100), on=SECOND)
    assert importer.books.entries.unallocated().get().number == "OWN"


def test_what_was_written_off_here_is_not_opened_by_a_list(importer: Importer) -> None:
    importer.listed(row("A", 100), on=FIRST)
    write_off(importer.on(FIRST), item="A")
    answer = importer.listed(row("A", 100), on=SECOND)
    assert (codes(answer), importer.left) == (["given_up_but_open"], {"A": 0})


def test_a_promise_is_kept_by_what_a_list_settles(importer: Importer) -> None:
    importer.listed(*rows("A", "B"), on=FIRST)
    record_promise(importer.on(FIRST), customer="C1", amount_minor=100_00, currency="EUR", on=THIRD)
    importer.listed(row("B", 100), on=SECOND)
    assert importer.books.commitments.get().state == "kept"


def test_a_list_of_open_amounts_alone_lowers_what_is_on_record(importer: Importer) -> None:
    importer.listed(*rows("A", "B"), on=FIRST)
    head = "number,customer no,customer name,invoice date,due date,currency,open amount"
    lines = [f"{number},C1,Customer C1,2026-02-01,2026-03-01,EUR,{left}" for number, left in (("A", 60), ("B", 100))]
    answer = importer.take(importer.read(*lines, head=head), SECOND, as_of=SECOND, confirm=True)
    assert (changes(answer), codes(answer)) == ([("A", "part_settled", 60_00)], [])


def test_a_list_of_thousands_takes_a_bounded_number_of_statements(
    importer: Importer, django_assert_max_num_queries: Any
) -> None:
    many = [row(f"N{number}", 100, customer=f"C{number % 50}") for number in range(2_000)]
    importer.listed(*many, on=FIRST)
    kept = [line for at, line in enumerate(many) if at % 10]
    reading = importer.read(*kept)
    with django_assert_max_num_queries(150):
        answer = importer.take(reading, SECOND, as_of=SECOND)
    assert answer["by_list_settled"] == 200


def test_the_day_of_a_list_counts_and_not_the_day_on_which_it_came(importer: Importer) -> None:
    importer.listed(*rows("A", "B"), on=FIRST)
    importer.take(importer.read(row("A", 100)), date(2026, 3, 9), as_of=SECOND, confirm=True)
    (settled,) = importer.books.allocations.all()
    assert (settled.allocated_on, settled.recorded_on) == (SECOND, date(2026, 3, 9))


FLAGGED = f"{HEAD},disputed"


def flagged(importer: Importer, *lines: str, on: date) -> dict[str, Any]:
    return importer.take(importer.read(*lines, head=FLAGGED), on, as_of=on, confirm=True)


def test_what_a_list_is_the_first_to_call_disputed_is_disputed_once(importer: Importer) -> None:
    flagged(importer, f"{row('A', 100)},", f"{row('B', 100)},", on=FIRST)
    answer = flagged(importer, f"{row('A', 60)},yes", f"{row('B', 100)},no", on=SECOND)
    assert changes(answer) == [("A", "part_settled", 60_00), ("A", "contested", 60_00)]
    [dispute] = importer.books.disputes.all()
    assert (dispute.item.number, dispute.amount_minor, dispute.state) == ("A", 60_00, "open")
    importer.books.disputes.update(state="rejected", ended_on=SECOND)
    assert changes(flagged(importer, f"{row('A', 60)},yes", f"{row('B', 100)},yes", on=THIRD)) == [
        ("B", "contested", 100_00)
    ]


@pytest.mark.parametrize(
    ("left", "credited"), [(70, 30_00), (80, 0), (None, 30_00)], ids=["just that", "another part", "gone"]
)
def test_an_upheld_dispute_is_credited_where_the_list_shows_it(
    importer: Importer, left: int | None, credited: int
) -> None:
    importer.listed(*rows("A", "B"), on=FIRST)
    importer.books.disputes.create(
        customer=importer.books.items.get(number="A").customer,
        item=importer.books.items.get(number="A"),
        amount_minor=30_00,
        opened_on=FIRST,
        state="upheld",
        ended_on=FIRST,
        recorded_on=FIRST,
    )
    answer = importer.listed(*([row("A", left)] if left else []), row("B", 100), on=SECOND)
    assert importer.books.disputes.get().credited_minor == credited
    assert ("credited" in [what for _, what, _ in changes(answer)]) == bool(credited)
    importer.undo(answer, on=SECOND)
    assert importer.books.disputes.get().credited_minor == 0
    assert importer.left == {"A": 100_00, "B": 100_00}


def test_a_fifth_is_counted_in_each_currency_by_itself(importer: Importer) -> None:
    importer.listed(*[row(f"A{at}", 100) for at in range(9)], row("J", 100, currency="USD"), on=FIRST)
    with pytest.raises(UserError, match="USD") as refused:
        importer.listed(*[row(f"A{at}", 100) for at in range(9)], on=SECOND, confirm=False)
    assert refused.value.code == "much_vanishes"
    assert importer.left["J"] == 100_00


def test_a_plain_list_with_part_payments_is_no_knowledge_of_cash(importer: Importer) -> None:
    importer.invoices(row("A", 40), row("B", 0))
    assert newest_cash(importer.company, THIRD) is None
    assert importer.entries("by_list") == [("by_list", 60_00, str(FIRST)), ("by_list", 100_00, str(FIRST))]
