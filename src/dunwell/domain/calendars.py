"""Business days by country and region, and the month that late charges count in.

Holidays and weekends are those of the `holidays` library, which knows that the weekend is Friday in Iran, and
Friday and Saturday in Egypt, and the Saturdays that Russia works. This module does not know what day it is.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Protocol

import holidays

_DAY = timedelta(days=1)


class Calendar(Protocol):
    """Says of each day whether business is done on it."""

    def is_business_day(self, on: date) -> bool:
        """Tell whether a day is neither weekend nor public holiday."""
        ...


@dataclass(frozen=True, slots=True)
class EveryDay:
    """A calendar without weekends and holidays, for customers without a country and books with `calendar none`."""

    def is_business_day(self, on: date) -> bool:
        """Tell that any day is a business day."""
        return True


@dataclass(frozen=True, slots=True)
class MondayToFriday:
    """The calendar of a country whose holidays nobody has listed: its weekend alone, taken as Saturday and Sunday."""

    def is_business_day(self, on: date) -> bool:
        """Tell whether a day is Monday to Friday."""
        return on.weekday() < 5


@dataclass(frozen=True, slots=True)
class CountryCalendar:
    """The weekends and public holidays of a country, or of one of its regions."""

    country: str
    region: str | None
    _days: holidays.HolidayBase = field(repr=False, compare=False)

    def is_business_day(self, on: date) -> bool:
        """Tell whether a day is neither weekend nor public holiday there."""
        return self._days.is_working_day(on)


NO_CALENDAR: Calendar = EveryDay()


@cache
def business_calendar(country: str | None, region: str | None = None) -> Calendar:
    """Give the calendar of a country and region (ISO 3166 codes, any case); the same one for the same place.

    Without a country every day is a business day. An unknown region gets the days of its country, an unknown
    country Monday to Friday: to wait for a Monday harms nobody, and a day's run must not fail over an address.
    """
    if not country:
        return NO_CALENDAR
    country, region = country.upper(), region.upper() if region else None
    for subdivision in (region, None):
        try:
            days = holidays.country_holidays(country, subdiv=subdivision)
        except NotImplementedError:
            continue
        return CountryCalendar(country, subdivision, days)
    return MondayToFriday()


def is_business_day(on: date, country: str | None, region: str | None = None) -> bool:
    """Tell whether business is done on a day in a country and region; see `business_calendar`."""
    return business_calendar(country, region).is_business_day(on)


def business_days_between(after: date, until: date, calendar: Calendar) -> int:
    """Count the business days after one date up to another, that one included; nothing where it is not later."""
    return sum(1 for on in _days_after(after, until) if calendar.is_business_day(on))


def older_than_business_days(entry_date: date, as_of: date, days: int, calendar: Calendar) -> bool:
    """Tell whether more than so many business days have come since an entry, as_of among them.

    Source: docs/deciding.md, rule 1 (stale cash).
    """
    counted = 0
    for on in _days_after(entry_date, as_of):
        counted += calendar.is_business_day(on)
        if counted > days:
            return True
    return False


def holidays_ahead(after: date, number: int, calendar: Calendar) -> list[date]:
    """List the next days without business within a year that fall on no weekend: on which weekdays those are, the
    year itself tells.
    """
    days = _days_after(after, after + timedelta(days=364))
    closed = [on for on in days if not calendar.is_business_day(on)]
    weekend = {weekday for weekday in range(7) if sum(on.weekday() == weekday for on in closed) > 26}
    return [on for on in closed if on.weekday() not in weekend][:number]


def add_business_days(start: date, days: int, calendar: Calendar) -> date:
    """Go forward by so many business days from a date, itself not counted; 0 gives the date itself."""
    on = start
    while days > 0:
        on += _DAY
        days -= calendar.is_business_day(on)
    return on


def add_month(on: date, months: int = 1) -> date:
    """Go forward by calendar months: the same day, or the last day of a shorter month.

    Step by step this is the month of late charges, 31 January → 28 February → 28 March (docs/deciding.md, rule 6);
    with `months` from one fixed date it is the month of instalments, 31 January → 28 February → 31 March.
    """
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def end_of_month(on: date) -> date:
    """Give the last day of a date's month."""
    return on.replace(day=monthrange(on.year, on.month)[1])


def _days_after(after: date, until: date) -> Iterator[date]:
    for days in range(1, (until - after).days + 1):
        yield after + timedelta(days=days)
