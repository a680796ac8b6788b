"""Many years in which much goes wrong: what two show in each test run, at length."""

from pathlib import Path

import pytest

from simulation.test_year import live_a_year

pytestmark = pytest.mark.soak
YEARS = 40


@pytest.mark.parametrize("seed", range(100, 100 + YEARS))
def test_a_year_of_many(db: None, tmp_path: Path, seed: int) -> None:
    from simulation.year import Year

    live_a_year(Year(tmp_path, seed))
