"""An installation written into a file and put back, on the same engine and on the other: every row, truth and root."""

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import postgres
from integration_homes import Home, new_database, tables

# What a restore itself adds or changes, and nothing else.
RESTORED = {
    "data_restoration",
    "data_journalentry",
    "data_message",
    "data_customer",
    "data_digest",
    "django_migrations",
}
DAY = ("--today", "2026-04-08")

pytestmark = pytest.mark.slow


STORY = [
    ("company", "add", "ours", "Ours B.V.", "--country", "NL", "--currency", "EUR", *DAY),
    ("customer", "add", "ACME", "Acme d.o.o.", "--email", "ap@acme.example", *DAY),
    ("customer", "add", "BETA", "شرکت بتا", "--email", "ap@beta.example", *DAY),
    ("invoice", "INV-1", "ACME", "1,200.00", "EUR", "--due", "2026-04-01", *DAY),
    ("invoice", "INV-2", "BETA", "99.95", "EUR", "--due", "2026-04-01", *DAY),
    ("payment", "BETA", "9.95", "EUR", *DAY),
    ("promise", "BETA", "90.00", "EUR", "--on", "2026-04-09", *DAY),
    ("run", "--as-of", "2026-04-08", *DAY),
    ("approve", "1", *DAY),
    ("journal", "seal"),
    ("read", "ACME", *DAY),
]
TELLS = """
import json, sys
from dunwell.faces.cli.main import main
for words in json.loads(sys.argv[1]):
    try:
        main(words)
    except SystemExit as left:
        assert left.code in (0, 3, 4), words
"""


def lived_in(home: Home) -> Home:
    """Let a company come to owe and be owed, write, and leave something unsent."""
    story = [("migrate",), *STORY] if home.url else STORY
    home.python(TELLS, json.dumps(story))
    return home


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return lived_in(Home(tmp_path_factory.mktemp("backup") / "lived"))


@pytest.fixture
def source(tmp_path: Path, lived: Home) -> Home:
    shutil.copytree(lived.path, tmp_path / "source")
    return Home(tmp_path / "source")


def same_books(first: Path, second: Path) -> None:
    """Compare two backups, the second of an installation that came out of the first."""
    before, after = tables(first), tables(second)
    assert set(before) == set(after)
    for table in set(before) - RESTORED:
        assert after[table] == before[table], table
    entries = after["data_journalentry"]
    assert entries[: len(before["data_journalentry"])] == before["data_journalentry"]
    assert [entry["verb"] for entry in entries[len(before["data_journalentry"]) :]] == ["installation.restored"]
    unsent = {row["id"] for row in before["data_message"] if row["state"] in ("planned", "rendered")}
    assert unsent
    assert {row["id"] for row in after["data_message"] if row["state"] == "in_doubt"} == unsent


def is_whole(home: Home, root: dict[str, object]) -> None:
    """Ask the restored installation itself, and let it go on living."""
    assert home.facts("check")["broken"] == []
    known = f"{root['number']}:{root['hash']}"
    assert home.run("journal", "verify", "--root", known).returncode == 0
    home.done("payment", "ACME", "1,200.00", "EUR", *DAY)  # numbers go on behind those that came in
    sent = home.run("dispatch", "--json", *DAY)
    assert sent.returncode == 1
    assert json.loads(sent.stdout)["channels"]["email"]["stopped"]["reason"] == "restored"
    assert home.facts("outbox", "release", "--all", *DAY)["released"] == 1
    assert home.facts("dispatch", *DAY)["channels"]["email"]["stopped"] is None  # type: ignore[index]


def moved(tmp_path: Path, source: Home, target: Home) -> None:
    """Back up one installation and restore it as the other."""
    file, again = tmp_path / "one.backup", tmp_path / "two.backup"
    told = source.facts("backup", file)
    assert file.stat().st_mode & 0o777 == 0o600
    restored = target.facts("restore", file)
    assert restored["rows"] == told["rows"]
    assert (target.path / "secret_key").read_text() == (source.path / "secret_key").read_text()
    target.done("backup", again)
    same_books(file, again)
    is_whole(target, told["companies"][0]["root"])  # type: ignore[index]


def test_sqlite_to_sqlite(tmp_path: Path, source: Home) -> None:
    moved(tmp_path, source, Home(tmp_path / "target"))


def test_sqlite_to_postgresql(tmp_path: Path, source: Home, server: postgres.Server) -> None:
    moved(tmp_path, source, Home(tmp_path / "target", new_database(server, "sqlite_to_pg")))


def test_postgresql_to_sqlite(tmp_path: Path, server: postgres.Server) -> None:
    there = lived_in(Home(tmp_path / "source", new_database(server, "pg_to_sqlite")))
    moved(tmp_path, there, Home(tmp_path / "target"))


def test_what_is_there_is_left_alone_or_kept_aside(tmp_path: Path, source: Home) -> None:
    file = tmp_path / "one.backup"
    source.done("backup", file)
    source.done("customer", "add", "LATER", "Later B.V.", *DAY)
    refused = source.run("restore", file, "--json")
    assert refused.returncode == 4
    assert json.loads(refused.stderr)["error"]["code"] == "already_exists"
    assert source.done("customer", "show", "LATER")
    aside = Path(str(source.facts("restore", file, "--replace")["replaced"]["file"]))  # type: ignore[index]
    assert source.run("customer", "show", "LATER").returncode == 4
    assert "LATER" in {row["ref"] for row in tables(aside)["data_customer"]}


@pytest.mark.parametrize("harm", ["a byte", "a member gone", "a member more", "cut", "a path that leads out"])
def test_a_damaged_backup_changes_nothing(tmp_path: Path, source: Home, harm: str) -> None:
    file, bad = tmp_path / "one.backup", tmp_path / "bad.backup"
    source.done("backup", file)
    damage(file, bad, harm)
    target = Home(tmp_path / "target")
    ran = target.run("restore", bad, "--json")
    assert ran.returncode == 2
    assert json.loads(ran.stderr)["error"]["code"] in ("backup_damaged", "backup_unreadable")
    assert tables_of(target.path / "dunwell.sqlite3") == []
    assert not (tmp_path / "out").exists()


def tables_of(database: Path) -> list[str]:
    with sqlite3.connect(database) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'data_%'")]


def damage(file: Path, bad: Path, harm: str) -> None:
    content = bytearray(file.read_bytes())
    if harm == "a byte":
        content[len(content) // 3] ^= 1
    if harm == "cut":
        content = content[: len(content) // 2]
    bad.write_bytes(content)
    with zipfile.ZipFile(file) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    manifest = json.loads(members["manifest.json"])
    if harm == "a member gone":
        members.pop(next(name for name in members if name.startswith("tables/")))
    elif harm == "a member more":
        members["tables/more.parquet"] = b""
    elif harm == "a path that leads out":
        inside = manifest["files"][0]
        manifest["files"][0] = "../out"
        manifest["members"]["files/../out"] = manifest["members"].pop(f"files/{inside}")
        members["files/../out"] = members.pop(f"files/{inside}")
        members["manifest.json"] = json.dumps(manifest).encode()
    else:
        return
    with zipfile.ZipFile(bad, "w") as rewritten:
        for name, member in members.items():
            rewritten.writestr(name, member)


def test_a_backup_is_of_one_moment_while_others_write(tmp_path: Path, source: Home) -> None:
    """A payment posted while the backup runs is in it wholly or not at all: its truths hold."""
    file = tmp_path / "one.backup"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITES, str(source.path / "dunwell.sqlite3")], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline()  # it writes, and goes on
        source.done("backup", file)
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()
    rows = {row["name"]: row["email"] for row in tables(file)["data_person"]}
    assert set(rows) == {"left", "right"}
    assert rows["left"] == rows["right"]


WRITES = """
import sqlite3, sys
books = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
for name in ("left", "right"):
    columns, values = "company_id, name, email, roles, active, invitations", "1, ?, '', '[]', 1, 0"
    books.execute(f"INSERT INTO data_person ({columns}) VALUES ({values})", [name])
number = 0
while True:
    number += 1
    books.execute("BEGIN IMMEDIATE")
    for name in ("left", "right"):
        books.execute("UPDATE data_person SET email = ? WHERE name = ?", [str(number), name])
    books.execute("COMMIT")
    if number == 5:
        print("writing", flush=True)
"""
