"""Workbooks for the tests: made of rows of values, and bent where a test needs it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dunwell.adapters.files import read_file
from dunwell.ports import FileReading

HEADER = ["number", "customer id", "invoice date", "due date", "amount", "currency"]


def workbook(
    sheets: dict[str, list[list[Any]]], bend: Callable[[Worksheet], None] | None = None, epoch: Any = None
) -> bytes:
    """Make a workbook of sheets with rows; `bend` may change the first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if epoch is not None:
        book.epoch = epoch
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if bend:
        bend(book.worksheets[0])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read_workbook(folder: Path, content: bytes, **options: Any) -> FileReading:
    """Write a workbook and read it."""
    path = folder / "list.xlsx"
    path.write_bytes(content)
    return read_file(path, **options)


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change or add one part of a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return made.getvalue()
