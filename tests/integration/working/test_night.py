"""The jobs that write into the folder of the installation."""

from datetime import timedelta
from pathlib import Path

import pytest

from dunwell.faces.cli import night
from dunwell.usecases.working.tools import Shift
from integration.working.crew import TODAY, Yard


def test_backups_are_made_once_a_day_and_the_newest_are_kept(
    yard: Yard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNWELL_HOME", str(tmp_path))
    tools = night.tools()
    for number in range(16):
        shift = Shift(yard.company, TODAY + timedelta(days=number), tools.caller(yard.company), tools)
        told = tools.jobs["backup"].do(shift) or {}
        assert told["rows"] > 0
        assert tools.jobs["backup"].do(shift) == {"file": told["file"]}
    kept = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert len(kept) == night.BACKUPS_KEPT
    assert kept[-1] == f"dunwell-{TODAY + timedelta(days=15)}.backup"


def test_the_week_is_written_into_a_workbook(yard: Yard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNWELL_HOME", str(tmp_path))
    tools = night.tools()
    told = tools.jobs["weekly-report"].do(Shift(yard.company, TODAY, tools.caller(yard.company), tools))
    assert told is not None
    assert Path(told["file"]).read_bytes()[:2] == b"PK"
