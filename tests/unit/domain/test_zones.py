"""Where somebody is tells when one may write."""

from datetime import UTC, datetime

import pytest

from dunwell.domain.calendars import NO_CALENDAR, business_calendar
from dunwell.domain.zones import next_opening, zones_of

HOURS = (8, 18)


@pytest.mark.parametrize(
    ("place", "zones"),
    [
        (("Asia/Tokyo", "NL", ""), ("Asia/Tokyo",)),
        (("Nowhere/Town", "NL", ""), ("Europe/Amsterdam",)),
        (("", "NL", ""), ("Europe/Amsterdam",)),
        (("", "rs", ""), ("Europe/Belgrade",)),
        (("", "IR", ""), ("Asia/Tehran",)),
        (("", "RU", ""), ("Europe/Moscow",)),
        (("", "US", "CA"), ("America/Los_Angeles",)),
        (("", "US", "US-TX"), ("America/Chicago",)),
        (("", "AU", "WA"), ("Australia/Perth",)),
        (("", "", "", "Europe/Paris"), ("Europe/Paris",)),
        (("", "ZZ", "", "no zone"), ("UTC",)),
    ],
)
def test_a_place_has_its_zones(place: tuple[str, ...], zones: tuple[str, ...]) -> None:
    assert zones_of(*place) == zones


def test_of_a_wide_country_without_a_region_all_zones_hold() -> None:
    assert len(zones_of("", "US", "")) == 4


@pytest.mark.parametrize(
    ("zones", "now", "opens"),
    [
        (("Europe/Amsterdam",), "2026-04-01 06:00", None),  # eight in the morning, summer
        (("Europe/Amsterdam",), "2026-04-01 05:59", "2026-04-01 06:00"),
        (("Europe/Amsterdam",), "2026-01-07 06:00", "2026-01-07 07:00"),  # winter
        (("Europe/Amsterdam",), "2026-04-01 15:59", None),
        (("Europe/Amsterdam",), "2026-04-01 16:00", "2026-04-02 06:00"),
        (("Europe/Amsterdam",), "2026-04-03 16:00", "2026-04-07 06:00"),  # over a weekend and Easter Monday
        (("Pacific/Auckland",), "2026-04-01 20:30", None),  # their tomorrow
        (("America/New_York", "America/Los_Angeles"), "2026-04-01 14:00", "2026-04-01 15:00"),
        (("America/New_York", "America/Los_Angeles"), "2026-04-01 15:00", None),
        (("America/New_York", "America/Los_Angeles"), "2026-04-01 22:00", "2026-04-02 15:00"),
        (("Europe/Moscow", "Pacific/Honolulu"), "2026-04-01 06:00", None),  # nothing in common: the first one's
    ],
)
def test_when_one_may_write(zones: tuple[str, ...], now: str, opens: str | None) -> None:
    calendar = business_calendar("NL") if zones == ("Europe/Amsterdam",) else NO_CALENDAR
    assert next_opening(moment(now), zones, HOURS, calendar) == (moment(opens) if opens else None)


def test_round_the_clock_is_always_open() -> None:
    for hour in range(24):
        assert next_opening(datetime(2026, 4, 1, hour, 30, tzinfo=UTC), ("Asia/Tehran",), (0, 24), NO_CALENDAR) is None


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")
