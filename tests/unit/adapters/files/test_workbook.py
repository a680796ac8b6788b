"""Workbooks: dates are dates, numbers are exact, the sheet is chosen by proof, and no archive unfolds without bound."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dunwell.adapters.files import read_file
from dunwell.adapters.files import workbook as module
from unit.adapters.files import programs
from unit.adapters.files.books import HEADER, read_workbook, with_part, workbook
from unit.adapters.files.lists import codes, numbers

DAY, DUE = date(2026, 1, 2), date(2026, 2, 1)


def row(number: Any = "G1", customer: Any = "C1", day: Any = DAY, due: Any = DUE, amount: Any = 10.5) -> list[Any]:
    return [number, customer, day, due, amount, "EUR"]


def test_dates_are_dates_and_numbers_are_exact(tmp_path: Path) -> None:
    rows = [HEADER, row(), row("G2", amount=97.60000000000001), row("G3", amount=1234567.89), row("G4", amount=7)]
    reading = read_workbook(tmp_path, workbook({"List": rows}))
    assert [one.amount_minor for one in reading.rows] == [1050, 9760, 123456789, 700]
    assert (reading.rows[0].item_date, reading.rows[0].due_date, reading.rows[0].line) == (DAY, DUE, 2)
    assert (reading.problems, reading.what) == ((), "invoices")
    assert (reading.taken_for.sheet, reading.taken_for.delimiter) == ("List", "")


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_days_are_counted_from_the_year_that_the_workbook_says(tmp_path: Path, epoch: Any) -> None:
    reading = read_workbook(
        tmp_path,
        workbook(
            {"List": [HEADER, row(day=datetime(2026, 1, 2, 13, 5, tzinfo=UTC).replace(tzinfo=None))]}, epoch=epoch
        ),
    )
    assert reading.rows[0].item_date == DAY


def test_a_number_with_three_decimals_is_never_taken_for_thousands(tmp_path: Path) -> None:
    rows = [HEADER, row(amount=1.234), row("G2", amount=1234), ["G3", "C", DAY, DUE, 1.234, "KWD"]]
    reading = read_workbook(tmp_path, workbook({"List": rows}))
    assert codes(reading) == ["amount_too_precise"]
    assert [one.amount_minor for one in reading.rows] == [123400, 1234]


def test_numbers_that_name_things_keep_their_digits(tmp_path: Path) -> None:
    reading = read_workbook(tmp_path, workbook({"List": [HEADER, row(1930571429.0, 200706844), row("007", "0042")]}))
    assert [(one.number, one.customer_ref) for one in reading.rows] == [("1930571429", "200706844"), ("007", "0042")]


def test_text_cells_are_read_as_in_a_text_file(tmp_path: Path) -> None:
    rows = [HEADER, row(day="31.12.2025", due="30.01.2026", amount="1.234,56"), row("G2", amount=" 1.000,00 EUR")]
    reading = read_workbook(tmp_path, workbook({"List": rows}))
    assert [one.amount_minor for one in reading.rows] == [123456, 100000]
    assert reading.rows[0].item_date == date(2025, 12, 31)


def test_of_several_sheets_the_one_with_the_headers_is_taken_and_named(tmp_path: Path) -> None:
    cover: list[list[Any]] = [["Open items"], ["Printed on", DAY], ["amount", 5]]
    reading = read_workbook(tmp_path, workbook({"Cover": cover, "Data": [["Muster GmbH"], [], HEADER, row()]}))
    assert (numbers(reading), reading.taken_for.sheet, reading.taken_for.header_line) == (["G1"], "Data", 3)
    assert "'Cover' 1" in reading.taken_for.sheet_why


def test_a_hidden_sheet_is_not_taken(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.sheet_state = "hidden"

    sheets = {"Old": [[*HEADER, "reference"], [*row("OLD"), "x"]], "Now": [HEADER, row("NEW")]}
    assert numbers(read_workbook(tmp_path, workbook(sheets, hide))) == ["NEW"]


def test_a_formula_is_taken_as_last_worked_out_and_told(tmp_path: Path) -> None:
    content = workbook({"List": [HEADER, row(amount="=5+5.5"), row("G2")]})
    saved = with_part(content, "xl/worksheets/sheet1.xml", lambda part: re.sub(b"<v ?/>|<v></v>", b"<v>10.5</v>", part))
    reading = read_workbook(tmp_path, saved)
    assert [one.amount_minor for one in reading.rows] == [1050, 1050]
    assert any("1 cells are formulas" in note for note in reading.taken_for.notes)


def test_a_formula_never_worked_out_refuses_its_row(tmp_path: Path) -> None:
    reading = read_workbook(tmp_path, workbook({"List": [HEADER, row(amount="=5+5.5"), row("G2")]}))
    assert (codes(reading), numbers(reading)) == (["formula_uncomputed"], ["G2"])
    assert (reading.problems[0].line, reading.problems[0].field) == (2, "amount")


def test_an_error_in_a_cell_is_named(tmp_path: Path) -> None:
    reading = read_workbook(tmp_path, workbook({"List": [HEADER, row(amount="#REF!"), row("G2")]}))
    assert (codes(reading), numbers(reading)) == (["cell_error"], ["G2"])


def test_merged_cells_share_the_customer_and_never_the_amount(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("E4:E5")

    rows = [HEADER, row("A"), row("B", customer=None), row("C"), row("D", amount=None)]
    reading = read_workbook(tmp_path, workbook({"List": rows}, merge))
    assert [(one.number, one.customer_ref) for one in reading.rows] == [("A", "C1"), ("B", "C1")]
    assert {(found.code, found.line) for found in reading.problems} >= {("merged_cells", 4), ("merged_cells", 5)}


def test_cells_beside_the_table_do_no_harm(tmp_path: Path) -> None:
    reading = read_workbook(tmp_path, workbook({"List": [HEADER, [*row(), None, "a note"], row("G2")[:6]]}))
    assert numbers(reading) == ["G1", "G2"]


def test_yes_and_no_of_a_workbook_are_read(tmp_path: Path) -> None:
    reading = read_workbook(tmp_path, workbook({"List": [[*HEADER, "disputed"], [*row(), True], [*row("G2"), False]]}))
    assert [one.disputed for one in reading.rows] == [True, False]


def test_a_workbook_of_macros_is_refused_by_what_is_in_it(tmp_path: Path) -> None:
    content = with_part(workbook({"List": [HEADER, row()]}), "xl/vbaProject.bin", lambda _: b"macro")
    assert codes(read_workbook(tmp_path, content)) == ["workbook_macros"]
    typed = with_part(
        workbook({"List": [HEADER, row()]}),
        "[Content_Types].xml",
        lambda part: part.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main").replace(
            b"application/vnd.openxmlformats-officedocument.sheet", b"application/vnd.ms-excel.sheet"
        ),
    )
    assert codes(read_workbook(tmp_path, typed)) == ["workbook_macros"]


@pytest.mark.parametrize(("limit", "value"), [("MAX_MEMBERS", 3), ("MAX_UNFOLDED", 1000)])
def test_members_and_unfolded_size_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(module, limit, value)
    assert codes(read_workbook(tmp_path, workbook({"List": [HEADER, row()]}))) == ["workbook_bomb"]


def test_a_zip_bomb_is_seen_before_it_unfolds(tmp_path: Path) -> None:
    content = with_part(workbook({"List": [HEADER, row()]}), "xl/media/image1.png", lambda _: b"\0" * 60_000_000)
    assert len(content) < 100_000
    reading = read_workbook(tmp_path, content)
    assert codes(reading) == ["workbook_bomb"]
    assert "60" in reading.problems[0].message


@pytest.mark.parametrize(
    ("names", "what"),
    [(["content.xml"], "OpenDocument"), (["xl/workbook.bin"], "binary"), (["readme.txt"], "ZIP archive")],
)
def test_other_archives_are_named(tmp_path: Path, names: list[str], what: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    reading = read_workbook(tmp_path, made.getvalue())
    assert codes(reading) == ["workbook_unknown"]
    assert what in reading.problems[0].message


def test_a_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    content = workbook({"List": [HEADER, *(row(f"G{n}") for n in range(50))]})
    assert codes(read_workbook(tmp_path, content[: len(content) // 2])) == ["workbook_broken"]


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
    content = with_part(workbook({"List": [HEADER, row()]}), "xl/worksheets/sheet1.xml", lambda part: bomb + part)
    assert codes(read_workbook(tmp_path, content)) == ["workbook_broken"]


def test_a_sheet_with_one_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    def far(sheet: Any) -> None:
        sheet["XFD1048576"] = "far"

    assert numbers(read_workbook(tmp_path, workbook({"List": [HEADER, row()]}, far))) == ["G1"]


def test_a_part_that_cannot_be_unpacked_refuses_the_workbook(tmp_path: Path) -> None:
    content = bytearray(workbook({"List": [HEADER, *(row(f"G{n}") for n in range(200))]}))
    at = content.index(b"xl/worksheets/sheet1.xml") + 200
    content[at : at + 40] = bytes(40)
    assert codes(read_workbook(tmp_path, bytes(content))) == ["workbook_broken"]


@pytest.mark.parametrize("name", ["XERO_AGED", "QUICKBOOKS_AGED", "ODOO", "ERPNEXT_INVOICES", "XERO_INVOICES"])
def test_an_export_is_the_same_as_workbook_and_as_text(tmp_path: Path, name: str) -> None:
    text = getattr(programs, name)
    as_text = tmp_path / "text"
    as_text.write_text(text, encoding="utf-8")
    expected = read_file(as_text, currency="GBP")
    found = read_workbook(tmp_path, workbook({"Report": list(csv.reader(text.splitlines()))}), currency="GBP")
    assert [one.digest for one in found.rows] == [one.digest for one in expected.rows]
    assert (found.what, found.rows_seen, found.rows_passed) == (expected.what, expected.rows_seen, expected.rows_passed)
