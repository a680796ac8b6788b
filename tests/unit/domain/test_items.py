"""Which items are oldest, past due, or named by a free text."""

from datetime import date

import pytest

from dunwell.domain.items import ItemKind, OpenItem, named_items, named_numbers, oldest_first


def item(number: str = "INV-1", due: str = "2026-03-31", **other: object) -> OpenItem:
    values: dict[str, object] = {
        "item_id": 1,
        "number": number,
        "kind": ItemKind.INVOICE,
        "item_date": date(2026, 3, 1),
        "due_date": date.fromisoformat(due),
        "entry": 1,
        "currency": "EUR",
        "residual_minor": 10000,
    }
    return OpenItem(**(values | other))  # type: ignore[arg-type]


def test_oldest_is_by_due_date_then_item_date_then_entry() -> None:
    due = item("DUE", "2026-02-01", entry=9)
    dated = item("DATED", item_date=date(2026, 2, 1), entry=8)
    first, second = item("FIRST", entry=1), item("SECOND", entry=2)
    assert oldest_first([second, first, dated, due]) == [due, dated, first, second]


@pytest.mark.parametrize(
    ("residual", "disputed", "awaiting", "undisputed"),
    [(100, 0, 0, 100), (100, 30, 0, 70), (100, 30, 20, 50), (100, 100, 0, 0), (10, 0, 30, 0)],
)
def test_what_is_neither_disputed_nor_awaits_a_credit_note(
    residual: int, disputed: int, awaiting: int, undisputed: int
) -> None:
    claim = item(residual_minor=residual, disputed_minor=disputed, awaiting_minor=awaiting)
    assert claim.undisputed_minor == undisputed


@pytest.mark.parametrize(
    ("as_of", "residual", "awaiting", "past_due"),
    [
        ("2026-03-31", 100, 0, False),  # the due date itself is not late
        ("2026-04-01", 100, 0, True),
        ("2026-04-01", 100, 40, True),
        ("2026-04-01", 100, 100, False),
        ("2026-04-01", 0, 0, False),
    ],
)
def test_past_due_needs_a_day_after_and_something_left(
    as_of: str, residual: int, awaiting: int, past_due: bool
) -> None:
    claim = item(residual_minor=residual, awaiting_minor=awaiting)
    assert claim.is_past_due(date.fromisoformat(as_of)) is past_due


@pytest.mark.parametrize(
    ("reference", "numbers", "named"),
    [
        ("INV-7", "INV-7 INV-8", "INV-7"),
        ("Payment of inv-7, thanks", "INV-7", "INV-7"),
        ("inv 7", "INV-7", "INV-7"),
        ("INV7", "INV-7", "INV-7"),
        ("INV-7", "INV7", "INV7"),
        ("INV \u2013 7", "INV-7", "INV-7"),
        ("INV/7", "INV-7", "INV-7"),
        ("INV-7/INV-8", "INV-7 INV-8", "INV-7 INV-8"),
        ("INV-7,INV-8;INV-9", "INV-7 INV-8 INV-9", "INV-7 INV-8 INV-9"),
        ("INV-7+8", "INV-7 8", "INV-7 8"),
        ("-INV-7-", "INV-7", "INV-7"),
        ("(INV-7).", "INV-7", "INV-7"),
        ("nr.123", "123", "123"),
        ("nr 123", "123", "123"),
        ("#123", "123", "123"),
        ("paid 123.", "123", "123"),
        ("۱۲۳", "123", "123"),
        ("рачун 17/2026", "17/2026", "17/2026"),
        ("РАЧУН-17", "рачун-17", "рачун-17"),
        ("FEE-ACME-2026-04-10-EUR", "FEE-ACME-2026-04-10-EUR ACME", "FEE-ACME-2026-04-10-EUR"),
        # not whole, so not named
        ("41234", "123", ""),
        ("INV-123-4", "123", ""),
        ("INV123", "123", ""),
        ("INV-123", "123", ""),
        ("123/2026", "123", ""),
        ("2026.123", "123", ""),
        ("123-", "123 1", "123"),
        ("INV-7-9", "INV-7", ""),
        ("INV-70", "INV-7", ""),
        ("INV-007", "INV-7", ""),
        ("INV, 7", "INV-7", ""),
        ("12 3", "123", ""),
        ("123", "12-3", ""),
        ("1 000.00", "000", ""),
        # the longest wins
        ("INV-123-4", "123 INV-123-4 4", "INV-123-4"),
        ("INV 7", "INV-7 7", "INV-7"),
        ("INV-7 7", "INV-7 7", "INV-7 7"),
        ("INV-1-INV-2-x", "INV-1 INV-2", ""),
        # nothing to read
        ("", "INV-7", ""),
        ("thank you", "INV-7", ""),
        ("INV-7", "", ""),
        ("---", "---", ""),
    ],
)
def test_a_text_names_whole_numbers(reference: str, numbers: str, named: str) -> None:
    assert named_numbers(reference, numbers.split()) == set(named.split())


def test_named_items_come_oldest_first() -> None:
    newer, older = item("INV-8", "2026-04-30"), item("INV-9", "2026-01-31")
    assert named_items("INV-8 and INV-9", [newer, older, item("INV-1")]) == [older, newer]
