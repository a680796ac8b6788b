"""Jobs by the clock: at their hour, once, whoever comes; what was missed is made up once."""

from datetime import date, timedelta
from typing import Any

import pytest

from dunwell.data.schedules import take_turn
from dunwell.domain.errors import UserError
from dunwell.usecases.set_schedule import set_schedule
from integration.usecases.desk import day
from integration.working.crew import TODAY, Yard

TOMORROW = TODAY + timedelta(days=1)


def test_a_job_is_done_at_its_hour_and_once(yard: Yard) -> None:
    jobs, days = yard.job(lambda: {"fine": True})
    for worker in (yard.worker(jobs=jobs), yard.worker("two", jobs=jobs)):
        worker.keep_schedule()
    assert days == []
    for local in ("2026-04-01T06:00", "2026-04-01T06:01", "2026-04-01T23:00"):
        yard.at(local)
        for holder in ("one", "two"):
            yard.worker(holder, jobs=jobs).keep_schedule()
    assert days == [TODAY]
    row = yard.books.schedules.get()
    assert (row.done_for, row.outcome, row.holder) == (TODAY, {"fine": True}, "")


def test_what_passed_before_it_was_put_on_the_schedule_is_not_made_up(yard: Yard) -> None:
    jobs, days = yard.job(dict)
    yard.at("2026-04-01T09:00")
    yard.worker(jobs=jobs).keep_schedule()
    assert days == []


def test_missed_days_are_made_up_once(yard: Yard) -> None:
    jobs, days = yard.job(dict)
    yard.worker(jobs=jobs).keep_schedule()
    yard.at("2026-04-05T04:00")
    yard.worker(jobs=jobs).keep_schedule()
    yard.at("2026-04-05T06:00")
    yard.worker(jobs=jobs).keep_schedule()
    assert days == [date(2026, 4, 4), date(2026, 4, 5)]


def test_a_clock_that_goes_back_does_nothing_twice(yard: Yard) -> None:
    jobs, days = yard.job(dict)
    yard.worker(jobs=jobs).keep_schedule()
    for local in ("2026-04-01T06:30", "2026-04-01T05:30", "2026-04-01T06:10", "2026-03-30T07:00", "2026-04-02T06:00"):
        yard.at(local)
        yard.worker(jobs=jobs).keep_schedule()
    assert days == [TODAY, TOMORROW]


def test_a_weekly_job_has_its_day(yard: Yard) -> None:
    jobs, days = yard.job(dict, weekday=3)
    yard.worker(jobs=jobs).keep_schedule()
    for number in range(1, 12):
        yard.at(f"2026-04-{number:02}T07:00")
        yard.worker(jobs=jobs).keep_schedule()
    assert days == [date(2026, 4, 2), date(2026, 4, 9)]


def test_a_job_of_a_dead_worker_is_taken_over_when_its_lease_is_over(yard: Yard) -> None:
    jobs, days = yard.job(dict)
    yard.worker(jobs=jobs).keep_schedule()
    yard.at("2026-04-01T06:00")
    assert take_turn(yard.books, yard.books.schedules.get(), TODAY, "dead", yard.now)
    yard.worker(jobs=jobs).keep_schedule()
    assert days == []
    yard.later(minutes=16)
    yard.worker(jobs=jobs).keep_schedule()
    assert days == [TODAY]


def _fails() -> Any:
    raise UserError("bad_luck", "It rained", "Wait")


def _breaks() -> Any:
    raise ValueError("a fault")


@pytest.mark.parametrize(("do", "told"), [(_fails, "bad_luck"), (_breaks, "ValueError")])
def test_a_job_that_fails_rests_and_is_tried_again(yard: Yard, do: Any, told: str) -> None:
    jobs, days = yard.job(do)
    yard.worker(jobs=jobs).keep_schedule()
    yard.at("2026-04-01T06:00")
    for _ in range(3):
        yard.worker(jobs=jobs).keep_schedule()
    assert (len(days), yard.books.schedules.get().outcome["error"]) == (1, told)
    yard.later(minutes=16)
    yard.worker(jobs=jobs).keep_schedule()
    assert len(days) == 2


def test_a_job_switched_off_is_not_done_and_not_made_up(yard: Yard) -> None:
    jobs, days = yard.job(dict)
    yard.worker(jobs=jobs).keep_schedule()
    yard.do(set_schedule, TODAY, job="job", active=False)
    yard.at("2026-04-03T09:00")
    yard.worker(jobs=jobs).keep_schedule()
    yard.do(set_schedule, day(3), job="job", active=True, hour=8)
    yard.worker(jobs=jobs).keep_schedule()
    assert days == []
    yard.at("2026-04-04T08:00")
    yard.worker(jobs=jobs).keep_schedule()
    assert days == [date(2026, 4, 4)]


@pytest.mark.parametrize(("asked", "code"), [({"job": "tea"}, "unknown_job"), ({"job": "job", "hour": 24}, "bad_hour")])
def test_what_cannot_be_set(yard: Yard, asked: dict[str, Any], code: str) -> None:
    yard.worker(jobs=yard.job(dict)[0]).keep_schedule()
    assert yard.refused(set_schedule, TODAY, **asked) == code
