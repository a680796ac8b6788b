"""Reports as files for a spreadsheet: CSV and XLSX. What a program could take for a formula is defused."""

from dunwell.adapters.sheets.delimited import as_csv
from dunwell.adapters.sheets.workbook import as_xlsx

__all__ = ["as_csv", "as_xlsx"]
