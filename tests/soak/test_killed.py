"""Killed at every point found, and at moments drawn by a seed; bench/KILLED.md says what came of it."""

import os
import platform
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kill.conftest import server_url

pytestmark = [pytest.mark.soak, pytest.mark.database]
RESULT = Path(__file__).parents[2] / "bench" / "KILLED.md"
MOMENTS, SEED, LONGEST = 60, 5, 0.6
HEAD = """# Killed anywhere

The story of `tests/kill/story.py` (two imports, a run in shards that waits and is approved, a second run, late charges,
mail to a server, sealing) is killed with SIGKILL at every point that the harness finds: before each statement that
changes something, before and after each commit, before and after each piece of a conversation with the mail server,
before each file that is written or moved; and at moments drawn by a seed, in the midst of whatever it does then. It is
then played to its end, and compared with the story that nobody killed: decisions, messages, money, stages, fees, tasks;
the truths of the books and the journal are checked. Written by `make soak`.

In doubt: kills that left one message of which nobody could know whether it had arrived; never more than one. It is
shown, and in the story a person looks into the mail server's list and marks it as sent, or sends it again.

| database | points found | moments | ended as undisturbed | doubled | lost | in doubt | machine |
|---|---|---|---|---|---|---|---|
"""


@pytest.fixture(scope="module")
def harness() -> Iterator[Any]:
    from kill.harness import Harness

    with Harness.on(server_url()) as harness:
        yield harness


def test_killed_at_every_point(harness: Any) -> None:
    draw = Random(SEED)  # noqa: S311 - a choice of moments, not a secret
    scenes = len(harness.pauses) - 1
    moments = [(draw.randrange(scenes), draw.uniform(0, LONGEST)) for _ in range(MOMENTS)]
    outcomes = [harness.kill_at(point) for point in harness.points]
    outcomes += [harness.kill_after(scene, seconds) for scene, seconds in moments]
    _write(len(harness.points), outcomes)
    assert [outcome for outcome in outcomes if outcome.wrong] == []


def _write(points: int, outcomes: list[Any]) -> None:
    """Put the line of this database in the place of the one before."""
    wrong = Counter(each.partition(":")[0] for outcome in outcomes for each in outcome.wrong)
    fine = sum(not outcome.wrong for outcome in outcomes)
    doubts = sum(outcome.doubts for outcome in outcomes)
    database = "PostgreSQL" if server_url() else "SQLite"
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    cells = [database, points, MOMENTS, f"{fine} of {len(outcomes)}", wrong["doubled"], wrong["lost"], doubts, machine]
    line = f"| {' | '.join(map(str, cells))} |"
    kept = RESULT.read_text(encoding="utf-8").splitlines() if RESULT.exists() else []
    lines = [
        old for old in kept if old.startswith(("| SQLite", "| PostgreSQL")) and not old.startswith(f"| {database}")
    ]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(HEAD + "\n".join(sorted([*lines, line])) + "\n", encoding="utf-8")
