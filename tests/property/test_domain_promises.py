"""What must always hold of promises, plans and disputes."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.disputes import CreditFor, Dispute, DisputeState, disputed_parts
from dunwell.domain.instalments import CommitmentState, Instalment, Rhythm, first_unmet, schedule
from dunwell.domain.items import ItemKind, OpenItem
from dunwell.domain.promises import Commitment, Cover, PaymentSeen, Settled, cover, covered_minor, progress

START = date(2026, 1, 31)
AMOUNTS = st.integers(1, 50)
DAYS = st.integers(0, 40).map(lambda days: START + timedelta(days=days))


@st.composite
def items(draw: st.DrawFn) -> list[OpenItem]:
    rows = draw(st.lists(st.tuples(DAYS, st.sampled_from(["EUR", "RON"]), AMOUNTS, st.integers(0, 60)), max_size=6))
    return [
        OpenItem(n, f"I-{n}", ItemKind.INVOICE, due, due, n, currency, residual, min(disputed, residual))
        for n, (due, currency, residual, disputed) in enumerate(rows)
    ]


@given(st.integers(0, 200), items(), st.randoms())
def test_covers_reach_the_amount_or_all_there_is_in_any_order(amount: int, ledger: list[OpenItem], rng: Random) -> None:
    covers = cover(amount, "EUR", ledger)
    rest = {item.item_id: item.undisputed_minor for item in ledger if item.currency == "EUR"}
    assert covered_minor(covers) == min(amount, sum(rest.values()))
    assert all(0 < each.minor <= rest[each.item_id] for each in covers)
    shuffled = list(ledger)
    rng.shuffle(shuffled)
    assert cover(amount, "EUR", shuffled) == covers


@given(st.integers(1, 24), AMOUNTS, st.sampled_from(Rhythm), DAYS, st.none() | st.integers(1, 500))
def test_instalments_sum_to_what_was_agreed_and_never_beyond_what_is_owed(
    count: int, amount: int, rhythm: Rhythm, first_on: date, owed: int | None
) -> None:
    laid_out = schedule(count, amount, rhythm, first_on, owed_minor=owed)
    agreed = count * amount
    assert sum(each.minor for each in laid_out) == (agreed if owed is None else min(agreed, owed))
    assert all(0 < each.minor <= amount for each in laid_out)
    days = [each.due_date for each in laid_out]
    assert days == sorted(set(days))
    assert days[0] == first_on
    assert len(days) <= count


RECEIVED = st.lists(st.tuples(DAYS, AMOUNTS), max_size=8)


@given(RECEIVED, st.tuples(DAYS, AMOUNTS), st.integers(0, 5))
def test_more_money_never_makes_an_instalment_unmet(
    received: list[tuple[date, int]], more: tuple[date, int], grace_days: int
) -> None:
    plan = schedule(4, 30, Rhythm.WEEKLY, START)
    before = first_unmet(plan, received, grace_days=grace_days)
    after = first_unmet(plan, [*received, more], grace_days=grace_days)
    if after is not None:
        assert before is not None
        assert before.due_date <= after.due_date


@st.composite
def commitments(draw: st.DrawFn) -> list[Commitment]:
    rows = draw(st.lists(st.tuples(DAYS, AMOUNTS), min_size=1, max_size=3))
    return [
        Commitment(n, n, "EUR", (Instalment(on, minor),), (Cover(n, minor),), grace_days=2)
        for n, (on, minor) in enumerate(rows)
    ]


@st.composite
def payments(draw: st.DrawFn) -> list[PaymentSeen]:
    settled = st.lists(st.builds(Settled, st.integers(0, 3), AMOUNTS, st.integers(0, 20)), max_size=2).map(tuple)
    rows = draw(st.lists(st.tuples(DAYS, settled, st.integers(0, 50), st.booleans()), max_size=6))
    return [
        PaymentSeen(n, n, on, "EUR", pieces, rest, without)
        for n, (on, pieces, rest, without) in enumerate(rows, start=10)
    ]


@given(commitments(), payments())
def test_no_money_counts_twice(promised: list[Commitment], paid: list[PaymentSeen]) -> None:
    found = progress(promised, paid)
    all_money = sum(each.unallocated_minor + sum(piece.minor for piece in each.settled) for each in paid)
    assert sum(each.counted_minor for each in found.values()) <= all_money
    counted = [payment_id for each in found.values() for payment_id in each.unallocated_payment_ids]
    assert len(set(counted)) == len(counted)


@given(commitments(), payments())
def test_a_promise_is_kept_exactly_when_enough_was_counted(promised: list[Commitment], paid: list[PaymentSeen]) -> None:
    for each in progress(promised, paid).values():
        owed = sum(instalment.minor for instalment in promised[each.commitment_id].instalments)
        kept = each.state(START + timedelta(days=365)) is CommitmentState.KEPT
        assert kept == (each.counted_minor >= owed)


@given(commitments(), payments(), st.randoms())
def test_the_order_of_rows_does_not_matter(promised: list[Commitment], paid: list[PaymentSeen], rng: Random) -> None:
    mixed, poured = list(promised), list(paid)
    rng.shuffle(mixed)
    rng.shuffle(poured)
    assert progress(mixed, poured) == progress(promised, paid)


DISPUTES = st.lists(st.tuples(AMOUNTS, st.sampled_from(DisputeState)), max_size=4).map(
    lambda rows: [Dispute(2 * n, minor, state) for n, (minor, state) in enumerate(rows)]
)
CREDITS = st.dictionaries(st.integers(0, 4), AMOUNTS).map(
    lambda rows: [CreditFor(2 * n + 1, m) for n, m in rows.items()]
)


@given(st.integers(0, 100), DISPUTES, CREDITS, st.randoms())
def test_disputed_parts_stay_within_what_was_disputed(
    residual: int, disputes: list[Dispute], credit_notes: list[CreditFor], rng: Random
) -> None:
    parts = disputed_parts(residual, disputes, credit_notes)
    assert 0 <= parts.disputed_minor <= residual
    assert 0 <= parts.awaiting_minor <= sum(each.minor for each in disputes if each.state is DisputeState.UPHELD)
    shuffled = list(disputes)
    rng.shuffle(shuffled)
    assert disputed_parts(residual, shuffled, credit_notes) == parts
