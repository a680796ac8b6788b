"""Books that an earlier version has kept, brought up to this one: all that stood in them stands in them still.

`tests/data/books-0004.backup` was written when 0004 was the newest migration, by the code of that time: six customers
with invoices, money, a promise, a plan, a dispute, stops, a run, messages sent and unsent, a sealed journal.
"""

import json
import zipfile
from pathlib import Path

import pytest

from integration_homes import Home, new_database, tables
from postgres import Server
from source_tree import ROOT

OLD = ROOT / "tests" / "data" / "books-0004.backup"
ROOT_THEN = "1:be74bafcd5c519d2c823d854a20ec157e25d75c88da0741c7a04b69aff152da6"

# What decisions ask for lies packed beside them since; that it comes to the same is tested where it is packed.
PACKED = {"data_decisionitem", "data_decisiontotal"}
# What migrations have given another name since.
RENAMED = {"data_commitment": {"cheque": "number"}}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_all_that_stood_in_the_books_stands_in_them_still(tmp_path: Path, engine: str, server: Server) -> None:
    home = Home(tmp_path / "home", new_database(server, "upgraded") if engine == "postgresql" else None)
    home.done("restore", OLD)
    assert home.facts("check")["broken"] == []
    assert home.run("journal", "verify", "--root", ROOT_THEN).returncode == 0
    home.done("backup", tmp_path / "new.backup")
    with zipfile.ZipFile(OLD) as archive:
        assert json.loads(archive.read("manifest.json"))["migrations"][-1] == ["data", "0004_imports"]
    before, after = tables(OLD), tables(tmp_path / "new.backup")
    assert set(before) - set(after) == PACKED
    for table, rows in before.items():
        if table in PACKED:
            continue
        then = [_apart(table, row) for row in rows]
        now = [{name: row[name] for name in then[0]} for row in after[table][: len(then)]] if then else []
        assert now == then, table
    home.done("run", "--as-of", "2026-04-09", "--today", "2026-04-09")


def _apart(table: str, row: dict[str, object]) -> dict[str, object]:
    """Leave out what a restore changes: what is in doubt now, and that its customers are looked at again."""
    changed = {"data_message": {"state", "reason"}, "data_customer": {"version", "next_review_on"}}
    renamed = RENAMED.get(table, {})
    return {renamed.get(name, name): value for name, value in row.items() if name not in changed.get(table, ())}
