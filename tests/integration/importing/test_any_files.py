"""Whatever files come, and whatever a list says: the books hold, and say in the end what the list says."""

from pathlib import Path

import pytest

from conftest import broken_truths
from integration.importing.daily import live_days
from integration.importing.damage import live_through
from integration.importing.desk import Importer

FILES = 30


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_damaged_files_leave_the_books_whole(importer: Importer, tmp_path: Path, seed: int) -> None:
    live_through(importer, tmp_path, seed, FILES)


@pytest.mark.parametrize("seed", range(12))
def test_after_each_list_the_books_say_what_it_says(importer: Importer, seed: int) -> None:
    for _ in live_days(importer, seed, days=10):
        assert broken_truths() == []
