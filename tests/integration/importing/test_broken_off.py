"""An import that is killed: nothing of the file under way is in the books, and the next one goes on where it was."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dunwell.usecases.import_readings import import_readings
from integration.importing.daily import CUSTOMERS
from integration.importing.damage import counted
from integration.importing.desk import FIRST, HEAD, Importer, row

PAYMENTS = "payment number,customer no,customer name,payment date,currency,amount received,reference"


class Killed(BaseException):
    """Stands for the end of the process."""


@contextmanager
def killed_at(statement: int) -> Iterator[list[int]]:
    """End everything at a statement that writes, counted from here."""
    seen = [0]

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(("INSERT", "UPDATE")):
            seen[0] += 1
            if seen[0] == statement:
                raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield seen


def files(importer: Importer) -> list[Any]:
    lines = [row(f"N{n}", 100, customer=f"C{n % CUSTOMERS}") for n in range(20)]
    paid = [f"P{n},C{n % CUSTOMERS},x,2026-03-01,EUR,{n + 1},N{n}" for n in range(10)]
    return [importer.read(*lines[:10]), importer.read(*lines[10:]), importer.read(*paid, head=PAYMENTS)]


def test_wherever_it_is_killed_nothing_is_half_in_and_the_next_one_completes_it(importer: Importer) -> None:
    readings = files(importer)
    statement = 0
    while True:
        statement += 1
        whole, before = importer.books.import_files.count(), counted()
        try:
            with killed_at(statement):
                list(import_readings(importer.on(FIRST), readings))
            break
        except Killed:
            assert counted() == before or importer.books.import_files.count() > whole  # whole files alone
    assert statement > 3
    assert importer.books.items.count() == 20
    assert importer.books.entries.count() == 10
    answers = list(import_readings(importer.on(FIRST), readings))
    assert [answer["already"] for answer in answers] == [True] * 3


def test_a_list_killed_at_any_statement_leaves_the_books_of_yesterday(importer: Importer) -> None:
    importer.listed(row("A", 100), row("B", 80), row("CN", -30, amount=-30), on=FIRST)
    reading = importer.read(row("A", 60), row("C", 100))
    statement, before, left = 0, counted(), importer.left
    while True:
        statement += 1
        try:
            with killed_at(statement):
                importer.take(reading, FIRST, as_of=FIRST, confirm=True)
            break
        except Killed:
            assert (counted(), importer.left) == (before, left)
    assert statement > 5
    assert importer.left == {"A": 60_00, "B": 0, "C": 100_00}


@pytest.mark.slow
def test_a_process_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(40):
        lines = [row(f"F{number}-{n}", 100, customer=f"C{n}") for n in range(25)]
        (folder / f"{number:02}.csv").write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    home = {**os.environ, "DUNWELL_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}
    home.pop("DUNWELL_DATABASE_URL", None)

    def dunwell(*words: str) -> list[str]:
        return [sys.executable, "-m", "dunwell", *words]

    subprocess.run(dunwell("company", "add", "ours", "Ours BV"), env=home, check=True, capture_output=True)
    with subprocess.Popen(dunwell("import", str(folder)), env=home, stdout=subprocess.PIPE, text=True) as began:
        assert began.stdout is not None
        while "07.csv" not in began.stdout.readline():
            assert began.poll() is None
        began.send_signal(signal.SIGKILL)
    again = subprocess.run(dunwell("import", str(folder)), env=home, check=True, capture_output=True, text=True)
    known = again.stdout.count("This file was taken in before")
    assert 0 < known < 40
    checked = subprocess.run(dunwell("check"), env=home, check=False, capture_output=True, text=True)
    assert checked.returncode == 0
    shown = subprocess.run(
        dunwell("import", str(folder), "--json"), env=home, check=True, capture_output=True, text=True
    )
    assert shown.stdout.count('"already": true') == 40
