"""One process of tests works on one database: SQLite, or with `--database=postgresql` a server started here.

A test that uses `db` (its writes are rolled back) or `transactional_db` (its commits are real, the tables are
emptied afterwards) gets the marker `database`, so that `-m database` finds all that must hold on both. When such a
test ends, the truths of the books are checked before anything is undone.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import postgres
from dunwell.config import setup

HOME = pytest.StashKey[Path]()
SERVER = pytest.StashKey[postgres.Server]()

# Examples are slow the first time, when a database or a frame is warmed up: time is no verdict. Where CI is set the
# same examples are drawn each time, so that a change is judged by what it changed; at a desk they are drawn anew.
hypothesis.settings.register_profile("dunwell", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("dunwell")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose the database."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="what the tests run on")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start Django once, in a home of its own, on the database asked for."""
    home = config.stash[HOME] = Path(tempfile.mkdtemp(prefix="dunwell-tests-"))
    os.environ["DUNWELL_HOME"] = str(home)
    os.environ.pop("DUNWELL_DATABASE_URL", None)
    if config.getoption("--database") == "postgresql":
        setup(_server_url(config))
    else:
        setup()


def _server_url(config: pytest.Config) -> str:
    """Name the server of this run: the first process starts it, the workers of xdist are told."""
    if (told := getattr(config, "workerinput", None)) is not None:
        return str(told["server_url"])
    config.stash[SERVER] = postgres.Server()
    return config.stash[SERVER].url


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of xdist where the server is, before the worker starts."""
    if server := node.config.stash.get(SERVER, None):
        node.workerinput["server_url"] = server.url


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove the home, however the tests ended."""
    if server := config.stash.get(SERVER, None):
        server.stop()
    shutil.rmtree(config.stash[HOME], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that works on the database; leave to SQLite what need not be said twice."""
    for item in items:
        if _fixture_of(item):
            item.add_marker("database")
    if config.getoption("--database") != "sqlite":
        said = [item for item in items if item.get_closest_marker("sqlite_only")]
        config.hook.pytest_deselected(items=said)
        items[:] = [item for item in items if item not in set(said)]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Use a real file for SQLite: the one in memory that Django would take knows neither WAL nor other processes."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def books_hold(request: pytest.FixtureRequest) -> Iterator[None]:
    """Check the truths of the books after each database test, unless it is marked `breaks_books`."""
    fixture = _fixture_of(request.node)
    if fixture:
        request.getfixturevalue(fixture)
    yield
    try:
        if fixture and not request.node.get_closest_marker("breaks_books"):
            assert broken_truths() == []
    finally:
        if fixture == "transactional_db":
            _let_the_journal_be_emptied()


@pytest.fixture
def undone(db: None) -> Callable[[], AbstractContextManager[None]]:
    """Give a context whose writes are undone at its end: one for each example that Hypothesis draws in a test.

    The truths of the books are checked at the end of each.
    """
    from django.db import transaction

    @contextmanager
    def context() -> Iterator[None]:
        with transaction.atomic():
            yield
            assert broken_truths() == []
            transaction.set_rollback(True)

    return context


def _let_the_journal_be_emptied() -> None:
    """Take the journal's triggers down; the emptying that follows ends like a migration and puts them up again."""
    from dunwell.data.journal import guards

    guards.remove()


def broken_truths() -> list[Any]:
    from dunwell.invariants import check_all  # the tables can be named once Django has been started

    return list(check_all())


def _fixture_of(item: Any) -> str | None:
    """Name the fixture that gives a test its database, asked for by name or by the mark `django_db`."""
    if mark := item.get_closest_marker("django_db"):
        return "transactional_db" if mark.kwargs.get("transaction") else "db"
    return next((name for name in ("transactional_db", "db") if name in item.fixturenames), None)
