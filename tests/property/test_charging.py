"""Interest charged month by month comes to what is charged at once; nothing is lost, nothing charged twice."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dunwell.law.charging import CORRECTION, ChargedLine, LateClaim, interest_lines, regime_of
from dunwell.law.rates import shipped_tables
from dunwell.law.statutory import Repayment

DUE = date(2024, 3, 31)
LAWS = st.sampled_from(["NL", "RO", "DE", "FR", "GB", "IE", "CH", "RS", "RU"])
CURRENCY = {"RO": "RON", "GB": "GBP", "CH": "CHF", "RU": "RUB"}


def claim(law: str, minor: int, paid: list[tuple[int, int]]) -> LateClaim:
    left, repayments = minor, []
    for days, share in sorted(paid):
        amount = min(left, minor * share // 100)
        if amount:
            repayments.append(Repayment(DUE + timedelta(days=days), amount))
        left -= amount
    return LateClaim(1, CURRENCY.get(law, "EUR"), DUE, minor, tuple(repayments))


def charged(law: str, owed: LateClaim, on: date) -> list[ChargedLine]:
    regime = regime_of(law, "business", owed)
    assert regime is not None
    return interest_lines(regime, owed, on, shipped_tables())


@given(
    LAWS,
    st.integers(1, 10_000_000_00),
    st.lists(st.tuples(st.integers(1, 700), st.integers(1, 60)), max_size=3),
    st.lists(st.integers(1, 700), min_size=1, max_size=6, unique=True),
)
def test_many_charges_are_one(law: str, minor: int, paid: list[tuple[int, int]], days: list[int]) -> None:
    owed = claim(law, minor, paid)
    last = DUE + timedelta(days=max(days))
    sum_minor = 0
    until: date | None = None
    for day in sorted(days):
        on = DUE + timedelta(days=day)
        lines = charged(law, replace(owed, charged_until=until, charged_minor=sum_minor), on)
        assert all(line.amount_minor > 0 or line.why == CORRECTION for line in lines)
        if lines:
            assert all(line.first_date > until for line in lines if until and line.first_date)
            sum_minor, until = sum_minor + sum(line.amount_minor for line in lines), on
    whole = sum(line.amount_minor for line in charged(law, owed, last))
    # Ireland binds the rate of the last day to all days: a fall of the rate is not paid back.
    assert sum_minor == whole or (law == "IE" and sum_minor >= whole)


@given(LAWS, st.integers(1, 10_000_000_00), st.integers(1, 700))
def test_what_was_charged_is_not_charged_again(law: str, minor: int, days: int) -> None:
    on = DUE + timedelta(days=days)
    owed = claim(law, minor, [])
    sum_minor = sum(line.amount_minor for line in charged(law, owed, on))
    assert charged(law, replace(owed, charged_until=on, charged_minor=sum_minor), on) == []


@given(st.integers(1, 10_000_000_00), st.integers(31, 700), st.integers(1, 99))
def test_a_dispute_waits_and_nothing_of_it_is_lost(minor: int, days: int, share: int) -> None:
    on, later = DUE + timedelta(days=30), DUE + timedelta(days=days)
    disputed = replace(claim("DE", minor, []), excluded_minor=minor * share // 100)
    before = sum(line.amount_minor for line in charged("DE", disputed, on))
    settled = replace(disputed, excluded_minor=0, charged_until=on if before else None, charged_minor=before)
    after = sum(line.amount_minor for line in charged("DE", settled, later))
    assert before + after == sum(line.amount_minor for line in charged("DE", claim("DE", minor, []), later))
