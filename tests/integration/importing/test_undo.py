"""An import taken back: the books are as if it had not been, the journal keeps both, and the right file can come."""

from datetime import timedelta

import pytest

from dunwell.data.models import JournalEntry
from dunwell.data.snapshot.take import newest_cash
from dunwell.domain.errors import UserError
from dunwell.queries.imports import list_imports
from dunwell.usecases.mark_sent import mark_sent
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.run_collections import run_collections
from integration.importing.desk import FIRST, Importer, row, rows

SECOND = FIRST + timedelta(days=1)
MONEY = "payment number,customer no,customer name,payment date,currency,amount received,reference"
PEOPLE = "customer no,customer name,email,city,terms,stage,promised on,promised amount,promise currency,disputed"


def test_items_are_owed_no_more_and_the_right_file_brings_their_numbers(importer: Importer) -> None:
    wrong = importer.invoices(row("A", 40), row("B", 100), row("CN", -30, amount=-30))
    done = importer.undo(wrong)
    assert (done["items"], done["what"]) == (2, "items")
    assert set(importer.left.values()) == {0}
    assert not importer.books.entries.unallocated().exists()
    right = importer.invoices(row("A", 90, amount=90), row("CN", -30, amount=-30))
    assert (right["invoices"], right["credits"], importer.left["A"]) == (1, 1, 90_00)


def test_the_same_file_may_come_again(importer: Importer) -> None:
    reading = importer.read(*rows("A", "B"))
    importer.undo(importer.take(reading))
    again = importer.take(reading)
    assert (again["already"], again["invoices"], importer.left["A"]) == (False, 2, 100_00)
    assert [each["undone_on"] for each in list_imports(importer.company)] == [None, FIRST.isoformat()]


def test_another_file_that_said_the_same_brings_it_back(importer: Importer) -> None:
    first = importer.invoices(row("A", 100))
    other = importer.read(*rows("A", "B"))
    assert importer.take(other)["unchanged"] == 1
    importer.undo(first)
    assert (importer.take(other)["invoices"], importer.left["A"]) == (1, 100_00)


def test_what_others_said_of_its_items_ends_and_their_money_waits(importer: Importer) -> None:
    wrong = importer.invoices(*rows("A", "B", "C"))
    caller = importer.on(FIRST)
    post_payment(caller, customer="C1", amount_minor=100_00, currency="EUR", reference="A")
    raise_dispute(caller, item="B")
    record_promise(caller, customer="C1", amount_minor=50_00, currency="EUR", on=SECOND)
    assert importer.undo(wrong)["freed"] == 1
    assert importer.books.entries.get(kind="payment").unallocated_minor == 100_00
    assert [row.state for row in importer.books.disputes.all()] == ["withdrawn"]
    assert [row.state for row in importer.books.commitments.all()] == ["withdrawn"]


def test_payments_go_out_again_and_cash_is_as_stale_as_before(importer: Importer) -> None:
    importer.invoices(*rows("A", "B"))
    wrong = importer.take(importer.read(",C1,x,2026-03-01,EUR,100,A", ",C1,x,2026-03-01,EUR,7,", head=MONEY))
    assert newest_cash(importer.company, FIRST) is not None
    importer.undo(wrong)
    assert (importer.left, newest_cash(importer.company, FIRST)) == ({"A": 100_00, "B": 100_00}, None)
    assert not importer.books.entries.unallocated().exists()
    again = importer.take(importer.read(",C1,x,2026-03-01,EUR,100,A", head=MONEY))
    assert (again["payments"], again["duplicates"]) == (1, 0)


def test_a_list_taken_back_opens_what_it_settled_and_settles_what_it_opened(importer: Importer) -> None:
    importer.listed(*rows("A", "B"), row("CN", -30, amount=-30), on=FIRST)
    importer.listed(row("A", 100), row("CN", -30, amount=-30), on=SECOND)
    post_payment(importer.on(SECOND), customer="C1", amount_minor=10_00, currency="EUR", entry_date=FIRST)
    wrong = importer.listed(row("A", 60), row("B", 100), row("D", 100), on=SECOND)
    assert importer.left == {"A": 60_00, "B": 100_00, "D": 100_00}
    importer.undo(wrong, SECOND)
    left = {number: minor for number, minor in importer.left.items() if "undone" not in number}
    assert left == {"A": 100_00, "B": 0}
    loose = importer.books.entries.unallocated()
    assert sorted((each.kind, each.unallocated_minor) for each in loose) == [("credit", 30_00), ("payment", 10_00)]
    assert newest_cash(importer.company, SECOND) == SECOND


def test_customers_get_back_what_a_list_of_customers_changed(importer: Importer) -> None:
    importer.invoices(*rows("A", "B"))
    before = importer.books.customers.get()
    wrong = importer.take(
        importer.read("C1,Renamed,a@b.example,Delft,net 10,late,2026-03-20,50,EUR,", head=PEOPLE), FIRST
    )
    assert (wrong["stages"], wrong["promises"], importer.books.customers.get().name) == (1, 1, "Renamed")
    importer.undo(wrong)
    after = importer.books.customers.get()
    assert (after.name, after.terms) == (before.name, before.terms)
    assert not importer.books.placements.standing().exists()
    assert [row.state for row in importer.books.commitments.all()] == ["withdrawn"]


def test_an_import_of_which_something_was_sent_stays(importer: Importer) -> None:
    wrong = importer.invoices(*rows("A", "B"))
    people = importer.read("C1,Customer C1,a@b.example,Delft,,,,,,", head=PEOPLE)
    importer.take(people)
    due = FIRST + timedelta(days=3)
    run_collections(importer.on(due), as_of=due, allow_stale=True, approved=True, delivered=False)
    (message,) = importer.books.messages.all()
    mark_sent(importer.on(due), messages=[message.pk])
    with pytest.raises(UserError) as refusal:
        importer.undo(wrong, due)
    assert refusal.value.code == "sent_already"
    assert importer.left == {"A": 100_00, "B": 100_00}


def test_what_was_decided_and_not_sent_yet_does_not_stop_it(importer: Importer) -> None:
    wrong = importer.invoices(*rows("A", "B"))
    importer.take(importer.read("C1,Customer C1,a@b.example,Delft,,,,,,", head=PEOPLE))
    due = FIRST + timedelta(days=3)
    run_collections(importer.on(due), as_of=due, allow_stale=True, approved=True, delivered=False)
    version = importer.books.customers.get().version
    importer.undo(wrong, due)
    assert set(importer.left.values()) == {0}
    assert importer.books.customers.get().version > version  # whoever sends looks again


def test_what_a_later_list_was_compared_with_stays(importer: Importer) -> None:
    first = importer.listed(*rows("A", "B"), on=FIRST)
    second = importer.listed(row("A", 100), on=SECOND)
    with pytest.raises(UserError) as refusal:
        importer.undo(first, SECOND)
    assert refusal.value.code == "import_built_on"
    importer.undo(second, SECOND)
    importer.undo(first, SECOND)
    assert set(importer.left.values()) == {0}


@pytest.mark.parametrize("again", [False, True])
def test_what_is_not_there_cannot_be_taken_back(importer: Importer, again: bool) -> None:
    answer = importer.invoices(row("A", 100))
    if again:
        importer.undo(answer)
    with pytest.raises(UserError) as refusal:
        importer.undo(answer if again else {"import_id": 99_999})
    assert refusal.value.code == "unknown_import"


def test_the_journal_keeps_both_and_nothing_is_removed(importer: Importer) -> None:
    answer = importer.invoices(*rows("A", "B"))
    counts = importer.books.items.count(), importer.books.customers.count()
    importer.undo(answer)
    assert (importer.books.items.count(), importer.books.customers.count()) == counts
    verbs = JournalEntry.objects.filter(company=importer.company, verb="import").values_list("row_count", flat=True)
    assert list(verbs.order_by("id")) == [2, None]


def test_money_that_named_an_item_is_money_with_a_reference_after_that_is_taken_back_too(importer: Importer) -> None:
    importer.invoices(row("B", 100))
    wrong = importer.invoices(row("A", 100))
    record_promise(importer.on(FIRST), customer="C1", amount_minor=100_00, currency="EUR", on=SECOND)
    post_payment(importer.on(FIRST), customer="C1", amount_minor=40_00, currency="EUR", reference="A")
    importer.undo(wrong)
    assert importer.books.commitments.get().counted_minor == 0
