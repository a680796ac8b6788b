"""What stands in the files: a first word on every module, nothing half done, nothing of the machine it was made on."""

import ast
import re
from pathlib import Path

import pytest

from source_tree import SOURCE, all_files, modules, place, tree

HERE = Path(__file__).parent
HALF_DONE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
MACHINE = re.compile(
    r"(?<![\w.~-])/(?:work|root|home/\w+|Users/\w+|tmp|opt/\w+)/|\.pyenv"
    r"|pypi\.org|pythonhosted|--(?:extra-)?index-url|--find-links|file:///"
)
TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".csv", ".book", ".sh", ""}


def texts() -> list[Path]:
    """List the files to be read as text, without this folder, whose tests must name what they look for."""
    return [path for path in all_files() if path.suffix in TEXT and not path.is_relative_to(HERE)]


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{place(path, number)}: {line.strip()}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_every_module_says_what_it_is_for() -> None:
    assert [place(path) for path in modules() if not ast.get_docstring(tree(path))] == []


def test_every_public_function_of_the_source_says_what_it_does() -> None:
    assert [
        f"{place(path, node.lineno)}: {node.name}"
        for path in modules(SOURCE)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ] == []


def test_nothing_is_left_half_done() -> None:
    assert found(HALF_DONE) == []


def test_nothing_names_the_machine_it_was_made_on() -> None:
    assert found(MACHINE) == []


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("see " + "/root" + "/.cache", True),
        ('Path("/tmp/ledger")', True),
        ("pip install --index" + "-url x", True),
        ("https://pypi.org/simple", True),
        ("sqlite:///absolute/path.sqlite3", False),
        ("tests/work/it", False),
        ("~/.local/share/dunwell", False),
    ],
)
def test_the_pattern_tells_a_machine_from_a_path(line: str, caught: bool) -> None:
    assert bool(MACHINE.search(line)) is caught
