"""The wheel is all that a customer gets: built from this tree it works in an empty environment elsewhere."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from source_tree import ROOT, SOURCE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    return next(folder.glob("dunwell-*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, with_pip=True)
    constraints = ROOT / "constraints.txt"
    call(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--constraint", constraints, wheel)
    return folder / "bin" / "dunwell"


def test_the_wheel_carries_every_file_of_the_package(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours - carried == set()


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_the_installed_command_starts(command: Path, tmp_path: Path) -> None:
    assert call(command, "--version", folder=tmp_path).startswith("dunwell ")


def test_the_installed_command_plays_the_demo(command: Path, tmp_path: Path) -> None:
    shown = call(command, "demo", folder=tmp_path)
    assert "Friday, 10 April 2026" in shown
    assert "origin proved by root and key" in shown
    assert "Try next" in shown


def call(*words: object, folder: Path | None = None) -> str:
    """Run a command in an environment that knows nothing of this tree, and give what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DUNWELL"))}
    if folder is not None:
        environment |= {"HOME": str(folder), "DUNWELL_HOME": str(folder / "dunwell")}
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
