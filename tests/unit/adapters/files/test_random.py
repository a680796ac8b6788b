"""Whatever stands in a file: reading never crashes, and good rows come through beside bad ones."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dunwell.adapters.files import read_file
from unit.adapters.files import programs
from unit.adapters.files.books import HEADER as SHEET_HEADER
from unit.adapters.files.books import workbook
from unit.adapters.files.lists import GOOD, HEADER, read_rows, read_text
from unit.adapters.files.papers import CII, UBL, pdf

MADE = [
    *(text.encode() for text in (programs.XERO_INVOICES, programs.XERO_AGED, programs.ODOO, programs.EXACT_OPEN)),
    *(text.encode() for text in (programs.QUICKBOOKS_AGED, programs.ERPNEXT_INVOICES, UBL, CII)),
    programs.DATEV_BOOKINGS,
    pdf({"factur-x.xml": CII.encode()}),
    workbook({"List": [SHEET_HEADER, GOOD.split(","), ["G2", "C1", "=1+1", "x", 5, "EUR"]]}),
]
"""Files as programs make them, to be damaged."""

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
    taken = len(reading.rows) + reading.rows_refused + reading.rows_repeated + reading.rows_passed
    assert reading.is_refused or reading.rows_seen == taken


@given(st.lists(LINE, max_size=6), st.data())
def test_good_rows_come_through_beside_any_other_lines(lines: list[str], data: st.DataObject) -> None:
    good = [GOOD.replace("G1", f"G{n}") for n in range(3)]
    mixed = data.draw(st.permutations([*good, *lines]))
    with tempfile.TemporaryDirectory() as folder:
        reading = read_rows(Path(folder), *mixed)
    assert {"G0", "G1", "G2"} <= {row.number for row in reading.rows}


@given(
    st.sampled_from(MADE), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6)
)
def test_a_damaged_file_is_read_or_refused_and_never_crashes(
    made: bytes, damages: list[tuple[float, bytes, int]]
) -> None:
    content = made
    for where, put, taken in damages:
        at = int(where * len(content))
        content = content[:at] + put + content[at + taken :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged"
        path.write_bytes(content)
        reading = read_file(path, currency="EUR")
    held = (reading.rows, reading.payments, reading.customers, reading.problems, reading.taken_for.notes)
    assert any(held)
    assert all(problem.message and problem.way_out for problem in reading.problems)
