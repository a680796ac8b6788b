"""Commands that need a process of their own: the demo, the player of books, and the first use of an empty home."""

import io
import os
import re
import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pikepdf
import pytest

from source_tree import ROOT

BOOK = """\
calendar none
2026-03-01  customer ACME "Acme d.o.o." email ap@acme.example
            invoice  INV-7 ACME 1,200.00 EUR due 2026-03-31
2026-04-10  run
            -> email ACME just-overdue INV-7 1,200.00 EUR
"""
FIRST_TRY = "explain DE09 --as-of 2026-04-10"


def dunwell(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the command with an empty HOME, on nothing but the embedded database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUNWELL")}
    environment = kept | {"HOME": str(home), "DUNWELL_HOME": str(home / "dunwell"), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "dunwell", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.slow
def test_the_demo_shows_three_days_and_its_commands_work(tmp_path: Path) -> None:
    picture = tmp_path / "demo.svg"
    done = dunwell(tmp_path, "demo", "--picture", picture)
    assert done.returncode == 0, done.stderr
    for day in ("Wednesday, 8 April 2026", "Thursday, 9 April 2026", "Friday, 10 April 2026"):
        assert day in done.stdout
    states = ("late-notice", "is disputed", "the promise of", "the plan of", "it is paused", "handed over to counsel")
    more = ("money and credits of", "has not been read", "under way", "awaits its credit note", "letter late-notice")
    for told in (
        *states,
        *more,
        "weekend or holiday in Iran",
        "final-warning",
        "on-hold",
        "broken-promise",
        "Try next",
    ):
        assert told in done.stdout
    assert picture.read_text("utf-8") == (ROOT / "docs" / "pictures" / "demo.svg").read_text("utf-8")
    tries = [line.removeprefix("dunwell ") for line in done.stdout.splitlines() if line.startswith("dunwell ")]
    assert (len(tries), tries[0]) == (4, FIRST_TRY)
    home = tmp_path / "dunwell" / "demo"
    papers_lie_where_it_says(done.stdout, home / "outbox")
    the_closed_matter_proves_itself(done.stdout, tries[-1].split(), home / "outbox" / "case")
    assert not (tmp_path / "dunwell" / "case_file_key").exists()  # the demo signs with a key of its own
    for words in tries:
        tried = subprocess.run(
            [sys.executable, "-m", "dunwell", *words.split()],
            env={**os.environ, "DUNWELL_HOME": str(home), "DUNWELL_DATABASE_URL": ""},
            capture_output=True,
            check=False,
        )
        assert (tried.returncode, words) == (0, words)


def papers_lie_where_it_says(told: str, outbox: Path) -> None:
    """Open every mail, letter and statement that the demo wrote, and count them against what it says."""
    mails, letters, statements = (sorted((outbox / name).iterdir()) for name in ("email", "letters", "statements"))
    for files, what in ((mails, "mails"), (letters, "letters"), (statements, "statements")):
        assert re.search(rf"^{len(files)} files, {what}.*: {re.escape(str(files[0].parent))}$", told, re.MULTILINE)
    assert len(mails) == sum(map(int, re.findall(r"^Run .*: (\d+) emails?", told, re.MULTILINE)))
    parsed = [message_from_bytes(path.read_bytes(), policy=default) for path in mails]
    assert all(mail["From"].addresses[0].domain == "zuiderkade.example" for mail in parsed)
    enclosed = [part.get_content() for mail in parsed for part in mail.iter_attachments()]
    papers = [path.read_bytes() for path in (*letters, *statements) if path.suffix == ".pdf"]
    assert (len(enclosed) > len(mails), len(papers) > 10) == (True, True)
    for content in (*enclosed, *papers):
        with pikepdf.open(io.BytesIO(content)) as paper:
            assert len(paper.pages) >= 1


def the_closed_matter_proves_itself(told: str, verify: list[str], folder: Path) -> None:
    """Open the case file that the demo wrote, and let a single changed byte be found by the command that it names."""
    assert "Verified: consistent, origin proved by root and key" in told
    path = folder / "NL11.zip"
    assert verify[:2] == ["verify-case", str(path)]
    with zipfile.ZipFile(path) as case:
        index, names = case.read("index.en.html").decode(), " ".join(case.namelist())
        sent = {case.read(name) for name in case.namelist() if name.endswith(".eml")}
    for happened in (
        "Terms accepted",
        "default signed S. Brouwer",
        "Promise",
        "Payment plan",
        "broken",
        "ask-when: promise",
    ):
        assert happened in index
    for ended in ("final-warning", "counsel", "in court", "not collectable", "Write-off", "Recovery"):
        assert ended in index
    assert ("index.nl.html" in names, "bundle.pdf" in names) == (True, True)
    assert sent == {mail.read_bytes() for mail in (folder / "email").iterdir()}
    altered = bytearray(path.read_bytes())
    altered[len(altered) // 2] ^= 1
    (folder / "altered.zip").write_bytes(altered)
    found = dunwell(folder, verify[0], folder / "altered.zip", *verify[2:])
    assert (found.returncode, "altered: " in found.stdout) == (1, True)


def test_books_are_played_on_a_throw_away_database(tmp_path: Path) -> None:
    good, bad, odd = tmp_path / "good.book", tmp_path / "bad.book", tmp_path / "odd.book"
    good.write_text(BOOK, encoding="utf-8")
    bad.write_text(BOOK.replace("just-overdue", "late-notice"), encoding="utf-8")
    odd.write_text(BOOK.replace("invoice", "invoyce"), encoding="utf-8")
    played = dunwell(tmp_path, "play", good, "--engine", "reference")
    assert (played.returncode, played.stdout) == (0, f"{good} ok\n")
    differs = dunwell(tmp_path, "play", good, bad)
    assert differs.returncode == 1
    assert f"{good} ok" in differs.stdout
    assert "expected email ACME late-notice" in differs.stdout
    unreadable = dunwell(tmp_path, "play", odd)
    assert unreadable.returncode == 2
    assert "odd.book, line 3" in unreadable.stdout
    assert not (tmp_path / "dunwell" / "dunwell.sqlite3").exists()


def test_the_first_command_makes_the_embedded_tables_and_says_so(tmp_path: Path) -> None:
    first = dunwell(tmp_path, "company", "list")
    assert (first.returncode, "The tables in" in first.stderr) == (0, True)
    again = dunwell(tmp_path, "migrate")
    assert (again.returncode, again.stdout, again.stderr) == (0, "Nothing to change.\n", "")


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    environment = {**os.environ, "DUNWELL_HOME": str(tmp_path), "DUNWELL_DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}
    command = [sys.executable, "-m", "dunwell", "aging", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert '"database_unreachable"' in done.stderr


def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "dunwell").mkdir()
    file = tmp_path / "dunwell" / "dunwell.sqlite3"
    file.write_text("this is no database, but a text of some length", encoding="utf-8")
    done = dunwell(tmp_path, "aging")
    assert done.returncode == 2
    assert "is not a database that can be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_book_that_cannot_be_read_does_not_keep_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.book").write_text("2026-03-01 dance ACME\n", encoding="utf-8")
    (tmp_path / "b.book").write_text(BOOK, encoding="utf-8")
    done = dunwell(tmp_path, "play", tmp_path / "a.book", tmp_path / "b.book")
    assert done.returncode == 2
    assert "a.book, line 1" in done.stdout
    assert f"{tmp_path / 'b.book'} ok" in done.stdout
    assert dunwell(tmp_path, "play", tmp_path / "dunwell").returncode == 2
