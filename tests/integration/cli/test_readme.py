"""The README's lines of daily use are run as they stand, in order, in an empty home with an invented ledger."""

import os
import re
import shlex
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.main import get_command

from dunwell.domain.calendars import is_business_day
from dunwell.faces.cli.exits import OK, WAITS
from dunwell.faces.cli.main import app
from dunwell.wiring import today
from source_tree import ROOT

FENCED = re.compile(r"```bash\n(.*?)```", re.DOTALL)
STEPS = ("import", "run", "approve", "dispatch", "report")


def daily_lines() -> list[list[str]]:
    """Give the words of each line of the README's block of daily use."""
    blocks = FENCED.findall((ROOT / "README.md").read_text("utf-8"))
    (block,) = (each for each in blocks if "dunwell import" in each)
    return [shlex.split(line, comments=True)[1:] for line in block.splitlines()]


def ledger(on: date) -> str:
    """Invent a ledger: C-17 is three weeks late, C-18 has three weeks yet."""
    late, ahead, billed = on - timedelta(days=21), on + timedelta(days=21), on - timedelta(days=51)
    return (
        "Invoice No,Customer No,Customer,Email,Invoice Date,Due Date,Amount,Currency\n"
        f"2001,C-17,Brouwer & Zn.,ap@brouwer.example,{billed},{late},1250.00,EUR\n"
        f"2002,C-18,Visser B.V.,ap@visser.example,{billed},{ahead},300.00,EUR\n"
    )


def with_day(words: list[str], on: date) -> list[str]:
    """Add the day on record where a command takes one, so that the test does not depend on weekends."""
    command = get_command(app)
    for word in words:
        command = getattr(command, "commands", {}).get(word, command)
    takes = any("--today" in param.opts for param in command.params)
    return [*words, "--today", on.isoformat()] if takes else words


@pytest.mark.slow
def test_the_lines_of_daily_use_do_what_they_say(tmp_path: Path) -> None:
    on = today("Europe/Amsterdam") - timedelta(days=1)
    while not is_business_day(on, "NL"):
        on -= timedelta(days=1)
    (tmp_path / "ledger.csv").write_text(ledger(on), encoding="utf-8")
    lines = daily_lines()
    assert [words[0] for words in lines if words[0] in STEPS] == list(STEPS)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUNWELL")}
    environment = kept | {"DUNWELL_HOME": str(tmp_path / "home"), "PYTHONIOENCODING": "utf-8"}
    shown: dict[str, str] = {}
    for words in lines:
        command = [sys.executable, "-m", "dunwell", *with_day(words, on)]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        expected = WAITS if words[0] == "run" else OK
        assert (done.returncode, words) == (expected, words), done.stdout + done.stderr
        shown[words[0]] = done.stdout
    assert "C-17" in shown["worklist"]
    assert "past due for 21 days" in shown["explain"]
    assert "C-17" in shown["outbox"]
    (mail,) = (tmp_path / "home" / "outbox" / "email" / "acme").glob("*.eml")
    assert "C-17" in mail.name
    figures = [row[0] for row in load_workbook(tmp_path / "week.xlsx").worksheets[0].iter_rows(values_only=True)]
    assert {"open", "past due"} <= set(figures)
