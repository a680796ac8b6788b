"""A process that has the ledger's SQLite file open holds one SQLite library and no second one, whatever it has loaded.

Closing a file in one of two libraries drops the locks of the other: a committed row vanished, and the next open failed.
What a process holds is asked of the system, since a driver may come in by another package.
"""

import subprocess
import sys
from pathlib import Path

import pytest

LOADS_ALL = """
import importlib, pkgutil, sys
from dunwell.config import setup
setup(sys.argv[1])
import dunwell
for found in pkgutil.walk_packages(dunwell.__path__, "dunwell."):
    if not found.name.endswith("__main__"):
        try:
            importlib.import_module(found.name)
        except ModuleNotFoundError as missing:  # what an extra would bring
            assert not missing.name.startswith("dunwell"), missing
from django.core.management import call_command
call_command("migrate", verbosity=0)
from dunwell.data.models import Company
assert Company.objects.count() == 0
held = {line.split(maxsplit=5)[5].strip() for line in open("/proc/self/maps") if "/" in line}
print("\\n".join(sorted(held)))
"""
DRIVERS = ("adbc", "duckdb", "connectorx", "apsw", "pysqlite")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="this system does not tell which libraries it holds")
def test_all_of_the_program_holds_one_sqlite(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADS_ALL, f"sqlite:///{tmp_path / 'books.sqlite3'}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    names = [Path(line).name.lower() for line in ran.stdout.splitlines()]
    assert [name for name in names if any(driver in name for driver in DRIVERS)] == []
    assert len([name for name in names if name.startswith("libsqlite3")]) <= 1
    assert any("_sqlite3" in name for name in names)  # Python's own, by which the ledger is open
