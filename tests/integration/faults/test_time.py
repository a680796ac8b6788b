"""A mail server that is away for a day, a clock that goes back, two schedulers at the same time."""

import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from dunwell.data import journal
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.working.tools import Job
from integration.outbox.mail_server import MailServer
from integration.usecases.desk import day
from integration.working.crew import TODAY, Yard

CUSTOMERS = [f"C{number}" for number in range(4)]


@pytest.fixture
def yard(db: None, tmp_path: Path) -> Yard:
    return Yard(tmp_path)


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_mail_waits_for_a_server_that_is_away_for_a_day(yard: Yard, server: MailServer) -> None:
    yard.customers(*CUSTOMERS)
    yard.by_smtp(_closed_port())
    yard.decide(TODAY)
    yard.at("2026-04-01T09:00")
    worker = yard.worker()
    for _ in range(8):
        worker.send()
        yard.later(minutes=60)
    assert set(yard.states().values()) <= {"planned", "rendered", "failed"}
    assert not yard.books.channel_settings.standing().exclude(stopped_reason="").exists()
    yard.by_smtp(server.port, on=day(2))
    yard.at("2026-04-02T09:30")
    for _ in range(4):
        worker.send()
        yard.later(minutes=6)
    assert set(yard.states().values()) == {"delivered"}
    assert Counter(server.recipients).most_common(1)[0][1] == 1


def test_a_clock_that_goes_back_sends_nothing_twice_and_decides_no_day_again(yard: Yard, server: MailServer) -> None:
    yard.customers(*CUSTOMERS)
    yard.by_smtp(server.port)
    yard.worker().keep_schedule()
    yard.do(run_collections, day(2), as_of=day(2), allow_stale=True, approved=True)
    yard.at("2026-04-02T12:00")
    while yard.worker().send():
        pass
    sent, runs = len(server.received), yard.books.runs.count()
    yard.at("2026-04-01T12:00")
    worker = yard.worker("back")
    for _ in range(3):
        worker.keep_schedule()
        worker.help_runs()
        worker.send()
        yard.later(minutes=20)
    assert (len(server.received), yard.books.runs.count()) == (sent, runs)
    outcome = yard.books.schedules.get(job="run").outcome
    assert outcome in ({}, {"refused": "date_passed"})
    journal.seal(yard.company, yard.now, "back")
    assert journal.verify(yard.company).ok


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_do_it_once(tmp_path: Path) -> None:
    yard = Yard(tmp_path)
    done: list[Any] = []

    def note(shift: Any) -> dict[str, Any]:
        done.append(shift.day)
        return {}

    jobs = {f"job-{number}": Job(6, note) for number in range(4)}
    yard.worker(jobs=jobs).keep_schedule()
    yard.now += timedelta(hours=1)
    together = Barrier(2)

    def work(holder: str) -> None:
        try:
            worker = yard.worker(holder, jobs=jobs)
            together.wait()
            worker.keep_schedule()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(work, holder) for holder in ("one", "two")]:
            each.result()
    assert done == [TODAY] * len(jobs)
