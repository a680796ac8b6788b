"""A case file by command: everything in order, verified with and without what one knows, and no database to verify."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

DAY = ("--today", "2026-04-09")


@pytest.fixture
def matter(acme: Any, tmp_path: Path) -> Any:
    """Give books in which ACME was written to, promised, complained in part, replied, and was handed over."""
    from dunwell.data.models import Customer

    Customer.objects.filter(ref="ACME").update(language="sr-Latn")
    run = acme("run", "--as-of", "2026-04-09", "--json", *DAY).facts["run"]
    for words in (
        ("approve", run),
        ("dispatch",),
        ("accept", "ACME", "default"),
        ("invoice", "INV-8", "ACME", "80.00", "EUR", "--due", "2026-05-02"),
        ("reply", "ACME", "=cmd()| We pay 🙂 next week."),
        ("read", "ACME"),
        ("payment", "ACME", "200.00", "EUR", "--ref", "INV-7"),
        ("promise", "ACME", "100.00", "EUR", "--on", "2026-04-20"),
        ("dispute", "INV-8", "20.00", "EUR", "--reason", "two boxes broken"),
        ("hand-over", "ACME", "counsel"),
    ):
        done = acme(*map(str, words), *DAY)
        assert done.code in (0, 3), (words, done.err)
    return acme


def test_a_case_file_holds_the_matter_and_proves_itself(matter: Any, tmp_path: Path) -> None:
    file = tmp_path / "acme.zip"
    made = matter("case-file", "ACME", "--out", str(file), "--json", *DAY).facts
    known = ("--root", made["root"], "--key", made["key"])
    assert matter("verify-case", str(file)).out.splitlines()[0].endswith("consistent, origin not proved")
    assert matter("verify-case", str(file), *known, "--json").facts["origin_proved"]
    assert matter("journal", "verify", "--root", made["root"]).code == 0
    with zipfile.ZipFile(file) as case:
        members = {name: case.read(name) for name in case.namelist()}
    for language in ("en", "sr-Latn"):
        index = members[f"index.{language}.html"].decode()
        for told in ("INV-7", "INV-8", "two boxes broken", "just-overdue", "We pay"):
            assert told in index
    names = " ".join(members)
    for part in (".eml", "delivery-", "invoice-", "policy-", "account.csv", "statement.pdf", "verify.py"):
        assert part in names
    account = {row["item"]: row for row in json.loads(members["account.json"])}
    assert account["INV-7"]["open_minor"] == 100_000
    assert account["INV-7"]["interest_minor"] > 0
    proof = json.loads(members["proof.json"])
    verbs = {json.loads(entry["content"])["verb"] for entry in proof["entries"]}
    assert {"invoice", "payment", "promise", "dispute", "hand-over", "dispatch", "case-file"} <= verbs
    with pikepdf.open(io.BytesIO(members["bundle.pdf"])) as bundle:
        assert bundle.open_metadata().pdfa_status == "3B"
        assert len(bundle.pages) >= 4


def test_what_counsel_told_stands_in_the_file_word_by_word(matter: Any, tmp_path: Path) -> None:
    for status, day in (("in_court", "2026-04-10"), ("uncollectable", "2026-04-11")):
        assert matter("agency", "status", "ACME", status, "--matter", "26/4711", "--today", day).code == 0
    file = tmp_path / "acme.zip"
    assert matter("case-file", "ACME", "--out", str(file), "--today", "2026-04-11").code == 0
    with zipfile.ZipFile(file) as case:
        index = case.read("index.en.html").decode()
    for told in ("handed over", "in court", "not collectable", "counsel 26/4711"):
        assert f"<bdi>{told}</bdi>" in index
    assert "recalled" not in index


def test_the_script_in_the_file_says_the_same(matter: Any, tmp_path: Path) -> None:
    file = tmp_path / "acme.zip"
    made = matter("case-file", "ACME", "--out", str(file), "--json", *DAY).facts
    with zipfile.ZipFile(file) as case:
        (tmp_path / "verify.py").write_bytes(case.read("verify.py"))
    words = [sys.executable, "-I", "-S", "verify.py", "acme.zip", "--root", made["root"], "--key", made["key"]]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "consistent, origin proved by root and key\n"), done.stderr
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)
    assert subprocess.run(words, cwd=tmp_path, capture_output=True, check=False).returncode == 1
    assert matter("verify-case", str(file)).code == 1


def test_the_key_is_for_its_owner_alone_and_stays_the_same(matter: Any, tmp_path: Path) -> None:
    from dunwell.config.environment import installation

    made = [matter("case-file", "ACME", "--out", str(tmp_path / f"{n}.zip"), "--json", *DAY).facts for n in (1, 2)]
    assert made[0]["key"] == made[1]["key"]
    assert (installation().home / "case_file_key").stat().st_mode & 0o777 == 0o600
    for n, each in enumerate(made, start=1):
        assert matter("verify-case", str(tmp_path / f"{n}.zip"), "--root", made[1]["root"]).code == (0 if n == 2 else 1)
        assert matter("verify-case", str(tmp_path / f"{n}.zip"), "--root", each["root"]).code == 0


def test_who_may_not_gets_none(matter: Any, tmp_path: Path) -> None:
    refused = matter("case-file", "ACME", "--out", str(tmp_path / "a.zip"), "--as", "sales", "--json", *DAY)
    assert (refused.code, refused.error["code"]) == (4, "not_allowed")
    assert not (tmp_path / "a.zip").exists()
    assert matter("case-file", "ACME", "--out", str(tmp_path / "a.zip"), "--dry-run", *DAY).code == 0
    assert not (tmp_path / "a.zip").exists()
