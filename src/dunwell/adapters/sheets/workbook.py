"""A sheet as XLSX, written row by row: amounts and dates are numbers, the header stays in view and can be filtered."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from dunwell.adapters.sheets.cells import amount, text
from dunwell.domain.money import digits
from dunwell.domain.sheets import Column, Sheet

WIDTHS = {"text": 22, "number": 10, "date": 12, "amount": 16}
LONGEST_TITLE = 31
DAY = "yyyy-mm-dd"


def as_xlsx(sheet: Sheet) -> bytes:
    """Write a sheet as a workbook. Raises UserError `unknown_currency`."""
    book = Workbook(write_only=True)
    page = book.create_sheet(INVALID_TITLE_REGEX.sub(" ", sheet.title)[:LONGEST_TITLE])
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = max(WIDTHS[column.kind], len(column.head) + 2)
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.append([_head(page, column) for column in sheet.columns])
    for row in sheet.rows:
        page.append(list(_cells(page, sheet, row)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(page: Any, column: Column) -> Any:
    cell = _text(page, column.head)
    cell.font = Font(bold=True)
    return cell


def _cells(page: Any, sheet: Sheet, row: Mapping[str, Any]) -> Iterator[Any]:
    for column in sheet.columns:
        value = row.get(column.name)
        if value is None or value == "":
            yield None
        elif column.kind == "amount":
            yield _number(page, amount(row, column), _amount_format(row["currency"]))
        elif column.kind == "date":
            yield _number(page, date.fromisoformat(value), DAY)
        elif column.kind == "number":
            yield value
        else:  # of signs that no sheet may hold, nothing is left
            yield _text(page, value) if text(value) else None


def _text(page: Any, value: Any) -> Any:
    """Make a cell of text; the kind is said outright, or the library makes a formula of what looks like one."""
    cell = WriteOnlyCell(page, text(value))
    cell.data_type = "s"
    return cell


def _number(page: Any, value: Any, look: str) -> Any:
    cell = WriteOnlyCell(page, value)
    cell.number_format = look
    return cell


def _amount_format(currency: str) -> str:
    places = digits(currency)
    return "#,##0" + (f".{'0' * places}" if places else "")
