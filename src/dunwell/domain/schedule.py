"""When what is done by the clock falls due: at an hour of the company's own day. Knows no job and no clock."""

from datetime import date, datetime, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def due_day(local: datetime, hour: int, weekday: int | None = None) -> date:
    """Give the newest day whose hour has come, of every day or of those of one weekday (0 is Monday).

    `local` is the moment as clocks show it where the company is. An hour that a clock leaps over has come when the
    clock shows a later one; one that comes twice came the first time.
    """
    day = local.date() if local.hour >= hour else local.date() - timedelta(days=1)
    return day if weekday is None else day - timedelta(days=(day.weekday() - weekday) % 7)


def next_moment(local: datetime, hour: int, weekday: int | None, done_for: date | None) -> datetime:
    """Give when the hour comes next, without a zone as `local` has none; in the past where a missed one is due now."""
    due = due_day(local, hour, weekday)
    if done_for is not None and done_for >= due:
        due += timedelta(days=1 if weekday is None else 7)
    return datetime(due.year, due.month, due.day, hour)  # noqa: DTZ001 - a local time of day, as on a wall
