"""Starting on a database, each time in a process of its own, because Django starts once."""

import os
import subprocess
import sys
from pathlib import Path

PRINT_DATABASE = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"


def run(code: str, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with only these variables of ours."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUNWELL")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"DUNWELL_HOME": str(home)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_start_makes_a_private_home(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    done = run(f"from dunwell.config import setup; setup(); {PRINT_DATABASE}", home)
    assert done.stdout.strip() == str(home / "dunwell.sqlite3"), done.stderr
    modes = {path.name: path.stat().st_mode & 0o777 for path in (home, *home.iterdir())}
    assert modes == {"home": 0o700, "dunwell.sqlite3": 0o600, "secret_key": 0o600}


def test_every_start_reads_the_same_secret(tmp_path: Path) -> None:
    code = "from dunwell.config import setup; setup(); from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = run(code, tmp_path).stdout, run(code, tmp_path).stdout
    assert len(first.strip()) >= 50
    assert first == second


def test_the_embedded_database_is_written_ahead_and_synchronised_in_full(tmp_path: Path) -> None:
    code = (
        "from dunwell.config import setup; setup(); from django.db import connection as c; k = c.cursor();"
        "print([k.execute(f'PRAGMA {name}').fetchone()[0] for name in"
        " ('journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout')])"
    )
    assert run(code, tmp_path).stdout.strip() == "['wal', 2, 1, 20000]"


def test_a_url_given_goes_before_the_environment(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/given.sqlite3"
    done = run(
        f"from dunwell.config import setup; setup({url!r}); setup(); setup({url!r}); {PRINT_DATABASE}",
        tmp_path,
        DUNWELL_DATABASE_URL=f"sqlite://{tmp_path}/environment.sqlite3",
    )
    assert done.stdout.strip() == str(tmp_path / "given.sqlite3"), done.stderr


def test_a_process_does_not_change_its_database(tmp_path: Path) -> None:
    done = run("from dunwell.config import setup; setup(); setup('sqlite:///:memory:')", tmp_path)
    assert "RuntimeError: This process works on another database already" in done.stderr


def test_a_thrown_away_database_leaves_the_disk_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = run(f"from dunwell.config import setup_throw_away as s; s(); s(); {PRINT_DATABASE}", home)
    assert done.stdout.strip() == ":memory:", done.stderr
    assert not home.exists()


def test_a_real_ledger_is_never_thrown_away(tmp_path: Path) -> None:
    done = run("from dunwell.config import *; setup(); setup_throw_away()", tmp_path)
    assert "RuntimeError: This process works on another database already" in done.stderr


def test_a_home_that_is_a_file_is_told_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("from dunwell.config import setup; setup()", tmp_path / "file")
    assert "cannot be written" in done.stderr
    assert "DUNWELL_HOME" in done.stderr
