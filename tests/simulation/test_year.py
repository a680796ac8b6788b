"""A year in which much goes wrong: after each month the books are true, and at its end nothing was done twice."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from conftest import broken_truths

# The server takes twice as long for a year, so it lives one.
SEEDS = (1, pytest.param(2, marks=pytest.mark.sqlite_only))
PACE = (1, 1, 2, 3, 7)  # `make soak` takes each day


def live_a_year(year: Any) -> None:
    """Live through the year, and look at the books at the end of each month."""
    from dunwell.data import journal

    days: list[Any] = []
    for day in year.days():
        days.append(day)
        if len(days) > 1 and day.month != days[-2].month:
            assert broken_truths() == [], day
            journal.seal(year.company, year.now, "month's end")
            report = journal.verify(year.company)
            assert (report.ok, report.unsealed) == (True, 0), (day, report.findings)
    runs = Counter(year.books.runs.carried_out().values_list("as_of", flat=True))
    assert max(runs.values()) == 1
    assert len(runs) > len(days) * 3 // 4
    assert max(year.mail.taken.values()) == 1
    delivered = set(year.books.messages.filter(state="delivered", channel="email").values_list("pk", flat=True))
    assert delivered <= set(year.mail.taken)
    assert not year.books.run_plans.filter(run__state="done").exists()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_year(db: None, tmp_path: Path, seed: int) -> None:
    from simulation.year import Year

    year = Year(tmp_path, seed, PACE)
    live_a_year(year)
    assert {"OperationalError", "post_invoice", "post_payment", "record_reply", "approve_run"} <= set(year.happened)
