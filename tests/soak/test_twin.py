"""The readable twin plays all books of the independent reading; the test run plays every sixth."""

from pathlib import Path

import pytest

from scenario.test_books import OUTSIDE, ends_as_written, outside_books

pytestmark = [pytest.mark.soak, pytest.mark.sqlite_only]


@pytest.mark.skipif(not OUTSIDE.is_dir(), reason="the books of the independent reading are not at hand")
@pytest.mark.parametrize("path", outside_books())
def test_the_twin_agrees_with_an_independent_reading(path: Path, db: None) -> None:
    ends_as_written(path.read_text(encoding="utf-8"), str(path), "reference")
