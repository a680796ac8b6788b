"""More stories of nights on which a run reads only whom it must, another reads all, and a third is cut into shards."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

pytestmark = pytest.mark.soak
STORIES = range(12, 72)


@pytest.mark.parametrize("seed", STORIES)
def test_the_books_are_the_same_night_for_night(
    db: None, undone: Callable[[], AbstractContextManager[None]], seed: int
) -> None:
    from property.test_incremental_equals_full import live_nights

    with undone():
        live_nights(seed)
