"""What must always hold of business days and months."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.calendars import (
    Calendar,
    add_business_days,
    add_month,
    business_calendar,
    business_days_between,
    older_than_business_days,
)

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
PLACES = st.sampled_from([None, "NL", "RS", "RO", "RU", "IR", "EG", "DE", "US", "ZZ"]).map(business_calendar)


@given(DAYS, st.integers(0, 36))
def test_months_move_by_calendar_months_and_never_to_a_later_day(on: date, months: int) -> None:
    later = add_month(on, months)
    assert (later.year * 12 + later.month) - (on.year * 12 + on.month) == months
    assert later.day <= on.day
    assert later.day == on.day or (later + timedelta(days=1)).day == 1


@given(DAYS, st.integers(1, 15), PLACES)
def test_adding_and_counting_business_days_agree(start: date, days: int, calendar: Calendar) -> None:
    reached = add_business_days(start, days, calendar)
    assert calendar.is_business_day(reached)
    assert business_days_between(start, reached, calendar) == days


@given(DAYS, st.integers(-5, 40), st.integers(0, 10), PLACES)
def test_an_entry_is_older_when_more_business_days_have_come(
    entry: date, gap: int, days: int, calendar: Calendar
) -> None:
    as_of = entry + timedelta(days=gap)
    older = older_than_business_days(entry, as_of, days, calendar)
    assert older == (business_days_between(entry, as_of, calendar) > days)
