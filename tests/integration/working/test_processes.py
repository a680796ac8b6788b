"""Real workers in processes of their own: they share a run, one is killed, one is asked to stop, nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F

from dunwell.data.shards import claim
from dunwell.usecases.run_collections import run_collections
from integration.working.crew import TODAY, Yard

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CUSTOMERS = [f"C{number}" for number in range(1, 25)]
SECONDS = 120


@pytest.fixture
def yard(tmp_path: Path) -> Yard:
    """Give a yard whose run of 25 shards was begun, and nothing more."""
    yard = Yard(tmp_path)
    yard.customers(*CUSTOMERS)
    hands = yard.tools(stops=lambda: True, shard_size=1).hands
    yard.do(run_collections, TODAY, as_of=TODAY, allow_stale=True, approved=True, hands=hands)
    return yard


class Workers:
    """Processes of the program on the database of the test."""

    def __init__(self, home: Path) -> None:
        database = connection.settings_dict
        url = f"sqlite://{database['NAME']}"
        if connection.vendor == "postgresql":
            url = f"postgresql://{database['USER']}@/{database['NAME']}?host={settings.DATABASES['default']['HOST']}"
        self.environment = {**os.environ, "DUNWELL_HOME": str(home), "DUNWELL_DATABASE_URL": url}
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start a worker."""
        command = [sys.executable, "-m", "dunwell", "worker", *words]
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        self.started.append(process)
        return process

    def wait(self, *words: str) -> None:
        """Start a worker and wait until it has done what there is to do."""
        assert self.start(*words).wait(timeout=SECONDS) == 0


@pytest.fixture
def workers(tmp_path: Path) -> Any:
    crew = Workers(tmp_path)
    yield crew
    for process in crew.started:
        if process.poll() is None:
            process.kill()
        process.wait()


def _wait_for(what: Any) -> None:
    deadline = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _all_wrote(yard: Yard) -> None:
    assert yard.books.runs.get().state == "done"
    assert sorted(yard.books.messages.values_list("customer__ref", flat=True)) == sorted(["ACME", *CUSTOMERS])


def _killed_at_a_shard(yard: Yard, process: "subprocess.Popen[bytes]") -> str:
    """Freeze a worker again and again until it holds a shard, kill it there, and give its name."""
    held = yard.books.run_shards.filter(holder__contains=f":{process.pid}:")
    deadline = time.monotonic() + SECONDS
    while True:
        assert time.monotonic() < deadline
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED)
        if name := held.values_list("holder", flat=True).first():
            process.send_signal(signal.SIGKILL)
            process.wait()
            return str(name)
        process.send_signal(signal.SIGCONT)
        time.sleep(0.003)


def test_two_workers_share_a_run_and_one_is_killed_at_a_shard(yard: Yard, workers: Workers) -> None:
    shards = yard.books.run_shards
    killed, other = workers.start("--only", "shards"), workers.start("--only", "shards")
    name = _killed_at_a_shard(yard, killed)
    _wait_for(lambda: not shards.filter(state="open", holder="").exists())
    assert shards.filter(holder=name).count() == 1  # its lease stands, and nobody else is at what it was at
    assert yard.books.runs.get().state != "done"
    shards.exclude(holder="").update(lease_until=F("lease_until") - timedelta(minutes=6))  # time passes
    _wait_for(lambda: yard.books.runs.get().state == "done")
    other.send_signal(signal.SIGTERM)
    assert other.wait(timeout=SECONDS) == 0
    _all_wrote(yard)


def test_a_worker_that_is_asked_to_stop_leaves_nothing_behind(yard: Yard, workers: Workers) -> None:
    first = workers.start("--only", "shards")
    _wait_for(lambda: yard.books.run_shards.filter(state="done").exists())
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=SECONDS) == 0
    assert not yard.books.run_shards.exclude(holder="").exists()
    workers.wait("--once", "--only", "shards")
    _all_wrote(yard)


def test_two_lanes_of_one_process_share_a_run(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def noted(books: Any, run: Any, states: Any, holder: str, *more: Any) -> Any:
        seen.append(holder)
        return claim(books, run, states, holder, *more)

    monkeypatch.setattr("dunwell.usecases.sharding.driving.claim", noted)
    hands = yard.tools(shard_size=1, lanes=2, pause=time.sleep).hands
    run = yard.do(run_collections, TODAY, as_of=TODAY, allow_stale=True, approved=True, hands=hands)
    assert run["state"] == "done"
    # On SQLite one writes at a time, so there is one lane.
    assert set(seen) == ({"one"} if connection.vendor == "sqlite" else {"one", "one/2"})
    assert yard.books.run_shards.filter(state="done").count() == 25
    _all_wrote(yard)
