"""A sheet as CSV: UTF-8 with a mark by which Excel knows it, commas, decimal points."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from dunwell.adapters.sheets.cells import amount, text
from dunwell.domain.sheets import Column, Sheet

MARK = b"\xef\xbb\xbf"


def as_csv(sheet: Sheet) -> bytes:
    """Write a sheet as CSV. Raises UserError `unknown_currency`."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow([text(column.head) for column in sheet.columns])
    for row in sheet.rows:
        lines.writerow([_cell(row, column) for column in sheet.columns])
    return MARK + out.getvalue().encode()


def _cell(row: Mapping[str, Any], column: Column) -> Any:
    if column.kind == "amount":
        value = amount(row, column)
        return "" if value is None else f"{value:f}"
    if column.kind == "number":
        return "" if row.get(column.name) is None else row[column.name]
    return text(row.get(column.name))
