"""The environment says where the installation lives."""

from pathlib import Path

import pytest

from dunwell.config.environment import Installation, installation


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with an environment that says nothing."""
    for name in ("DUNWELL_HOME", "DUNWELL_DATABASE_URL", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/people/anna")


def test_by_default_it_lives_with_the_users_data() -> None:
    assert installation() == Installation(Path("/people/anna/.local/share/dunwell"), None)


def test_it_follows_the_data_folder_of_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/people/anna/data")
    assert installation().home == Path("/people/anna/data/dunwell")


def test_a_relative_data_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    assert installation().home == Path("/people/anna/.local/share/dunwell")


def test_both_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNWELL_HOME", "~/books")
    monkeypatch.setenv("DUNWELL_DATABASE_URL", "sqlite:///srv/books.sqlite3")
    assert installation() == Installation(Path("/people/anna/books"), "sqlite:///srv/books.sqlite3")


def test_an_empty_variable_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNWELL_HOME", "")
    monkeypatch.setenv("DUNWELL_DATABASE_URL", "")
    assert installation() == Installation(Path("/people/anna/.local/share/dunwell"), None)
