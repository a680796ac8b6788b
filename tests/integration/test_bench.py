"""The bench measures on books that are as true as others, and answers with what its readers count on."""

from typing import Any

import pytest

from dunwell.bench.filling import fill
from dunwell.bench.floor import floor
from dunwell.bench.measure import measure
from dunwell.bench.parts import age, run_night
from dunwell.data.books import Books
from dunwell.invariants import check_all


@pytest.mark.parametrize(("running", "agreements"), [(True, 0), (False, 0), (True, 30)])
def test_an_invented_portfolio_is_true_before_and_after_its_night(
    transactional_db: None, running: bool, agreements: int
) -> None:
    company = fill(600, 120, seed=3, running=running, agreements=agreements)
    books = Books(company)
    assert check_all() == []
    assert books.items.open().count() == 600
    assert books.episodes.exists() == running
    first = run_night(full=True)
    assert first["counts"]["email"] > 5
    assert books.decisions.filter(run=books.runs.latest("pk")).count() > 5
    assert check_all() == []
    cost, rows = floor(company)
    assert cost.seconds > 0
    assert rows["rows_out"] > 600
    assert rows["rows_in"] > 100
    run_night(full=False)
    idle = run_night(full=False)
    assert idle["counts"]["silent"] == 120
    assert age(by_customer=True, days_ago=0)["seconds"] >= 0


@pytest.mark.slow
@pytest.mark.sqlite_only
def test_the_answer_has_what_readers_count_on() -> None:
    told: list[str] = []
    found: dict[str, Any] = measure(300, 60, url=None, seed=1, first_night=False, told=told.append)
    wanted = {
        "invoices",
        "customers",
        "total_s",
        "invoices_per_s",
        "floor_s",
        "ratio_to_floor",
        "peak_rss_mb",
        "idle_s",
    }
    assert wanted < set(found)
    assert [part["name"] for part in found["parts"]] == told
    assert found["invoices_per_s"] == round(300 / found["total_s"])
