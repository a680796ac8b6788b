"""One run by several workers: each a process of its own that is ready before the clock starts. Knows no rule.

A server is needed: on SQLite one writes at a time. Each worker works on frames in one thread, as `dunwell worker` does.
"""

import json
import subprocess
import sys
from datetime import datetime, time
from time import perf_counter, sleep
from typing import Any
from zoneinfo import ZoneInfo

from dunwell.bench.clock import measured, peak_rss_mb, server_cpu
from dunwell.bench.filling import SLUG, WEDNESDAY
from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.data.shards import usual_size
from dunwell.domain.roles import Role
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.sharding.driving import drive
from dunwell.usecases.work import Caller
from dunwell.usecases.working.readiness import get_ready
from dunwell.wiring import hands

SHARDS = 4  # at least, and the same for all crews: whoever is done first takes over from the others


def run_by_hands(workers: int, url: str) -> dict[str, Any]:
    """Begin the day's run in shards, and let so many processes finish it; tells seconds, and CPU of all of them."""
    company = Company.objects.get(slug=SLUG)
    size = min(usual_size(), -(-Books(company).customers.count() // SHARDS))
    stops = hands(size, stops=lambda: True)
    run = run_collections(_caller(), as_of=WEDNESDAY, approved=True, full=True, hands=stops)["run"]
    crew = [_started(url, run, size) for _ in range(workers)]
    for each in crew:
        _line(each)
    began, served = perf_counter(), server_cpu()
    for each in crew:
        _say(each, "go")
    told = [json.loads(_line(each)) for each in crew]
    seconds, served = perf_counter() - began, server_cpu() - served
    for each in crew:
        each.wait()
    done = Books(company).runs.get(pk=run)
    return {
        "workers": workers,
        "shards": Books(company).run_shards.filter(run=run).count(),
        "state": done.state,
        "seconds": round(seconds, 3),
        "cpu_s": round(sum(each["cpu_s"] for each in told), 3),
        "server_cpu_s": round(served, 3),
        "peak_rss_mb": max(each["peak_rss_mb"] for each in told),
    }


def help_run(run: int, size: int) -> dict[str, Any]:
    """Be one of the workers: say that we are ready, wait for the word, and work until the run is done."""
    mine = hands(size, pause=sleep)
    get_ready(_caller())  # as `dunwell worker` does when it begins
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with measured() as cost:
        drive(_caller(), run, mine)
    return {"cpu_s": cost.cpu_s, "peak_rss_mb": round(peak_rss_mb(), 1)}


def _caller() -> Caller:
    moment = datetime.combine(WEDNESDAY, time(6), ZoneInfo("Europe/Amsterdam"))
    return Caller(SLUG, "bench", Role.OWNER, moment, WEDNESDAY)


def _started(url: str, run: int, size: int) -> "subprocess.Popen[str]":
    words = [sys.executable, "-m", "dunwell.bench", url, "help", json.dumps({"run": run, "size": size})]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    return process.stdout.readline()


def _say(process: "subprocess.Popen[str]", word: str) -> None:
    assert process.stdin is not None  # noqa: S101
    process.stdin.write(f"{word}\n")
    process.stdin.flush()
