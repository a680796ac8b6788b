"""Which days are business days, and when a month is over."""

from datetime import date

import pytest

from dunwell.domain.calendars import (
    NO_CALENDAR,
    add_business_days,
    add_month,
    business_calendar,
    business_days_between,
    end_of_month,
    holidays_ahead,
    is_business_day,
    older_than_business_days,
)


@pytest.mark.parametrize(
    ("on", "country", "region", "open_for_business"),
    [
        ("2026-11-20", "NL", None, True),  # a Friday
        ("2026-11-21", "NL", None, False),  # a Saturday
        ("2026-04-27", "NL", None, False),  # King's Day, a Monday
        ("2026-11-20", "IR", None, False),  # Friday is Iran's weekend
        ("2026-11-21", "IR", None, True),
        ("2026-03-21", "IR", None, False),  # Nowruz
        ("2026-11-22", "EG", None, True),  # a Sunday
        ("2026-11-20", "EG", None, False),
        ("2024-12-28", "RU", None, True),  # a Saturday that Russia worked
        ("2026-01-07", "RS", None, False),  # Orthodox Christmas
        ("2026-01-06", "DE", None, True),
        ("2026-01-06", "DE", "BY", False),  # Epiphany is a holiday in Bavaria
        ("2026-01-06", "de", "by", False),
        ("2026-01-06", "DE", "NOWHERE", True),  # an unknown region has its country's days
        ("2026-12-25", "ZZ", None, True),  # an unknown country has a weekend and no holidays
        ("2026-12-26", "ZZ", None, False),
        ("2026-12-27", None, None, True),  # without a country every day counts
        ("2026-12-27", "", None, True),
    ],
)
def test_business_days_by_place(on: str, country: str | None, region: str | None, open_for_business: bool) -> None:
    assert is_business_day(date.fromisoformat(on), country, region) is open_for_business


def test_a_weekend_that_moved_is_right_in_any_order_of_asking() -> None:
    asked = [date(2024, 3, 8), date(2020, 3, 8), date(2024, 3, 3), date(2020, 3, 6)]
    assert [is_business_day(on, "AE") for on in asked] == [True, True, False, False]


def test_the_same_place_has_one_calendar() -> None:
    assert business_calendar("NL", None) is business_calendar("NL", None)


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-20", "2026-11-23", 1),  # Friday to Monday
        ("2026-11-21", "2026-11-23", 1),
        ("2026-11-20", "2026-11-26", 4),
        ("2026-11-26", "2026-11-20", 0),
    ],
)
def test_business_days_are_counted_after_the_first_day(after: str, until: str, count: int) -> None:
    between = business_days_between(date.fromisoformat(after), date.fromisoformat(until), business_calendar("NL"))
    assert between == count


@pytest.mark.parametrize(
    ("entry", "as_of", "stale"),
    [
        ("2026-11-20", "2026-11-25", False),  # Friday's cash on Wednesday: three business days
        ("2026-11-20", "2026-11-26", True),
        ("2026-11-20", "2026-11-20", False),
        ("2026-11-30", "2026-11-20", False),
        ("2011-01-01", "2026-11-20", True),
    ],
)
def test_cash_is_stale_after_three_business_days(entry: str, as_of: str, stale: bool) -> None:
    calendar = business_calendar("NL")
    assert older_than_business_days(date.fromisoformat(entry), date.fromisoformat(as_of), 3, calendar) is stale


@pytest.mark.parametrize(
    ("start", "days", "calendar_of", "reached"),
    [
        ("2026-11-20", 0, "NL", "2026-11-20"),
        ("2026-11-20", 1, "NL", "2026-11-23"),
        ("2026-11-21", 1, "NL", "2026-11-23"),
        ("2026-11-18", 2, "IR", "2026-11-21"),
    ],
)
def test_business_days_are_added(start: str, days: int, calendar_of: str, reached: str) -> None:
    calendar = business_calendar(calendar_of)
    assert add_business_days(date.fromisoformat(start), days, calendar) == date.fromisoformat(reached)


def test_without_a_calendar_days_are_days() -> None:
    assert add_business_days(date(2026, 11, 20), 3, NO_CALENDAR) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("on", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-01-31", 11, "2026-12-31"),
        ("2026-01-31", 0, "2026-01-31"),
    ],
)
def test_a_month_ends_where_a_shorter_one_does(on: str, months: int, later: str) -> None:
    assert add_month(date.fromisoformat(on), months) == date.fromisoformat(later)


@pytest.mark.parametrize(("on", "end"), [("2026-02-03", "2026-02-28"), ("2024-02-29", "2024-02-29")])
def test_the_end_of_a_month(on: str, end: str) -> None:
    assert end_of_month(date.fromisoformat(on)) == date.fromisoformat(end)


def test_holidays_ahead_leave_weekends_out() -> None:
    dutch = business_calendar("NL")
    assert holidays_ahead(date(2026, 3, 4), 2, dutch) == [date(2026, 4, 3), date(2026, 4, 6)]
    assert all(on.weekday() != 4 for on in holidays_ahead(date(2026, 3, 4), 20, business_calendar("IR")))
    assert holidays_ahead(date(2026, 3, 4), 5, business_calendar(None)) == []
