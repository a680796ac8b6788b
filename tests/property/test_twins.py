"""What use cases do one row at a time and what files do by the thousand give the same books.

Two companies live one story: in one of them a person enters customers, invoices and payments one by one, the other
takes them in as lists. What both cannot do by lists, promises and disputes, is entered in both.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunwell.data.books import Books
from dunwell.domain.errors import Refused
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from integration.importing.desk import FIRST, Importer

Row = tuple[Any, ...]
CUSTOMERS = "customer no,customer name,kind,country,terms,email"
INVOICES = "number,customer no,customer name,invoice date,due date,currency,amount"
PAYMENTS = "payment number,customer no,customer name,payment date,currency,amount received,reference"
NAMES = ("C1", "C2", "C3")
NUMBERS = tuple(f"INV-{at}" for at in range(1, 7))
AMOUNTS = st.sampled_from([10_00, 25_00, 50_00, 75_00, 100_00, 123_45])


@dataclass(frozen=True)
class Story:
    """What happens: customers with their terms, invoices by number, promises, disputes, payments in any order."""

    terms: dict[str, str]
    invoices: dict[str, Row]
    promises: list[Row]
    disputes: list[Row]
    payments: list[Row]


def days(before: int, after: int = 0) -> st.SearchStrategy[date]:
    return st.integers(-before, after).map(lambda more: FIRST + timedelta(more))


TERMS = st.sampled_from(["", "net 14", "2/10 net 30", "3/20 net 45"])
WORDS = st.one_of(
    st.just(""),
    st.sampled_from(NUMBERS).map(lambda number: f"for {number}"),
    st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True).map(" ".join),
    st.sampled_from(["thank you", "INV-99", "inv 1", "INV-1 and INV-1"]),
)
STORIES = st.builds(
    Story,
    terms=st.fixed_dictionaries(dict.fromkeys(NAMES, TERMS)),
    invoices=st.dictionaries(
        st.sampled_from(NUMBERS), st.tuples(st.sampled_from(NAMES), AMOUNTS, days(90), st.integers(0, 60)), min_size=1
    ),
    promises=st.lists(st.tuples(st.sampled_from(NAMES), AMOUNTS, days(0, 20)), max_size=2),
    disputes=st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from([None, 5_00])), max_size=2),
    payments=st.lists(st.tuples(st.sampled_from(NAMES), AMOUNTS, days(40), WORDS), min_size=1, max_size=8),
)


def money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


def enter(desk: Importer, story: Story) -> None:
    """Enter all of a story one by one."""
    for ref, terms in story.terms.items():
        mail = f"{ref.lower()}@example.com"
        add_customer(desk.on(FIRST), ref=ref, name=f"Name {ref}", country="NL", terms=terms, email=mail)
    for number, (ref, minor, dated, more) in story.invoices.items():
        due = dated + timedelta(more)
        asked = {"number": number, "customer": ref, "amount_minor": minor, "currency": "EUR"}
        post_invoice(desk.on(FIRST), **asked, item_date=dated, due_date=due)
    agree(desk, story)
    for ref, minor, day, words in sorted(story.payments, key=lambda paid: paid[2]):
        asked = {"customer": ref, "amount_minor": minor, "currency": "EUR", "reference": words}
        post_payment(desk.on(FIRST), **asked, entry_date=day)


def take(desk: Importer, story: Story) -> None:
    """Take a story in by lists."""
    people = [f"{ref},Name {ref},business,NL,{terms},{ref.lower()}@example.com" for ref, terms in story.terms.items()]
    owed = [
        f"{number},{ref},Name {ref},{dated},{dated + timedelta(more)},EUR,{money(minor)}"
        for number, (ref, minor, dated, more) in story.invoices.items()
    ]
    paid = [f",{ref},Name {ref},{day},EUR,{money(minor)},{words}" for ref, minor, day, words in story.payments]
    assert not _refused(desk.take(desk.read(*people, head=CUSTOMERS, what="customers")))
    assert not _refused(desk.take(desk.read(*owed, head=INVOICES, what="invoices")))
    agree(desk, story)
    assert not _refused(desk.take(desk.read(*paid, head=PAYMENTS, what="payments")))


def _refused(answer: dict[str, Any]) -> list[Any]:
    return [each for each in answer["problems"] if each["severity"] == "refused"]


def agree(desk: Importer, story: Story) -> None:
    """Enter what lists do not say."""
    for ref, minor, day in story.promises:
        asked = {"customer": ref, "amount_minor": minor, "currency": "EUR", "on": day}
        with suppress(Refused):
            record_promise(desk.on(FIRST), **asked)
    for number, minor in story.disputes:
        part: dict[str, Any] = {"amount_minor": minor, "currency": "EUR"} if minor else {}
        with suppress(Refused):
            raise_dispute(desk.on(FIRST), item=number, **part)


def standing(books: Books) -> dict[str, list[Any]]:
    """Tell what the books say, in words that two companies share."""
    who, item = "customer__ref", "item__number"
    tables = {
        "customers": (books.customers, ("ref", "name", "kind", "country", "terms", "next_review_on")),
        "addresses": (books.addresses, (who, "channel", "text", "bounced_on")),
        "items": (books.items, (who, "number", "kind", "currency", "amount_minor", "residual_minor", "item_date",
                                "due_date", "opened", "friendly_day")),
        "entries": (books.entries, (who, "kind", "currency", "amount_minor", "unallocated_minor", "entry_date",
                                    "reference")),
        "allocations": (books.allocations, ("entry__kind", "entry__reference", "entry__entry_date", item,
                                            "amount_minor", "allocated_on")),
        "commitments": (books.commitments, (who, "kind", "state", "counted_minor", "ended_on")),
        "cover_uses": (books.cover_uses, (f"cover__{item}", "amount_minor")),
        "discounts": (books.discounts_taken, (who, item, "percent", "amount_minor", "until", "taken_on")),
        "reopenings": (books.reopenings, (who, item)),
    }  # fmt: skip
    return {name: sorted(rows.values_list(*fields), key=str) for name, (rows, fields) in tables.items()}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORIES)
def test_one_by_one_and_by_lists_the_books_are_the_same(
    tmp_path: Path, undone: Callable[[], AbstractContextManager[None]], story: Story
) -> None:
    found = []
    for way in (enter, take):
        with undone():
            desk = Importer(tmp_path)
            way(desk, story)
            found.append(standing(desk.books))
    one_by_one, by_lists = found
    for table, rows in one_by_one.items():
        assert by_lists[table] == rows, table
