"""An amount spread over items: the oldest first, never more of one than may be asked."""

import pytest

from dunwell.domain.agreed import spread


@pytest.mark.parametrize(
    ("asked", "items", "parts"),
    [
        (100, [(1, 300)], ((1, 100),)),
        (100, [(1, 60), (2, 300)], ((1, 60), (2, 40))),
        (100, [(1, 0), (2, 70)], ((2, 70),)),
        (0, [(1, 60)], ()),
        (100, [], ()),
    ],
)
def test_an_amount_is_spread_over_the_oldest_first(
    asked: int, items: list[tuple[int, int]], parts: tuple[tuple[int, int], ...]
) -> None:
    assert spread(asked, items) == parts
