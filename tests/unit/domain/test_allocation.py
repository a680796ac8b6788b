"""Money finds its item by itself only without doubt: rule 9, case by case."""

from datetime import date

import pytest

from dunwell.domain.allocation import Basis, Match, Source, SourceKind, find_items
from dunwell.domain.items import ItemKind, OpenItem

AS_OF = date(2026, 5, 1)
# number, currency, residual, due date; A and B are past due
LEDGER = [
    ("INV-A", "EUR", 100, "2026-03-31"),
    ("INV-B", "EUR", 250, "2026-04-15"),
    ("INV-C", "EUR", 400, "2026-06-30"),
    ("INV-D", "RON", 100, "2026-03-31"),
]


def ledger(rows: list[tuple[str, str, int, str]]) -> list[OpenItem]:
    return [
        OpenItem(n, number, ItemKind.INVOICE, date(2026, 3, 1), date.fromisoformat(due), n, currency, residual)
        for n, (number, currency, residual, due) in enumerate(rows, 1)
    ]


def money(minor: int, currency: str = "EUR", *, entry: int = 99, kind: SourceKind = SourceKind.MONEY) -> Source:
    return Source(kind, entry, date(2026, 4, min(entry, 30)), entry, currency, minor)


def told(match: Match) -> str:
    pieces = [f"{a.source.entry}>{a.item.number}:{a.minor}" for a in match.allocations]
    return " ".join([match.basis, *pieces, f"left:{match.left_minor}"])


@pytest.mark.parametrize(
    ("minor", "reference", "result"),
    [
        (100, "INV-A", "by_reference 99>INV-A:100 left:0"),
        (60, "INV-A", "by_reference 99>INV-A:60 left:0"),
        (130, "INV-A", "by_reference 99>INV-A:100 left:30"),  # the rest does not wander on
        (350, "INV-B INV-A", "by_reference 99>INV-A:100 99>INV-B:250 left:0"),
        (150, "INV-B INV-A", "by_reference 99>INV-A:100 99>INV-B:50 left:0"),  # oldest first
        (400, "INV-A", "by_reference 99>INV-A:100 left:300"),  # the reference goes before the exact amount
        (400, "INV-A INV-OLD", "by_reference 99>INV-A:100 left:300"),
        (100, "INV-OLD", "reference_settled left:100"),  # though an item of 100 is open
        (100, "INV-D", "reference_other_currency left:100"),
        (100, "INV-X", "by_exact_amount 99>INV-A:100 left:0"),  # names nothing that we know
        (250, "", "by_exact_amount 99>INV-B:250 left:0"),
        (400, "", "by_exact_amount 99>INV-C:400 left:0"),
        (350, "", "by_past_due_total 99>INV-A:100 99>INV-B:250 left:0"),
        (750, "", "by_open_total 99>INV-A:100 99>INV-B:250 99>INV-C:400 left:0"),
        (500, "", "none left:500"),
        (1, "", "none left:1"),
    ],
)
def test_one_payment_finds_its_items(minor: int, reference: str, result: str) -> None:
    match = find_items(money(minor), reference, ledger(LEDGER), as_of=AS_OF, settled_numbers=["INV-OLD"])
    assert told(match) == result


@pytest.mark.parametrize(
    ("minor", "result"),
    [
        (300, "by_past_due_total 5>INV-A:50 99>INV-A:50 99>INV-B:250 left:0"),
        (700, "by_open_total 5>INV-A:50 99>INV-A:50 99>INV-B:250 99>INV-C:400 left:0"),
        (100, "by_exact_amount 99>INV-A:100 left:0"),  # the exact amount goes before the totals
        (350, "none left:350"),  # with the 50 it is more than what is past due
    ],
)
def test_what_is_unallocated_joins_the_totals(minor: int, result: str) -> None:
    match = find_items(
        money(minor), "", ledger(LEDGER), as_of=AS_OF, unallocated=[money(50, entry=5), money(7, "RON", entry=6)]
    )
    assert told(match) == result


def test_older_sources_are_used_up_first() -> None:
    match = find_items(
        money(200), "", ledger(LEDGER), as_of=AS_OF, unallocated=[money(90, entry=7), money(60, entry=3)]
    )
    assert told(match) == "by_past_due_total 3>INV-A:60 7>INV-A:40 7>INV-B:50 99>INV-B:200 left:0"


@pytest.mark.parametrize(
    ("credits_join", "minor", "result"),
    [
        (True, 300, "by_past_due_total 5>INV-A:50 99>INV-A:50 99>INV-B:250 left:0"),
        (False, 300, "none left:300"),
        (False, 350, "by_past_due_total 99>INV-A:100 99>INV-B:250 left:0"),
    ],
)
def test_credits_join_or_stay_apart(credits_join: bool, minor: int, result: str) -> None:
    credit = money(50, entry=5, kind=SourceKind.CREDIT)
    match = find_items(money(minor), "", ledger(LEDGER), as_of=AS_OF, unallocated=[credit], credits_join=credits_join)
    assert told(match) == result


def test_two_items_of_the_amount_are_a_doubt() -> None:
    items = ledger([("A", "EUR", 100, "2026-03-31"), ("B", "EUR", 100, "2026-06-30"), ("C", "EUR", 9, "2026-04-30")])
    assert told(find_items(money(100), "", items, as_of=AS_OF)) == "none left:100"


def test_two_items_of_the_amount_are_no_doubt_where_only_one_is_past_due() -> None:
    items = ledger([("A", "EUR", 100, "2026-03-31"), ("B", "EUR", 100, "2026-06-30")])
    assert told(find_items(money(100), "", items, as_of=AS_OF)) == "by_past_due_total 99>A:100 left:0"


def test_an_item_that_only_awaits_a_credit_note_is_not_past_due() -> None:
    awaiting = OpenItem(1, "A", ItemKind.INVOICE, AS_OF, date(2026, 1, 1), 1, "EUR", 70, awaiting_minor=70)
    others = ledger([("B", "EUR", 30, "2026-03-31"), ("C", "EUR", 30, "2026-03-31")])
    assert told(find_items(money(60), "", [awaiting, *others], as_of=AS_OF)).startswith("by_past_due_total")


def test_money_that_is_listed_among_the_unallocated_counts_once() -> None:
    paid = money(350)
    match = find_items(paid, "", ledger(LEDGER), as_of=AS_OF, unallocated=[paid])
    assert told(match) == "by_past_due_total 99>INV-A:100 99>INV-B:250 left:0"


@pytest.mark.parametrize(
    ("reference", "without"), [("", True), ("INV-X", True), ("INV-A", False), ("INV-OLD", False), ("INV-D", False)]
)
def test_a_reference_that_means_nothing_is_none(reference: str, without: bool) -> None:
    match = find_items(money(33), reference, ledger(LEDGER), as_of=AS_OF, settled_numbers=["INV-OLD"])
    assert match.without_reference is without


@pytest.mark.parametrize("basis", Basis)
def test_each_basis_has_a_sentence(basis: Basis) -> None:
    assert basis.meaning.endswith(".")
