"""The clock stands in one place, and a day depends on where one is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dunwell import wiring


def test_now_is_aware_and_in_utc() -> None:
    assert wiring.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Amsterdam", 1), ("Pacific/Auckland", 1), ("America/New_York", 31), ("UTC", 31)],
)
def test_today_is_that_of_the_place(zone: str, day: int) -> None:
    late_in_utc = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    assert wiring.today(zone, late_in_utc).day == day


def test_today_follows_the_clock() -> None:
    before = wiring.now().date()
    assert before <= wiring.today("UTC") <= before + timedelta(days=1)
    assert isinstance(wiring.today("UTC"), date)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "UTC", "Pacific/Honolulu"])
def test_the_day_that_one_lives_on_is_that_of_the_place(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "_behind", [timedelta(0)])
    wiring.live_on(date(2026, 3, 4), zone)
    assert wiring.today(zone) == date(2026, 3, 4)
