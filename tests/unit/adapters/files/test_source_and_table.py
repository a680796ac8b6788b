"""Bytes to text, text to rows: encodings, delimiters, quotes, header line, ragged rows."""

from pathlib import Path

import pytest

from dunwell.adapters.files import delimited, read_items_file, source, table
from unit.adapters.files.lists import GOOD, HEADER, codes, numbers, read_rows, read_text

NAMES = "number,customer name,invoice date,amount,currency"


@pytest.mark.parametrize(
    ("encoding", "name", "read_as"),
    [
        ("utf-8", "Müller", "utf-8"),
        ("utf-8-sig", "Müller", "utf-8"),
        ("utf-16", "Müller", "utf-16"),
        ("utf-16-le", "Muller", "utf-16-le"),
        ("utf-16-be", "Muller", "utf-16-be"),
        ("utf-32", "Müller", "utf-32"),
        ("cp1252", "Müller Straße Größe für die Bücher", "cp1252"),
        ("cp1251", "Общество с ограниченной ответственностью Ромашка", "cp1251"),
        ("cp1250", "Łódź Spółka z ograniczoną odpowiedzialnością", "cp1250"),
    ],
)
def test_letters_are_read_as_they_were_written(tmp_path: Path, encoding: str, name: str, read_as: str) -> None:
    text = "\n".join([NAMES, f"A,{name},2026-01-01,1.00,EUR", ""])
    reading = read_text(tmp_path, text.encode(encoding))
    assert reading.taken_for.encoding == read_as
    assert reading.rows[0].customer_name == name


def test_an_encoding_that_was_judged_shows_a_word_to_look_at(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"{NAMES}\nA,Bäckerei Müller für Größen,2026-01-01,1.00,EUR\n".encode("cp1252"))
    assert "'Bäckerei'" in reading.taken_for.encoding_why


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \n\n", "file_empty"),
        (b"PK\x03\x04rest", "workbook_broken"),
        (b"%PDF-1.7 rest", "pdf_broken"),
        (b"\xd0\xcf\x11\xe0rest", "file_binary"),
        (b"number,customer\x00,date", "file_binary"),
        (b"\x01\x02\x03,\x04", "file_binary"),
        (b"\xff\xfea", "encoding_unknown"),
        (b"just a letter to you\nand more\n", "delimiter_unknown"),
        (f"{HEADER}\n".encode(), "no_rows"),
        (b"a,b,c\n1,2,3\n", "column_missing"),
    ],
)
def test_a_file_that_is_no_list_is_refused_as_a_whole(tmp_path: Path, content: bytes, code: str) -> None:
    reading = read_text(tmp_path, content)
    assert reading.is_refused
    assert codes(reading)[0] == code
    assert reading.rows == ()
    assert all(problem.way_out for problem in reading.problems)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert codes(read_items_file(tmp_path / "none.csv")) == ["file_missing"]
    assert codes(read_items_file(tmp_path)) == ["file_unreadable"]


def test_size_and_rows_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 2)
    assert codes(read_rows(tmp_path, GOOD, GOOD, GOOD)) == ["too_many_rows"]
    monkeypatch.setattr(source, "MAX_BYTES", 20)
    assert codes(read_rows(tmp_path, GOOD)) == ["file_too_large"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_proved_by_the_headers_it_gives(tmp_path: Path, delimiter: str) -> None:
    other = ";" if delimiter == "," else ","
    header = delimiter.join(["number", "customer name", "date", "amount", "currency"])
    rows = [delimiter.join([f"N{n}", f'"a{other}b{delimiter}c"', "2026-01-01", "5.50", "EUR"]) for n in range(3)]
    reading = read_rows(tmp_path, *rows, header=header)
    assert reading.taken_for.delimiter == delimiter
    assert [row.customer_name for row in reading.rows] == [f"a{other}b{delimiter}c"] * 3


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    header = "number;customer;date;amount;currency"
    reading = read_rows(tmp_path, "A;C;2026-01-01;5,50;EUR", "B;C;2026-01-01;6,50;EUR", header=header)
    assert [row.amount_minor for row in reading.rows] == [550, 650]


def test_the_line_by_which_excel_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"sep=;\r\n{HEADER.replace(',', ';')}\r\n{GOOD.replace(',', ';')}\r\n")
    assert (numbers(reading), reading.rows[0].line) == (["G1"], 3)


def test_lines_are_counted_through_quoted_line_ends_and_blank_lines(tmp_path: Path) -> None:
    text = f'{NAMES}\r\nA,"two\r\nlines",2026-01-01,1.00,EUR\r\n\r\n,,,,\r\nB,C,2026-01-01,1.00,EUR\r\n'
    reading = read_text(tmp_path, text)
    assert [(row.line, row.customer_name) for row in reading.rows] == [(2, "two\r\nlines"), (6, "C")]
    assert reading.rows_seen == 2


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"Open items of Muster GmbH\nInvoice list,,,\n\n{HEADER}\n{GOOD}\n")
    assert (numbers(reading), reading.taken_for.header_line) == (["G1"], 4)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("A,C,2026-01-01", "row_ragged"),
        ("A,C,2026-01-01,,1.00,EUR,more", "row_ragged"),
        ('A,"C"x,2026-01-01,,1.00,EUR', "quote_misplaced"),
        ('A,"C,2026-01-01,,1.00,EUR', "quote_open"),
        (f"A,{'x' * 40_000},2026-01-01,,1.00,EUR", "cell_too_long"),
        ("A,,2026-01-01,,1.00,EUR", "customer_blank"),
        (",C,2026-01-01,,1.00,EUR", "blank"),
        ("A,C,,,1.00,EUR", "blank"),
        (f"{'9' * 200},C,2026-01-01,,1.00,EUR", "cell_too_long"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_beside_it_stay(tmp_path: Path, bad: str, code: str) -> None:
    reading = read_rows(tmp_path, GOOD, bad, GOOD.replace("G1", "G2"))
    assert codes(reading) == [code]
    assert reading.problems[0].line == 3
    assert numbers(reading) == ["G1", "G2"]
    assert (reading.rows_seen, reading.rows_refused) == (3, 1)


def test_a_quote_out_of_place_swallows_no_line_after_it(tmp_path: Path) -> None:
    bad = 'A,"C,2026-01-01,,1.00,EUR'
    reading = read_rows(tmp_path, bad, GOOD, bad, GOOD.replace("G1", "G2"), bad, GOOD.replace("G1", "G3"))
    assert numbers(reading) == ["G1", "G2", "G3"]
    assert [(found.code, found.line) for found in reading.problems] == [
        ("quote_misplaced", 2),
        ("quote_misplaced", 4),
        ("quote_open", 6),
    ]


def test_quotes_that_swallow_everything_again_and_again_do_not_read_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "REREAD_TIMES", 0)
    reading = read_rows(tmp_path, GOOD, 'A,"C,2026-01-01,,1.00,EUR', GOOD.replace("G1", "G2"))
    assert (numbers(reading), codes(reading)) == (["G1"], ["quote_open"])


def test_empty_cells_behind_the_last_column_do_no_harm(tmp_path: Path) -> None:
    assert numbers(read_rows(tmp_path, GOOD + ",,,")) == ["G1"]


def test_a_cell_that_looks_like_a_formula_is_data(tmp_path: Path) -> None:
    row = '"=HYPERLINK(""x"")",@SUM(A1),2026-01-01,2026-02-01,1.00,EUR'
    reading = read_rows(tmp_path, row, "+1,-2,2026-01-01,,1.00,EUR")
    assert [(one.number, one.customer_ref) for one in reading.rows] == [('=HYPERLINK("x")', "@SUM(A1)"), ("+1", "-2")]
