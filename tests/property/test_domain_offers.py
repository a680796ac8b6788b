"""Plans that are proposed: their total always equals the claim, whatever was paid before and whatever is agreed."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.instalments import Rhythm, schedule
from dunwell.domain.offers import Means, longest, months_of, plan_interest, propose, with_interest

OWED = st.integers(1, 10**12)
RHYTHMS = st.sampled_from(Rhythm)
MEANS = st.builds(
    Means,
    monthly_minor=st.integers(0, 10**11),
    share_percent=st.integers(1, 300),
    smallest_minor=st.integers(0, 10**9),
    longest_months=st.integers(1, 60),
)
FIRST = date(2026, 1, 31)


@given(OWED, RHYTHMS, MEANS)
def test_a_proposal_is_for_exactly_what_is_owed_in_the_longest_run(owed: int, rhythm: Rhythm, means: Means) -> None:
    count, amount = propose(owed, rhythm, means)
    plan = schedule(count, amount, rhythm, FIRST, owed_minor=owed)
    assert sum(each.minor for each in plan) == owed
    assert len(plan) == count <= longest(rhythm, means.longest_months)
    assert months_of(count, rhythm) <= max(means.longest_months, 1) + 1
    assert amount >= min(owed, means.smallest_minor)


@given(OWED, RHYTHMS, st.integers(1, 60), st.integers(0, 3000))
def test_interest_is_never_negative_and_spread_whole(owed: int, rhythm: Rhythm, count: int, rate: int) -> None:
    plan = schedule(count, -(-owed // count), rhythm, FIRST, owed_minor=owed)
    interest = plan_interest(plan, FIRST, Fraction(rate, 100))
    assert interest >= 0
    assert sum(each.minor for each in with_interest(plan, interest)) == owed + interest


@given(OWED, st.integers(1, 60))
def test_no_interest_is_agreed_none_is_owed(owed: int, count: int) -> None:
    plan = schedule(count, -(-owed // count), Rhythm.MONTHLY, FIRST, owed_minor=owed)
    assert plan_interest(plan, FIRST, Fraction(0)) == 0
