"""Whatever stands in a file: reading never crashes, and good rows come through beside bad ones."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from unit.adapters.files.lists import GOOD, HEADER, read_rows, read_text

LINE = st.text(st.characters(exclude_characters='\r\n"', exclude_categories=("Cs", "Cc")), max_size=60)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["1,5", "1.234", "(5)", "03/04/2026", "2026-02-30", "EUR", "=1", '"', "٣", "9" * 70, "-", "1e9"]),
    st.dates().map(str),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_crash(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reading = read_text(Path(folder), content)
    assert reading.rows or reading.problems


@given(st.text(max_size=300))
def test_no_text_below_a_header_makes_it_crash(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reading = read_text(Path(folder), f"{HEADER}\n{text}".encode("utf-8", "surrogatepass"), currency="EUR")
    assert reading.rows or reading.problems


@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=8))
def test_every_row_is_taken_refused_or_repeated(rows: list[list[str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        reading = read_text(Path(folder), "\n".join([HEADER, *lines, ""]).encode("utf-8", "replace"))
    assert reading.is_refused or reading.rows_seen == len(reading.rows) + reading.rows_refused + reading.rows_repeated


@given(st.lists(LINE, max_size=6), st.data())
def test_good_rows_come_through_beside_any_other_lines(lines: list[str], data: st.DataObject) -> None:
    good = [GOOD.replace("G1", f"G{n}") for n in range(3)]
    mixed = data.draw(st.permutations([*good, *lines]))
    with tempfile.TemporaryDirectory() as folder:
        reading = read_rows(Path(folder), *mixed)
    assert {"G0", "G1", "G2"} <= {row.number for row in reading.rows}
