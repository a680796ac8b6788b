"""From an XLSX workbook to rows of text: the sheet that is a list, cells as a person sees them.

A workbook is a ZIP archive: its size, its members and how far they unfold are looked at before anything is parsed.
Formulas are not worked out: what the program that saved it had worked out is taken. Numbers come as the text of the
15 digits that a spreadsheet shows, dates as YYYY-MM-DD. Rows are streamed, so that an empty sheet of a million
columns costs nothing.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from dunwell.adapters.files.delimited import TRIED_HEADERS, Claims
from dunwell.adapters.files.faults import UNCOMPUTED, FileError, fault
from dunwell.adapters.files.grid import Grid, Merged, Record
from dunwell.adapters.files.table import MAX_ROWS

MAX_MEMBERS = 2_000
MAX_UNFOLDED = 256 * 1024 * 1024
MAX_RATIO = 200
"""How many times larger than packed all of it may be, once it is larger than `SMALL`; lists reach about 30."""

SMALL = 10 * 1024 * 1024
MAX_COLUMNS = 1_000
MAX_CELLS = 30_000_000
MAX_BLANKS = 20_000
"""After so many rows without a cell the sheet is taken to be at its end: something was dropped far below."""

CHUNK = 1024 * 1024

_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_OVERLAP = 200
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, ArithmeticError, SyntaxError,
           RecursionError, NotImplementedError, zipfile.BadZipFile, zlib.error, InvalidFileException,
           ParseError)  # fmt: skip


def open_workbook(content: bytes, claims: Claims) -> Grid:
    """Open a workbook and choose its list: the sheet whose first rows name the most known headers.

    Raises FileError `workbook_broken`, `workbook_macros`, `workbook_bomb`, `workbook_unknown` or `no_header`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _bound(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells of styles and drawings that it leaves out
            return _open(content, archive, claims)
    except _BROKEN as error:
        why = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise FileError(fault("workbook_broken", why=why)) from None


def _bound(archive: zipfile.ZipFile) -> None:
    """Look at the archive's list of members before any of them is unfolded."""
    members = archive.infolist()
    names = {member.filename for member in members}
    unfolded = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MAX_MEMBERS or unfolded > MAX_UNFOLDED or (unfolded > SMALL and unfolded > MAX_RATIO * packed):
        raise FileError(fault("workbook_bomb", members=len(members), size=unfolded, times=unfolded // packed))
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise FileError(fault("workbook_macros"))
    if "xl/workbook.xml" not in names:
        what = ("an OpenDocument file" if "content.xml" in names else "an Excel binary workbook (.xlsb)"
                if "xl/workbook.bin" in names else "a ZIP archive that is no workbook")  # fmt: skip
        raise FileError(fault("workbook_unknown", what=what))
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise FileError(fault("workbook_macros"))


def _open(content: bytes, archive: zipfile.ZipFile, claims: Claims) -> Grid:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(book.worksheets)
    if not sheets:
        raise FileError(fault("no_header", tried=TRIED_HEADERS))
    known = [max((claims(row.cells) for row in islice(_rows(sheet), TRIED_HEADERS)), default=0) for sheet in sheets]
    at = known.index(max(known))
    sheet = sheets[at]
    why = f"it is the only sheet, with {known[at]} known headers"
    if len(book.worksheets) > 1:
        others = ", ".join(
            f"{one.title!r} {count}" for one, count in zip(sheets, known, strict=True) if one is not sheet
        )
        why = f"its headers name {known[at]} fields (others: {others or 'hidden'})"
    part: Any = sheet
    has_formulas, merged = _scan(archive, str(part._worksheet_path))  # the reader has no public name for it
    formulas = None
    if has_formulas:
        formulas = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)[sheet.title]
    counts = {"formulas": 0}
    grid = Grid(_rows(sheet, formulas, counts), sheet=sheet.title, sheet_why=why, merged=merged)
    rows = list(grid.records)
    grid.records = iter(rows)
    if counts["formulas"]:
        grid.notes.append(
            f"{counts['formulas']} cells are formulas: taken as last worked out by the program that saved"
        )
    return grid


def _rows(sheet: Any, formulas: Any = None, counts: dict[str, int] | None = None) -> Iterator[Record]:
    """Give the rows that are not blank, without the blank cells at their end."""
    sheet.reset_dimensions()
    beside: Iterator[Any] | None = None
    if formulas is not None:
        formulas.reset_dimensions()
        beside = formulas.iter_rows()
    width = blanks = read = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        written = next(beside, ()) if beside is not None else ()
        read += len(row)
        if read > MAX_CELLS:
            raise FileError(fault("too_many_rows", most=MAX_ROWS))
        blanks = 0 if row else blanks + 1
        if blanks > MAX_BLANKS:
            return
        cells = [_text(cell.value) for cell in row[:MAX_COLUMNS]]
        for at, cell in enumerate(written[:MAX_COLUMNS]):
            if cell.data_type == "f":
                cells[at] = cells[at] or UNCOMPUTED
                if counts is not None:
                    counts["formulas"] += 1
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            width = max(width, len(cells))
            yield Record(line, cells + [""] * (width - len(cells)))


def _text(value: object) -> str:
    """Write a cell as text that can be read one way."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _decimal(value)
    return str(value)


def _decimal(value: float) -> str:
    """Write a number with the 15 digits that a spreadsheet shows; three decimals get a fourth, to be no thousands."""
    text = format(Decimal(format(value, ".15g")), "f")
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return whole if not part else f"{whole}.{part}0" if len(part) == 3 else f"{whole}.{part}"


def _scan(archive: zipfile.ZipFile, part: str) -> tuple[bool, list[Merged]]:
    """Look through a sheet's own bytes for formulas and merged cells, which the streaming reader does not tell."""
    has_formulas, merged, kept = False, set(), b""
    with archive.open(part.lstrip("/")) as source:
        while block := source.read(CHUNK):
            text = kept + block
            has_formulas = has_formulas or bool(_FORMULA.search(text))
            merged |= set(_MERGED.findall(text))
            kept = text[-_OVERLAP:]
    found = []
    for reference in sorted(merged):
        left, top, right, bottom = (one or 0 for one in range_boundaries(reference.decode("ascii")))
        if bottom > top:
            found += [Merged(column - 1, top, bottom) for column in range(left, min(right, MAX_COLUMNS) + 1)]
    return has_formulas, found
