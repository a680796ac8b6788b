"""What is wrong with a file is told to users in docs/files.md, code by code, in the words that they will see."""

import re

import pytest

from dunwell.adapters.files.faults import FAULTS
from dunwell.adapters.files.layouts import LAYOUTS
from source_tree import ROOT, SOURCE

PAGE = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def shown(sentence: str) -> str:
    """Write a sentence as the page does, with an ellipsis where facts are filled in."""
    return re.sub(r"\{\w+\}", "…", sentence)


def told() -> dict[str, tuple[str, str]]:
    """Read the codes of the page, below the heading that announces them."""
    part = PAGE.partition("\n## What can be wrong\n")[2]
    return {code: (message, way_out) for code, message, way_out in ROW.findall(part)}


def test_every_fault_stands_in_the_docs_as_it_is_told() -> None:
    assert told() == {code: (shown(message), shown(way_out)) for code, (message, way_out) in FAULTS.items()}


def test_every_fault_can_be_found() -> None:
    folder = SOURCE / "adapters" / "files"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.name != "faults.py")
    said = set(re.findall(r'"(\w+)"', code)) | {"formula_uncomputed", "cell_error"}  # the two of `broken_cell`
    assert set(FAULTS) - said == set()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_program_stands_in_the_docs(layout: object) -> None:
    name = str(getattr(layout, "name", "")).partition(",")[0]
    assert f"| {name}" in PAGE or f" {name}, " in PAGE
