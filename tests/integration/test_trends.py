"""Month by month the figures are those that the measures give for the ends of the months, worked out at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dunwell.queries.measures import measures
from dunwell.queries.trends import NAMES, month_ends, trends
from integration.trading import LAST, year_of_trade
from integration.usecases.desk import Desk


@pytest.fixture
def desk(db: None) -> Desk:
    return year_of_trade()


def test_each_month_is_measured_as_by_itself(desk: Desk) -> None:
    found = trends(desk.company, LAST)
    assert set(found) == {"EUR", "USD"}
    said = 0
    for code, months in found.items():
        assert [month.ended_on for month in months] == month_ends(LAST, 12)
        for month in months:
            alone = {each.name: each.value for each in measures(desk.company, month.ended_on).get(code, [])}
            assert {name: month.values[name] for name in NAMES} == {name: alone.get(name) for name in NAMES}, month
            said += sum(value is not None for value in month.values.values())
    assert said > 60


def test_where_nothing_can_be_said_nothing_is(desk: Desk) -> None:
    first = trends(desk.company, LAST, months=24)["USD"][0]
    assert set(first.values.values()) == {None}


def test_more_months_take_no_more_statements(desk: Desk) -> None:
    with CaptureQueriesContext(connection) as few:
        trends(desk.company, LAST, months=1)
    with CaptureQueriesContext(connection) as many:
        trends(desk.company, LAST, months=24)
    assert len(few) == len(many) == 5


@pytest.mark.parametrize(
    ("on", "ends"),
    [
        (date(2026, 3, 30), [date(2026, 1, 31), date(2026, 2, 28)]),
        (date(2026, 3, 31), [date(2026, 2, 28), date(2026, 3, 31)]),
        (date(2028, 3, 1), [date(2028, 1, 31), date(2028, 2, 29)]),
    ],
)
def test_a_month_counts_once_it_is_over(on: date, ends: list[date]) -> None:
    assert month_ends(on, 2) == ends
