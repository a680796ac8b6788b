"""What a promise covers, which money counts for it, and when it is kept or broken: rule 7, case by case."""

from datetime import date

import pytest

from dunwell.domain.instalments import Instalment, Rhythm, schedule
from dunwell.domain.items import ItemKind, OpenItem
from dunwell.domain.promises import (
    Commitment,
    Cover,
    PaymentSeen,
    Progress,
    Settled,
    cover,
    covered_minor,
    overlaps,
    progress,
)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def item(number: int, due: str, residual: int, disputed: int = 0, awaiting: int = 0, currency: str = "EUR") -> OpenItem:
    kind, dated = ItemKind.INVOICE, day("01-01")
    return OpenItem(number, f"I-{number}", kind, dated, day(due), number, currency, residual, disputed, awaiting)


LEDGER = [
    item(1, "04-30", 100),
    item(2, "03-31", 200, disputed=50),
    item(3, "02-28", 80, disputed=30, awaiting=50),
    item(4, "01-31", 500, currency="RON"),
]


@pytest.mark.parametrize(
    ("amount", "covers"),
    [
        (10, {2: 10}),
        (150, {2: 150}),
        (200, {2: 150, 1: 50}),
        (250, {2: 150, 1: 100}),
        (999, {2: 150, 1: 100}),
        (0, {}),
    ],
)
def test_a_promise_covers_the_undisputed_rest_of_the_oldest(amount: int, covers: dict[int, int]) -> None:
    assert {each.item_id: each.minor for each in cover(amount, "EUR", LEDGER)} == covers


def test_covers_add_up_and_overlap_by_item() -> None:
    covers = cover(200, "EUR", LEDGER)
    assert covered_minor(covers) == 200
    assert overlaps(covers, [Cover(1, 5)])
    assert not overlaps(covers, [Cover(4, 5)])


def promise(number: int, minor: int, on: str, *covers: Cover, ended: int | None = None) -> Commitment:
    return Commitment(number, number, "EUR", (Instalment(day(on), minor),), covers, 2, ended)


def paid(
    entry: int,
    on: str,
    *settled: Cover,
    rest: int = 0,
    named: bool = False,
    currency: str = "EUR",
    at: int | None = None,
) -> PaymentSeen:
    """Pay; `at` is the entry under which it settles items, where that was later than the payment."""
    pieces = tuple(Settled(each.item_id, each.minor, at or entry) for each in settled)
    return PaymentSeen(entry, entry, day(on), currency, pieces, rest, without_reference=not named)


def told(found: Progress, as_of: str) -> str:
    covers = "+".join(f"{each.item_id}:{each.minor}" for each in found.covers) or "-"
    return f"{found.counted_minor} {covers} {found.state(day(as_of))}"


ONE = promise(1, 100, "04-20", Cover(1, 60), Cover(2, 40))


@pytest.mark.parametrize(
    ("payments", "as_of", "result"),
    [
        ([], "04-22", "0 1:60+2:40 open"),
        ([], "04-23", "0 1:60+2:40 broken"),
        ([paid(5, "04-15", Cover(1, 60))], "04-22", "60 2:40 open"),
        ([paid(5, "04-15", Cover(1, 60))], "04-23", "60 2:40 broken"),
        ([paid(5, "04-15", Cover(1, 60), Cover(2, 40))], "04-15", "100 - kept"),
        ([paid(5, "04-15", Cover(1, 25))], "04-16", "25 1:35+2:40 open"),
        ([paid(5, "04-15", Cover(2, 100))], "04-16", "100 1:60 kept"),  # it counts in full
        ([paid(5, "04-22", Cover(1, 60), Cover(2, 40))], "04-30", "100 - kept"),  # on the last day of grace
        ([paid(5, "04-23", Cover(1, 60), Cover(2, 40))], "04-30", "0 1:60+2:40 broken"),
        ([paid(5, "04-15", Cover(3, 100))], "04-16", "0 1:60+2:40 open"),  # another item
        ([paid(5, "04-15", rest=100)], "04-16", "100 1:60+2:40 kept"),  # unallocated: lowers no cover
        ([paid(5, "04-15", rest=30)], "04-16", "30 1:60+2:40 open"),
        ([paid(5, "04-15", rest=100, named=True)], "04-16", "0 1:60+2:40 open"),
        ([paid(5, "04-15", rest=100, currency="RON")], "04-16", "0 1:60+2:40 open"),
        ([paid(0, "04-15", Cover(1, 60))], "04-16", "0 1:60+2:40 open"),  # on record before the promise
        ([paid(0, "04-15", Cover(1, 60), at=7)], "04-16", "60 2:40 open"),  # it came before and settles only now
    ],
)
def test_money_counts_for_a_promise(payments: list[PaymentSeen], as_of: str, result: str) -> None:
    assert told(progress([ONE], payments)[1], as_of) == result


def test_unallocated_money_counts_once_for_the_oldest_open_promise() -> None:
    older, newer = promise(1, 100, "04-20", Cover(1, 100)), promise(2, 50, "04-20", Cover(2, 50))
    found = progress([newer, older], [paid(5, "04-10", rest=120), paid(6, "04-11", rest=50)])
    assert [(each.counted_minor, each.unallocated_payment_ids) for each in (found[1], found[2])] == [
        (120, (5,)),  # what is more than promised does not count again
        (50, (6,)),  # the older is kept, so the next money counts for the newer
    ]


def test_money_after_a_broken_promise_counts_for_the_next() -> None:
    older, newer = promise(1, 100, "04-01", Cover(1, 100)), promise(2, 50, "04-20", Cover(2, 50))
    found = progress([older, newer], [paid(5, "04-10", rest=50)])
    assert (found[1].counted_minor, found[2].counted_minor) == (0, 50)


def test_one_payment_counts_for_each_promise_whose_items_it_settles() -> None:
    older, newer = promise(1, 100, "04-20", Cover(1, 100)), promise(2, 50, "04-20", Cover(2, 50))
    found = progress([older, newer], [paid(5, "04-10", Cover(1, 100), Cover(2, 50))])
    assert [told(each, "04-10") for each in found.values()] == ["100 - kept", "50 - kept"]


def test_money_after_a_promise_was_replaced_counts_for_the_new_one() -> None:
    old, new = promise(1, 100, "04-20", Cover(1, 100), ended=3), promise(3, 100, "04-30", Cover(1, 100))
    found = progress([old, new], [paid(2, "04-05", Cover(1, 40)), paid(5, "04-10", Cover(1, 60))])
    assert (found[1].counted_minor, found[3].counted_minor) == (40, 60)


def test_a_plan_counts_like_a_promise_of_several_days() -> None:
    plan = Commitment(1, 1, "EUR", schedule(3, 100, Rhythm.WEEKLY, day("05-01")), (Cover(1, 300),), 2)
    found = progress([plan], [paid(5, "05-01", Cover(1, 100)), paid(6, "05-09", Cover(1, 50))])[1]
    assert told(found, "05-10") == "150 1:150 open"
    assert told(found, "05-11") == "150 1:150 broken"
    assert found.unmet == Instalment(day("05-08"), 100)
