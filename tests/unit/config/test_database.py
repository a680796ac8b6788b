"""A database URL is read once, and an unreadable one is told without its password."""

from pathlib import Path

import pytest

from dunwell.config.database import KEPT, create_private_file, database_settings
from dunwell.domain.errors import UserError

HOME = Path("/home-of-dunwell")


def test_without_a_url_the_file_in_the_home_is_meant() -> None:
    settings = database_settings(None, HOME)
    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["NAME"] == "/home-of-dunwell/dunwell.sqlite3"


@pytest.mark.parametrize("url", ["sqlite:///srv/a%20b.sqlite3", "sqlite:////srv/a%20b.sqlite3"])
def test_a_sqlite_path_is_absolute(url: str) -> None:
    assert database_settings(url, HOME)["NAME"] == "/srv/a b.sqlite3"


def test_a_sqlite_database_can_live_in_memory() -> None:
    assert database_settings("sqlite:///:memory:", HOME)["NAME"] == ":memory:"


def test_sqlite_writers_wait_for_each_other_and_keep_what_they_answered() -> None:
    options = database_settings(None, HOME)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_postgresql_url_is_taken_apart(scheme: str) -> None:
    settings = database_settings(f"{scheme}://anna:p%40ss@db.example:6543/books?sslmode=require", HOME)
    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "books",
        "USER": "anna",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6543",
        **KEPT,
        "OPTIONS": {"sslmode": "require", "prepare_threshold": 5},
    }


def test_a_socket_folder_can_stand_in_the_query() -> None:
    settings = database_settings("postgresql:///books?host=/run/postgresql&port=5433", HOME)
    assert (settings["HOST"], settings["PORT"]) == ("/run/postgresql", "5433")


def test_statements_are_not_prepared_where_a_pooler_forgets_them() -> None:
    assert database_settings("postgresql://db/books?prepare_threshold=off", HOME)["OPTIONS"] == {
        "prepare_threshold": None
    }


@pytest.mark.parametrize(
    "url",
    [
        "mysql://anna:secret@db/books",
        "postgresql://anna:secret@db:none/books",
        "postgresql://anna:secret@db:99999/books",
        "postgresql://anna:secret@[db/books",
        "postgresql://anna:secret@db/",
        "postgresql://anna:secret@db/books/more",
        "sqlite://secret/books.sqlite3",
        "sqlite:///",
        "sqlite:///books.sqlite3?key=secret",
        "secret",
    ],
)
def test_a_url_that_cannot_be_used_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UserError) as caught:
        database_settings(url, HOME)
    assert caught.value.code == "database_url_invalid"
    assert "DUNWELL_DATABASE_URL" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_new_file_is_its_owners_alone_and_an_old_one_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "books.sqlite3"
    create_private_file(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("kept")
    create_private_file(path)
    assert path.read_text() == "kept"
