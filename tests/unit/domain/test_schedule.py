"""Which day's hour has come."""

from datetime import date, datetime

import pytest

from dunwell.domain.schedule import due_day, next_moment

TODAY, YESTERDAY = date(2026, 4, 1), date(2026, 3, 31)  # a Wednesday, and the day before


@pytest.mark.parametrize(
    ("local", "hour", "weekday", "due"),
    [
        ("2026-04-01T05:59", 6, None, YESTERDAY),
        ("2026-04-01T06:00", 6, None, TODAY),
        ("2026-04-01T23:59", 0, None, TODAY),
        ("2026-04-01T00:00", 23, None, YESTERDAY),
        ("2026-04-01T08:00", 7, 2, TODAY),
        ("2026-04-01T06:00", 7, 2, date(2026, 3, 25)),
        ("2026-04-01T08:00", 7, 0, date(2026, 3, 30)),
        ("2026-03-29T03:00", 2, None, date(2026, 3, 29)),  # the hour that the clock leaps over
    ],
)
def test_the_newest_day_whose_hour_has_come(local: str, hour: int, weekday: int | None, due: date) -> None:
    assert due_day(datetime.fromisoformat(local), hour, weekday) == due


@pytest.mark.parametrize(
    ("weekday", "done_for", "comes"),
    [
        (None, TODAY, "2026-04-02T06:00"),
        (None, YESTERDAY, "2026-04-01T06:00"),
        (2, TODAY, "2026-04-08T06:00"),
        (None, None, "2026-04-01T06:00"),
    ],
)
def test_when_it_comes_next(weekday: int | None, done_for: date | None, comes: str) -> None:
    assert next_moment(datetime(2026, 4, 1, 9), 6, weekday, done_for) == datetime.fromisoformat(comes)  # noqa: DTZ001
