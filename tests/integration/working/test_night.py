"""The jobs that write into the folder of the installation."""

from datetime import timedelta
from pathlib import Path

import pytest

from dunwell.domain.roles import Role
from dunwell.faces.cli import night
from dunwell.usecases.add_person import add_person
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


def test_the_week_is_sent_to_owners_and_finance_once(
    yard: Yard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNWELL_HOME", str(tmp_path))
    tools = night.tools()
    for name, role in (("Ana", "owner"), ("Bo", "finance"), ("Cem", "collections")):
        owner = tools.caller(yard.company).on_behalf(Role.OWNER)
        add_person(owner, name=name, email=f"{name.lower()}@example.org", roles=[role])
    shift = Shift(yard.company, TODAY, tools.caller(yard.company), tools)
    told = tools.jobs["weekly-report"].do(shift) or {}
    assert told["sent"] == 2
    again = tools.jobs["weekly-report"].do(shift) or {}
    assert again["sent"] == 0, "a job that is done again sends nothing again"
    mails = [path.read_text() for path in sorted((tmp_path / "outbox").rglob("*.eml"))]
    assert {line for mail in mails for line in mail.splitlines() if line.startswith("To:")} == {
        "To: Ana <ana@example.org>",
        "To: Bo <bo@example.org>",
    }
    assert all("Nobody has looked at one yet." in mail and "the line is 98.7 %" in mail for mail in mails)
    assert all(".xlsx" in mail for mail in mails)
