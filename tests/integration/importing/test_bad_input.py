"""Each kind of bad input in books that hold something: the good rows beside it go in, and nothing else changes."""

from pathlib import Path

import pytest

from dunwell.adapters.files import read_file
from integration.importing.damage import counted
from integration.importing.desk import FIRST, Importer, row
from unit.adapters.test_thirty_kinds import KINDS, Bad


@pytest.mark.parametrize("bad", KINDS, ids=lambda bad: bad.name.replace(" ", "-"))
def test_good_rows_go_in_beside_any_bad_ones_and_nothing_else_changes(
    importer: Importer, tmp_path: Path, bad: Bad
) -> None:
    importer.invoices(row("OLD", 70, customer="C1", name="Ada"))
    path = tmp_path / "list.csv"
    path.write_bytes(bad.make())
    reading = read_file(path, **dict(bad.options))  # type: ignore[arg-type]
    before = counted()
    tried = importer.take(reading, dry=True)
    assert counted() == before
    answer = importer.take(reading)
    assert {**tried, "import_id": None} == {**answer, "import_id": None}
    assert bad.code in [problem["code"] for problem in answer["problems"]]
    if bad.line is None:
        assert (answer["refused"], counted()) == (True, before)
        return
    left = importer.left
    assert (left["OLD"], left["G1"], left["G2"]) == (70_00, 10_50, 200_00)
    assert left.keys() - {"OLD", "G1", "G2"} <= {one.number for one in reading.rows}


@pytest.mark.parametrize("bad", [each for each in KINDS if each.line is not None], ids=lambda bad: bad.code)
def test_a_list_with_a_bad_row_settles_nothing_that_it_leaves_out(importer: Importer, tmp_path: Path, bad: Bad) -> None:
    importer.listed(row("OLD", 70, customer="C1", name="Ada"), on=FIRST)
    path = tmp_path / "list.csv"
    path.write_bytes(bad.make())
    reading = read_file(path, **dict(bad.options))  # type: ignore[arg-type]
    answer = importer.take(reading, as_of=FIRST, confirm=True)
    assert (importer.left["OLD"] == 0) == answer["complete"] == (reading.rows_refused == 0)
