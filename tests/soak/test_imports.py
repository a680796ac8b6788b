"""Thousands of damaged files and of days with lists: what a few hundred show in each test run, at length.

Run by `make soak`, on both databases; `make test` leaves it out.
"""

from pathlib import Path
from typing import Any

import pytest

from conftest import broken_truths

pytestmark = pytest.mark.soak
SEEDS, FILES = 200, 30
STORIES, DAYS = 200, 15


@pytest.fixture
def importer(db: None, tmp_path: Path) -> Any:
    """Give the importer of a company without customers."""
    from integration.importing.desk import Importer  # tables can be named once Django has been started

    return Importer(tmp_path)


@pytest.mark.parametrize("seed", range(1000, 1000 + SEEDS))
def test_damaged_files_leave_the_books_whole(importer: Any, tmp_path: Path, seed: int) -> None:
    from integration.importing.damage import live_through

    live_through(importer, tmp_path, seed, FILES)


@pytest.mark.parametrize("seed", range(1000, 1000 + STORIES))
def test_after_each_list_the_books_say_what_it_says(importer: Any, seed: int) -> None:
    from integration.importing.daily import live_days

    for _ in live_days(importer, seed, DAYS):
        assert broken_truths() == []
