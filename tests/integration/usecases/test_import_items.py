"""Files of open items go into the books once, whole, and past days show what was open then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest

from dunwell.adapters.files import read_items_file
from dunwell.data.books import Books
from dunwell.domain.roles import Role
from dunwell.ports import FileReading, ItemRow, TakenFor
from dunwell.queries.aging import aging
from dunwell.queries.balance import balances
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.import_items import import_items
from dunwell.usecases.open_company import open_company
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.work import Caller, find_company
from source_tree import ROOT

TODAY = date(2026, 6, 1)
CALLER = Caller("ours", "ann", Role.OWNER, datetime(2026, 6, 1, 9, tzinfo=UTC), TODAY)
LEDGER = ROOT.parent / "shared" / "data" / "receivables" / "WA_Fn-UseC_-Accounts-Receivable.csv"

INVOICE = ItemRow(
    line=2,
    number="INV-1",
    customer_ref="ACME",
    customer_name="Acme Ltd",
    kind="invoice",
    item_date=date(2026, 3, 1),
    due_date=date(2026, 3, 31),
    currency="EUR",
    amount_minor=100_00,
    open_minor=100_00,
    settled_on=None,
    disputed=None,
    email="ap@acme.example",
    phone="",
    country="",
    terms="",
    reference="",
)


@pytest.fixture
def books(db: None) -> Books:
    open_company(CALLER, slug="ours", name="Ours BV", country="NL", calendar="none")
    return Books(find_company("ours"))


def reading(*rows: dict[str, Any]) -> FileReading:
    """Make what an adapter reads from a file: rows on lines of their own, told by what differs from INVOICE."""
    told = [replace(INVOICE, line=line, **row) for line, row in enumerate(rows, 2)]
    digest = sha256("".join(row.digest for row in told).encode()).hexdigest()
    return FileReading("ledger.csv", digest, tuple(told), (), TakenFor(), rows_seen=len(told))


def problems(answer: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(each["line"], each["field"], each["code"]) for each in answer["problems"]]


WHAT_BECOMES_OF_A_ROW = [
    ({}, (100_00, 0, None)),
    ({"open_minor": None}, (100_00, 0, None)),
    ({"open_minor": 40_00}, (40_00, 60_00, TODAY)),
    ({"open_minor": 0}, (0, 100_00, TODAY)),
    ({"open_minor": None, "settled_on": date(2026, 4, 2)}, (0, 100_00, date(2026, 4, 2))),
    ({"open_minor": 0, "settled_on": date(2026, 2, 20)}, (0, 100_00, date(2026, 2, 20))),
]


@pytest.mark.parametrize(("row", "expected"), WHAT_BECOMES_OF_A_ROW)
def test_a_row_becomes_an_invoice_and_the_payment_it_implies(books: Books, row: dict[str, Any], expected: Any) -> None:
    import_items(CALLER, reading=reading(row))
    item, payment = books.items.get(), books.entries.first()
    paid = (payment.amount_minor, payment.entry_date) if payment else (0, None)
    assert (item.residual_minor, *paid) == expected
    assert payment is None or (payment.reference, payment.unallocated_minor) == ("INV-1", 0)


def test_rows_bring_their_customers_and_reach_them(books: Books) -> None:
    answer = import_items(CALLER, reading=reading({}, {"number": "INV-2", "customer_name": "ACME LTD"}))
    assert (answer["customers"], answer["invoices"]) == (1, 2)
    assert books.customers.get().name == "Acme Ltd"
    assert books.addresses.get().text == "ap@acme.example"


def test_a_customer_on_the_books_stays_as_it_is_and_is_planned_anew(books: Books) -> None:
    add_customer(CALLER, ref="ACME", name="Acme d.o.o.")
    before = books.customers.get().version
    import_items(CALLER, reading=reading({}))
    customer = books.customers.get()
    assert (customer.name, customer.version) == ("Acme d.o.o.", before + 1)


@pytest.mark.parametrize(
    ("terms", "own", "due"),
    [("net 10", "net 20", date(2026, 3, 11)), ("", "net 20", date(2026, 3, 21)), ("", "", date(2026, 3, 31))],
)
def test_without_a_due_date_terms_give_it(books: Books, terms: str, own: str, due: date) -> None:
    add_customer(CALLER, ref="ACME", name="Acme Ltd", terms=own)
    import_items(CALLER, reading=reading({"due_date": None, "terms": terms}))
    assert books.items.get().due_date == due


def test_credits_wait_and_used_ones_have_left_their_trace(books: Books) -> None:
    answer = import_items(
        CALLER,
        reading=reading(
            {"kind": "credit", "number": "CN-1"},
            {"kind": "credit", "number": "CN-2", "open_minor": 30_00},
            {"kind": "credit", "number": "CN-3", "open_minor": 0},
        ),
    )
    assert (answer["credits"], answer["credits_used"]) == (2, 1)
    assert balances(books.company) == {"ACME": {"EUR": -130_00}}


def test_what_the_file_calls_disputed_is_disputed_while_it_is_open(books: Books) -> None:
    settled = {"number": "INV-2", "disputed": True, "settled_on": date(2026, 4, 1)}
    import_items(CALLER, reading=reading({"disputed": True, "open_minor": 70_00}, settled))
    assert [(each.item.number, each.amount_minor) for each in books.disputes.all()] == [("INV-1", 70_00)]


ROWS_THAT_DO_NOT_GO_IN = [
    ({"amount_minor": 90_00, "open_minor": 90_00}, "amount", "number_says_otherwise"),
    ({"currency": "USD"}, "currency", "number_says_otherwise"),
    ({"customer_ref": "OTHER"}, "customer", "number_says_otherwise"),
    ({"item_date": date(2026, 3, 2)}, "item_date", "number_says_otherwise"),
    ({"due_date": date(2026, 4, 30)}, "due_date", "number_says_otherwise"),
    ({"open_minor": 1}, "open", "open_differs"),
    ({"number": "INV-2", "settled_on": date(2026, 6, 2)}, "settled_on", "settled_in_future"),
    ({"number": "N" * 201}, "number", "too_long"),
    ({"number": "INV-2", "due_date": None, "terms": "NAA8"}, "terms", "unknown_terms"),
]


@pytest.mark.parametrize(("row", "field", "code"), ROWS_THAT_DO_NOT_GO_IN)
def test_a_row_that_cannot_go_in_is_named_and_the_others_do(
    books: Books, row: dict[str, Any], field: str, code: str
) -> None:
    import_items(CALLER, reading=reading({}))
    answer = import_items(CALLER, reading=reading({"number": "INV-9"}, row))
    assert problems(answer) == [(3, field, code)]
    assert list(books.items.order_by("number").values_list("number", flat=True)) == ["INV-1", "INV-9"]
    assert books.items.get(number="INV-1").residual_minor == 100_00


def test_the_same_file_again_changes_nothing_even_after_a_payment(books: Books) -> None:
    file = reading({}, {"number": "INV-2", "amount_minor": 5, "open_minor": 5})
    import_items(CALLER, reading=file)
    post_payment(CALLER, customer="ACME", amount_minor=100_00, currency="EUR", reference="INV-1")
    before = books.customers.get().version
    answer = import_items(CALLER, reading=file)
    assert (answer["already"], answer["invoices"], answer["problems"]) == (True, 0, [])
    assert (books.customers.get().version, books.items.count(), books.import_files.count()) == (before, 2, 1)


def test_rows_on_record_already_are_counted_and_new_ones_go_in(books: Books) -> None:
    import_items(CALLER, reading=reading({}))
    answer = import_items(CALLER, reading=reading({}, {"number": "INV-2"}))
    assert (answer["already"], answer["unchanged"], answer["invoices"]) == (False, 1, 1)


def test_a_dry_run_says_what_would_happen_and_writes_nothing(books: Books) -> None:
    answer = import_items(replace(CALLER, dry=True), reading=reading({}))
    assert (answer["invoices"], books.items.count(), books.customers.count()) == (1, 0, 0)


def test_the_same_key_gives_the_same_answer(books: Books) -> None:
    keyed = replace(CALLER, key="k-1")
    first = import_items(keyed, reading=reading({}))
    assert import_items(keyed, reading=reading({})) == first
    assert books.items.count() == 1


def test_rows_go_in_by_the_batch_and_not_one_by_one(books: Books, django_assert_max_num_queries: Any) -> None:
    rows = [{"number": f"INV-{number}", "customer_ref": f"C-{number}", "open_minor": 1} for number in range(300)]
    with django_assert_max_num_queries(90):  # SQLite takes some fifty rows a statement
        import_items(CALLER, reading=reading(*rows))


@pytest.fixture
def ledger() -> Callable[[], FileReading]:
    if not LEDGER.exists():
        pytest.skip("the ledger lies outside the repository")
    return lambda: read_items_file(LEDGER, currency="USD")


def test_a_real_ledger_goes_in_whole_and_shows_a_past_day(books: Books, ledger: Callable[[], FileReading]) -> None:
    answer = import_items(CALLER, reading=ledger())
    assert (answer["invoices"], answer["customers"], answer["rows_refused"]) == (2466, 100, 0)
    (row,) = aging(books.company, date(2013, 6, 30))["rows"]
    assert (row["items"], row["total_minor"], row["currency"], row["unallocated_minor"]) == (84, 5_119_85, "USD", 0)
    again = import_items(CALLER, reading=ledger())
    assert (again["already"], again["invoices"], books.items.count()) == (True, 0, 2466)
