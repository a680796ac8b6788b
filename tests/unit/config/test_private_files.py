"""Secrets lie in files that only their owner can read, and are named elsewhere."""

from pathlib import Path

import pytest

from dunwell.config.private_files import find_secret, keep_secret, write_whole
from dunwell.domain.errors import UserError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUNWELL_HOME", str(tmp_path))
    return tmp_path


def test_a_secret_is_kept_for_its_owner_and_found_by_name(home: Path) -> None:
    reference = keep_secret("ours-email", "hunter2")
    assert reference == "file:ours-email"
    assert find_secret(reference) == "hunter2"
    assert (home / "secrets" / "ours-email").stat().st_mode & 0o777 == 0o600
    assert (home / "secrets").stat().st_mode & 0o777 == 0o700


def test_a_secret_may_stand_in_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "hunter2\n")
    assert find_secret("env:MAIL_PASSWORD") == "hunter2"


@pytest.mark.parametrize("reference", ["env:NO_SUCH_NAME", "file:no-such-file"])
def test_one_that_is_missing_is_named(home: Path, reference: str) -> None:
    with pytest.raises(UserError, match=reference) as missing:
        find_secret(reference)
    assert missing.value.code == "secret_missing"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "inner" / "file"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert [(each.name, each.read_bytes()) for each in path.parent.iterdir()] == [("file", b"second")]
