"""How long records are kept and claims live is documented as the data has it, with how good the evidence is."""

import csv
import re
from importlib.resources import files

import pytest

from dunwell.law.evidence import DOUBTFUL
from source_tree import ROOT

TABLES = [
    ("retention.csv", "archive.md", "## How long", ("country", "kind", "years", "evidence", "source")),
    ("limitation.csv", "ending.md", "### Limitation", ("law", "kind", "years", "mark", "source", "note")),
]


@pytest.mark.parametrize(("data", "page", "heading", "columns"), TABLES)
def test_each_row_stands_in_the_docs_and_says_where_nobody_has_verified_it(
    data: str, page: str, heading: str, columns: tuple[str, ...]
) -> None:
    text = (files("dunwell.law") / data).read_text(encoding="utf-8")
    section = (ROOT / "docs" / page).read_text(encoding="utf-8").split(f"{heading}\n", 1)[1].split("\n## ", 1)[0]
    told = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "| " in line]
    written = [cells for cells in told if any(re.search(r"\([TSDM]\)", cell) for cell in cells)]
    rows = list(csv.DictReader(text.splitlines()))
    assert len(written) == len(rows)
    for row, cells in zip(rows, written, strict=True):
        evidence = next(cell for cell in cells if re.search(r"\([TSDM]\)", cell))
        mark = row.get("mark") or row["evidence"]
        assert f"({mark})" in evidence
        assert ("unverified" in evidence) == (mark in DOUBTFUL)
        for column in columns:
            assert row[column] in (cells if column not in ("evidence", "mark") else (mark,))
