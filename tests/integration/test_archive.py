"""The archive: found by number, amount, name and text; exported whole; erased in time, with the journal still green."""

from datetime import date
from typing import Any

import pytest

from dunwell.data import journal
from dunwell.domain.errors import UserError
from dunwell.law.retention import BOOKS, NOTES, kept_until
from dunwell.queries.archive import due_for_erasing, find, person_facts
from dunwell.usecases.enclose import enclose
from dunwell.usecases.erase_archived import erase_archived
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_heard import record_heard
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.seal_journal import seal_journal
from integration.usecases.desk import Desk, day


@pytest.fixture
def desk(db: None) -> Desk:
    made = Desk()
    made.do(record_reply, day(1), customer="ACME", text="our Mr Petrov is ill")
    made.do(record_heard, day(2), customer="ACME", text="new owners, says Ms Ana")
    made.do(raise_dispute, day(3), item="INV-1", amount_minor=5_000, currency="EUR", reason="dented corner")
    made.do(enclose, day(3), customer="ACME", name="corner.jpg", content=b"picture", to="dispute")
    made.do(resolve_dispute, day(4), item="INV-1", verdict="rejected", reason="not ours")
    return made


def pay(desk: Desk) -> None:
    desk.do(post_payment, day(9), customer="ACME", amount_minor=100_000, currency="EUR", reference="INV-1 Petrov")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("INV-1", {"item"}),
        ("1,000.00", {"item", "money"}),
        ("petrov", {"reply", "money"}),
        ("owners", {"heard"}),
        ("dented", {"dispute"}),
        ("corner", {"dispute", "file"}),
        ("acme l", {"customer"}),
        ("unheard of", set()),
    ],
)
def test_found(desk: Desk, text: str, what: set[str]) -> None:
    pay(desk)
    assert {row["what"] for row in find(desk.company, text)} >= what
    assert bool(find(desk.company, text)) == bool(what)


def test_a_letter_finds_nothing(desk: Desk) -> None:
    with pytest.raises(UserError) as refusal:
        find(desk.company, " a ")
    assert refusal.value.code == "too_short"


def test_all_that_is_known_is_exported(desk: Desk) -> None:
    facts = person_facts(desk.company, "ACME")
    assert facts["customer"]["name"] == "Acme Ltd"
    assert facts["replies"][0]["text"] == "our Mr Petrov is ill"
    assert [row["name"] for row in facts["enclosures"]] == ["corner.jpg"]
    assert any((entry["personal"] or {}).get("text") == "our Mr Petrov is ill" for entry in facts["journal"])


def test_nothing_is_erased_while_a_matter_is_open(desk: Desk) -> None:
    assert desk.refused(erase_archived, date(2060, 1, 1), customer="ACME") == "matter_open"
    assert due_for_erasing(desk.company, date(2060, 1, 1)) == []


def test_nothing_is_erased_before_its_time(desk: Desk) -> None:
    pay(desk)
    assert desk.refused(erase_archived, date(2031, 12, 31), customer="ACME") == "kept_by_law"


def test_notes_go_first_and_books_later_and_the_journal_stays_green(desk: Desk) -> None:
    pay(desk)
    seal(desk)
    assert [row["notes"] for row in due_for_erasing(desk.company, date(2032, 1, 1))] == [True]
    first = desk.do(erase_archived, date(2032, 1, 1), customer="ACME")
    assert (first["notes"], first["books"]) == (True, False)
    assert desk.acme.name == "Acme Ltd"
    assert "Petrov" not in told(desk, "replies", "heard", "disputes", "addresses")
    second = desk.do(erase_archived, date(2034, 1, 1), customer="ACME")
    assert second["books"]
    assert desk.acme.name == "(erased)"
    assert not desk.books.parts.exists()
    assert "Petrov" not in told(desk, "entries", "journal")
    assert desk.books.items.get().amount_minor == 100_000
    seal(desk)
    assert journal.verify(desk.company).ok


def seal(desk: Desk) -> None:
    seal_journal("ours", at=desk.caller.at, holder="test")


def told(desk: Desk, *tables: str) -> str:
    facts: Any = person_facts(desk.company, "ACME")
    return str([facts.get(table) for table in tables])


@pytest.mark.parametrize(
    ("country", "kind", "year"),
    [("NL", BOOKS, 2033), ("NL", NOTES, 2031), ("DE", NOTES, 2029), ("XX", NOTES, 2036), ("", BOOKS, 2036)],
)
def test_kept_until_the_end_of_a_year(country: str, kind: str, year: int) -> None:
    assert kept_until(country, kind, date(2026, 3, 1)) == date(year, 12, 31)
