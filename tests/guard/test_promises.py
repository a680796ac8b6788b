"""What README, Makefile and CI promise each other."""

import os
import re

from source_tree import ROOT


def targets() -> set[str]:
    """List the targets of the Makefile that say what they do."""
    return set(re.findall(r"^([a-z-]+):[^#\n]*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def called(file: str) -> set[str]:
    """List the targets that a file calls."""
    return set(re.findall(r"^\s*make ([a-z-]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_readme_calls_targets_that_exist() -> None:
    assert called("README.md")
    assert called("README.md") <= targets()


def test_ci_calls_what_the_readme_calls() -> None:
    assert called(".ci/run") == {"check", "test"}
    assert called(".ci/run") <= called("README.md")


def test_ci_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
