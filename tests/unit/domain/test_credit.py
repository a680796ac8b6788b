"""A score is made of points with reasons; a limit follows from it by the policy's numbers."""

import pytest

from dunwell.domain.credit import Behaviour, new_limit, score


@pytest.mark.parametrize(
    ("behaviour", "figures", "trouble", "points"),
    [
        (Behaviour(), {}, False, 50),
        (Behaviour(settled=10, on_time=10), {}, False, 85),
        (Behaviour(settled=10, on_time=5), {}, False, 50),
        (Behaviour(settled=10, on_time=0), {}, False, 15),
        (Behaviour(settled=2, on_time=2), {}, False, 57),
        (Behaviour(days_over=30), {}, False, 40),
        (Behaviour(days_over=900, broken=9, given_up=1), {}, True, 0),
        (Behaviour(), {"equity": 1, "profit": 1, "agency-score": 100}, False, 83),
        (Behaviour(), {"equity": -1, "profit": -1, "agency-score": 0}, False, 0),
        (Behaviour(), {"turnover": 9, "agency-score": 900}, False, 70),
        (Behaviour(), {}, True, 35),
    ],
)
def test_points(behaviour: Behaviour, figures: dict[str, int], trouble: bool, points: int) -> None:
    found = score(behaviour, figures, in_trouble=trouble)
    assert found.points == points
    assert all(why and told for told, why in found.reasons)


def test_the_reasons_are_told_with_their_points() -> None:
    assert score(Behaviour(broken=1, days_over=9), {}).told() == [
        "-3: the oldest invoice is 9 days past due",
        "-10: 1 promises or plans were broken",
    ]


@pytest.mark.parametrize(
    ("limit", "points", "after"),
    [(1000, 75, 1250), (1000, 74, 1000), (1000, 39, 750), (1, 0, 1), (0, 100, 0), (3, 80, 4)],
)
def test_limits(limit: int, points: int, after: int) -> None:
    assert new_limit(limit, points, raise_from=75, lower_below=40, percent=25) == after
