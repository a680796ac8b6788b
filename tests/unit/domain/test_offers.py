"""What the rule proposes, in examples."""

from datetime import date
from fractions import Fraction

import pytest

from dunwell.domain.instalments import Instalment, Rhythm
from dunwell.domain.offers import Means, as_wished, plan_interest, propose


@pytest.mark.parametrize(
    ("owed", "means", "proposed"),
    [
        (600_00, Means(monthly_minor=200_00), (3, 200_00)),
        (500_00, Means(monthly_minor=200_00), (3, 200_00)),
        (600_00, Means(monthly_minor=200_00, share_percent=50), (6, 100_00)),
        (600_00, Means(monthly_minor=0), (12, 50_00)),
        (90_00, Means(monthly_minor=0, smallest_minor=50_00), (2, 50_00)),
        (30_00, Means(monthly_minor=0, smallest_minor=50_00), (1, 30_00)),
        (600_00, Means(monthly_minor=900_00), (1, 600_00)),
    ],
)
def test_by_the_month(owed: int, means: Means, proposed: tuple[int, int]) -> None:
    assert propose(owed, Rhythm.MONTHLY, means) == proposed


def test_by_the_week_the_same_money_comes_in_smaller_parts() -> None:
    assert propose(600_00, Rhythm.WEEKLY, Means(monthly_minor=260_00)) == (10, 60_00)


def test_for_nothing_there_is_no_plan() -> None:
    with pytest.raises(ValueError, match="owed"):
        propose(0, Rhythm.MONTHLY, Means(monthly_minor=1))


def test_interest_is_of_what_is_left_by_days() -> None:
    plan = (Instalment(date(2026, 1, 11), 182_500), Instalment(date(2026, 2, 11), 182_500))
    assert plan_interest(plan, date(2026, 1, 1), Fraction(10)) == 2_550


@pytest.mark.parametrize(
    ("owed", "wish", "found"),
    [
        (1_200, 300, (4, 300)),
        (1_000, 300, (4, 300)),
        (1_000, 5_000, (1, 1_000)),
        (1_200, 100, (12, 100)),
        (1_200, 99, None),  # longer than twelve months
        (240, 30, None),  # below the smallest
        (40, 10, None),
        (40, 40, (1, 40)),
        (40, 0, None),
    ],
)
def test_a_wish_is_taken_where_the_rule_has_room(owed: int, wish: int, found: tuple[int, int] | None) -> None:
    means = Means(monthly_minor=900, smallest_minor=50, longest_months=12)
    assert as_wished(owed, Rhythm.MONTHLY, means, wish) == found
