"""Behind each figure stand the very rows that it is made of: they add up to it, and are read page by page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dunwell.queries.measure_rows import WHAT, Behind, rows_behind
from dunwell.queries.measures import measures
from integration.trading import LAST, year_of_trade
from integration.usecases.desk import Desk


@pytest.fixture
def desk(db: None) -> Desk:
    return year_of_trade()


def test_the_rows_add_up_to_each_figure(desk: Desk) -> None:
    seen = dict.fromkeys(WHAT, 0)
    for on in (LAST, date(2026, 9, 14), date(2027, 1, 31)):
        for code, found in measures(desk.company, on).items():
            for measure in found:
                assert measure.behind, measure.name
                for what, minor in measure.behind.items():
                    rows = rows_behind(desk.company, what, code, on, limit=None).rows
                    assert sum(row["amount_minor"] for row in rows) == minor, (on, measure.name, what, code)
                    seen[what] += len(rows)
    assert min(seen.values()) > 0, seen


@pytest.mark.parametrize("what", WHAT)
def test_pages_lead_through_all_rows_and_back(desk: Desk, what: str) -> None:
    every = rows_behind(desk.company, what, "EUR", LAST, limit=None).rows
    pages: list[Behind] = []
    while not pages or pages[-1].later:
        pages.append(rows_behind(desk.company, what, "EUR", LAST, pages[-1].later or "" if pages else "", limit=2))
    assert [row for page in pages for row in page.rows] == every
    assert pages[0].earlier is None
    if len(pages) > 1:
        before = rows_behind(desk.company, what, "EUR", LAST, pages[-1].earlier or "", limit=2)
        assert before.rows == pages[-2].rows


@pytest.mark.parametrize("place", ["", "x", "1.2.3", "1.2026-01-01.x", "<", "9" * 90, "1.2026-01-01.1.1"])
def test_a_place_that_is_none_is_the_beginning(desk: Desk, place: str) -> None:
    assert rows_behind(desk.company, "open", "EUR", LAST, place).rows[0]["ref"] == "ACME"


def test_a_page_is_one_statement(desk: Desk) -> None:
    for what in WHAT:
        with CaptureQueriesContext(connection) as asked:
            rows_behind(desk.company, what, "EUR", LAST)
        assert len(asked) == 1


def test_sqlite_does_not_look_up_what_was_received_by_its_days(desk: Desk) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by what its tables hold")
    with CaptureQueriesContext(connection) as queries:
        rows_behind(desk.company, "received", "EUR", LAST)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        steps = [row[3] for row in cursor.fetchall()]
    assert not any("allocation_day" in step for step in steps), "all of them are read and sorted, to show fifty"
