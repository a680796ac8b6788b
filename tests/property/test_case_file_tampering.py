"""Whatever is changed in a case file is found, by the program and by the script that lies in it, and both agree."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dunwell.domain.case_file import check_case
from dunwell.domain.case_file import standalone as script
from property.case_files import HARMS, made, tampered, verifies

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def by_script(case: bytes, root: str = "", key: str = "") -> str:
    """Say what the stand-alone script finds wrong."""
    try:
        return script.check(case, root, key)
    except Exception as fault:  # noqa: BLE001 - the script takes any fault for a sign of tampering
        return f"unreadable {type(fault).__name__}"


def test_a_true_case_file_is_consistent_and_its_origin_is_proved_by_what_one_knows() -> None:
    case, root, key = made(KEY)
    assert check_case(case, verifies).sentence == "consistent, origin not proved"
    assert check_case(case, verifies, root=str(root)).sentence == "consistent, origin proved by root"
    assert check_case(case, verifies, root=str(root), key=key).sentence == "consistent, origin proved by root and key"
    assert by_script(case) == by_script(case, str(root), key) == ""


def test_500_ways_to_tamper_are_all_found_and_both_verifiers_agree() -> None:
    case, _, _ = made(KEY)
    draw = random.Random(500)  # noqa: S311 - it draws examples
    found: Counter[str] = Counter()
    for _ in range(500):
        harm, changed = tampered(case, draw)
        assert not check_case(changed, verifies).ok, harm
        assert by_script(changed) != "", harm
        found[harm] += 1
    assert set(found) == {harm.__name__ for harm in HARMS}


def test_a_file_rebuilt_whole_is_found_by_what_one_knows() -> None:
    case, root, key = made(KEY)
    forged, _, _ = made(Ed25519PrivateKey.from_private_bytes(bytes(32)), seed=2)
    assert check_case(forged, verifies).sentence == "consistent, origin not proved"
    assert by_script(forged) == ""
    for known in ({"root": str(root)}, {"key": key}):
        assert not check_case(forged, verifies, **known).ok
        assert by_script(forged, **known) != ""
    assert case != forged


@pytest.mark.parametrize("junk", [b"", b"PK", b"not a zip at all", b"\x00" * 500])
def test_junk_is_named_and_never_raises(junk: bytes) -> None:
    assert not check_case(junk, verifies).ok


def test_the_script_runs_alone(tmp_path: Path) -> None:
    case, root, key = made(KEY)
    (tmp_path / "verify.py").write_text(Path(script.__file__).read_text("utf-8"), "utf-8")
    (tmp_path / "case.zip").write_bytes(case)
    (tmp_path / "bad.zip").write_bytes(case.replace(b"INV-7", b"INV-8"))
    run = [sys.executable, "-I", "-S", "verify.py"]
    for words, code, said in (
        (["case.zip"], 0, "consistent, origin not proved\n"),
        (["case.zip", "--root", str(root), "--key", key], 0, "consistent, origin proved by root and key\n"),
        (["case.zip", "--key", "0" * 64], 1, "altered: it was signed with another key than the one that you know\n"),
        (["bad.zip"], 1, "altered: "),
    ):
        done = subprocess.run([*run, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout[: len(said)]) == (code, said), done.stderr
