"""The files of this repository, for the tests that guard the whole of it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "dunwell"
TESTS = ROOT / "tests"
NOT_OURS = {".git", ".venv", "build", "dist", "node_modules", "__pycache__"}


@cache
def all_files() -> list[Path]:
    """List the files of the repository, without what tools leave behind."""
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(part in NOT_OURS or part.endswith("_cache") or part == ".hypothesis" for part in _inside(path))
    )


def modules(*folders: Path) -> list[Path]:
    """List the Python files that people wrote in these folders; Django writes the migrations."""
    wanted = folders or (SOURCE, TESTS)
    return [
        path
        for path in all_files()
        if path.suffix == ".py" and "migrations" not in path.parts and any(path.is_relative_to(top) for top in wanted)
    ]


@cache
def tree(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, line: int = 1) -> str:
    """Say where something was found, as an editor understands it."""
    return f"{path.relative_to(ROOT)}:{line}"


def _inside(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).parts
