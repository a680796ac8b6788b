"""What must always hold when money finds its items."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.allocation import Basis, Match, Source, SourceKind, find_items
from dunwell.domain.items import ItemKind, OpenItem, named_numbers

AS_OF = date(2026, 6, 1)
AMOUNTS = st.integers(1, 6)  # few values, so that equal amounts and totals come up often
DAYS = st.integers(-3, 3).map(lambda days: AS_OF + timedelta(days=days))
CURRENCIES = st.sampled_from(["EUR", "RON"])


@st.composite
def ledgers(draw: st.DrawFn) -> list[OpenItem]:
    rows = draw(st.lists(st.tuples(DAYS, CURRENCIES, AMOUNTS), max_size=6))
    return [
        OpenItem(n, f"INV-{n}", ItemKind.INVOICE, due, due, n, currency, minor)
        for n, (due, currency, minor) in enumerate(rows, 1)
    ]


@st.composite
def sources(draw: st.DrawFn) -> list[Source]:
    rows = draw(st.lists(st.tuples(st.sampled_from(SourceKind), DAYS, CURRENCIES, AMOUNTS), max_size=3))
    return [Source(kind, n, on, n, currency, minor) for n, (kind, on, currency, minor) in enumerate(rows, 1)]


MONEY = st.builds(Source, st.just(SourceKind.MONEY), st.just(99), DAYS, st.just(99), CURRENCIES, st.integers(1, 20))
REFERENCES = st.lists(st.integers(1, 8), max_size=3).map(lambda numbers: " ".join(f"INV-{n}" for n in numbers))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Source, str, list[OpenItem], list[Source], bool]:
    return draw(MONEY), draw(REFERENCES), draw(ledgers()), draw(sources()), draw(st.booleans())


Case = tuple[Source, str, list[OpenItem], list[Source], bool]


def decide(case: Case) -> Match:
    money, reference, items, unallocated, credits_join = case
    return find_items(
        money,
        reference,
        items,
        as_of=AS_OF,
        unallocated=unallocated,
        settled_numbers=["INV-8"],
        credits_join=credits_join,
    )


@given(cases())
def test_nothing_is_settled_beyond_what_it_is_nor_spent_beyond_what_there_is(case: Case) -> None:
    match = decide(case)
    settled: Counter[OpenItem] = Counter()
    spent: Counter[Source] = Counter()
    for allocation in match.allocations:
        assert allocation.minor > 0
        assert allocation.source.currency == allocation.item.currency
        settled[allocation.item] += allocation.minor
        spent[allocation.source] += allocation.minor
    assert all(minor <= item.residual_minor for item, minor in settled.items())
    assert all(minor <= source.minor for source, minor in spent.items())
    assert match.left_minor == case[0].minor - spent[case[0]]


@given(cases(), st.randoms())
def test_the_order_of_rows_does_not_matter(case: Case, random: Random) -> None:
    money, reference, items, unallocated, credits_join = case
    mixed, poured = list(items), list(unallocated)
    random.shuffle(mixed)
    random.shuffle(poured)
    assert decide((money, reference, mixed, poured, credits_join)) == decide(case)


@given(cases())
def test_a_total_leaves_nothing_of_its_items_and_of_its_sources(case: Case) -> None:
    match = decide(case)
    if match.basis in (Basis.BY_EXACT_AMOUNT, Basis.BY_PAST_DUE_TOTAL, Basis.BY_OPEN_TOTAL):
        assert match.left_minor == 0
        items, used = ({a.item for a in match.allocations}, {a.source for a in match.allocations})
        total = sum(allocation.minor for allocation in match.allocations)
        assert total == sum(item.residual_minor for item in items) == sum(source.minor for source in used)


@given(cases())
def test_only_a_total_touches_what_was_unallocated_and_credits_only_when_they_join(case: Case) -> None:
    match = decide(case)
    others = {allocation.source for allocation in match.allocations} - {case[0]}
    if match.basis not in (Basis.BY_PAST_DUE_TOTAL, Basis.BY_OPEN_TOTAL):
        assert not others
    assert case[4] or all(source.kind is SourceKind.MONEY for source in others)


@given(st.lists(st.from_regex(r"[A-Z]{1,2}-?[0-9]{1,3}", fullmatch=True), min_size=1, max_size=5), st.data())
def test_a_number_that_stands_alone_is_named(numbers: list[str], data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(numbers))
    assert number in named_numbers(f"for {number.lower()}, please", numbers)


@given(st.text(max_size=40), st.lists(st.text(max_size=6), max_size=5))
def test_any_text_can_be_read(reference: str, numbers: list[str]) -> None:
    assert named_numbers(reference, numbers) <= set(numbers)
