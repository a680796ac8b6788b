"""What the source must not call: clocks, the environment, floats in money's way, and two traps of libraries."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from source_tree import SOURCE, modules, place, tree

CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "timezone": {"now", "localdate", "localtime"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
ENVIRONMENT = {"os": {"environ", "environb", "getenv", "putenv"}}
# Polars issues 25525 and 25339: it panics when a plan runs on more than one thread; `concat_str` does not.
POLARS_FORMAT = {"pl": {"format"}, "polars": {"format"}}
# A second SQLite library in the process drops the locks of the first one, and the file is corrupted.
SECOND_SQLITE = {"adbc_driver_sqlite", "adbc_driver_manager", "apsw", "connectorx", "duckdb", "pysqlite3"}
# Polars loads ADBC or connectorx by itself for these.
POLARS_DATABASE = {
    owner: {"read_database_uri", "read_database", "write_database"} for owner in ("pl", "polars", "frame")
}
EXACT = ("domain", "law", "policy", "data", "usecases", "queries", "invariants")

Finder = Callable[[ast.AST], bool]


def uses(names: dict[str, set[str]]) -> Finder:
    """Recognise `owner.name`, also as `module.owner.name`, and `from owner import name`."""

    def finder(node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute):
            owner = getattr(node.value, "id", None) or getattr(node.value, "attr", None)
            return node.attr in names.get(str(owner), ())
        if isinstance(node, ast.ImportFrom):
            taken = names.get((node.module or "").rpartition(".")[2], set())
            return any(alias.name in taken for alias in node.names)
        return False

    return finder


def asks_the_database_for_the_time(node: ast.AST) -> bool:
    """Recognise Django's own ways to the clock: `auto_now`, `Now()` and SQL."""
    if isinstance(node, ast.keyword):
        return node.arg in ("auto_now", "auto_now_add")
    if isinstance(node, ast.alias):
        return node.name == "Now"
    return isinstance(node, ast.Constant) and "CURRENT_TIMESTAMP" in str(node.value)


def is_a_float(node: ast.AST) -> bool:
    """Recognise a float written down or made."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", None) == "float"
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def imports_a_second_sqlite(node: ast.AST) -> bool:
    """Recognise a library that brings a SQLite of its own."""
    if isinstance(node, ast.Import):
        return any(alias.name.split(".")[0] in SECOND_SQLITE for alias in node.names)
    return isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in SECOND_SQLITE


def found(finder: Finder, paths: list[Path]) -> list[str]:
    return [place(path, line) for path in paths for line in sorted(set(lines(finder, path)))]


def lines(finder: Finder, path: Path) -> Iterator[int]:
    for node in ast.walk(tree(path)):
        if finder(node):
            yield getattr(node, "lineno", 1)


def without(*parts: str) -> list[Path]:
    return [path for path in modules(SOURCE) if not any(path.is_relative_to(SOURCE / part) for part in parts)]


def test_only_wiring_looks_at_a_clock() -> None:
    assert found(uses(CLOCKS), without("wiring.py")) == []


def test_no_table_stamps_the_time_itself() -> None:
    assert found(asks_the_database_for_the_time, modules(SOURCE)) == []


def test_only_config_reads_the_environment() -> None:
    assert found(uses(ENVIRONMENT), without("config")) == []


def test_no_float_comes_near_an_amount() -> None:
    assert found(is_a_float, modules(*(SOURCE / part for part in EXACT))) == []


def test_polars_format_is_not_used() -> None:
    assert found(uses(POLARS_FORMAT), modules(SOURCE)) == []


def test_no_second_sqlite_opens_the_ledger() -> None:
    assert found(imports_a_second_sqlite, modules(SOURCE)) == []
    assert found(uses(POLARS_DATABASE), modules(SOURCE)) == []


@pytest.mark.parametrize(
    ("finder", "code"),
    [
        (uses(CLOCKS), "datetime.now(UTC)"),
        (uses(CLOCKS), "datetime.date.today()"),
        (uses(CLOCKS), "default=timezone.now"),
        (uses(CLOCKS), "from django.utils.timezone import now"),
        (uses(ENVIRONMENT), "os.environ['HOME']"),
        (uses(ENVIRONMENT), "from os import getenv"),
        (uses(POLARS_FORMAT), "pl.format('{}', 'a')"),
        (asks_the_database_for_the_time, "DateTimeField(auto_now_add=True)"),
        (asks_the_database_for_the_time, "from django.db.models.functions import Now"),
        (is_a_float, "amount * 1.1"),
        (is_a_float, "float(amount)"),
        (imports_a_second_sqlite, "import adbc_driver_sqlite.dbapi"),
        (imports_a_second_sqlite, "from adbc_driver_manager import dbapi"),
        (uses(POLARS_DATABASE), "pl.read_database_uri('SELECT 1', 'sqlite:///books')"),
    ],
)
def test_the_guard_sees_what_it_guards_against(finder: Finder, code: str) -> None:
    assert any(finder(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize("code", ["wiring.now()", "text.format(1)", "company.today", "timedelta(days=1)", "1 * 2"])
def test_the_guard_lets_the_rest_pass(code: str) -> None:
    finders = (uses(CLOCKS), uses(ENVIRONMENT), uses(POLARS_FORMAT), is_a_float)
    assert not any(finder(node) for node in ast.walk(ast.parse(code)) for finder in finders)
