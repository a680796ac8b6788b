"""The rates of this installation, told once when it starts: the shipped ones, with those of its folder over them.

Read anew when a file of the folder changes, so that a service need not be started again after an import.
"""

from pathlib import Path

from dunwell.law.rates import Tables, shipped_tables
from dunwell.law.rates_kept import tables_with

_folder: Path | None = None
_read: tuple[tuple[tuple[str, int], ...], Tables] | None = None


def use_folder(folder: Path | None) -> None:
    """Say where newer rates are kept; None: the shipped ones alone count."""
    global _folder, _read
    _folder, _read = folder, None


def tables_in_use() -> Tables:
    """Give the tables that count now. Raises UserError where a kept file is wrong or cannot be read."""
    global _read
    if _folder is None:
        return shipped_tables()
    state = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in _folder.glob("*.csv")))
    if _read is None or _read[0] != state:
        _read = state, tables_with(_folder)
    return _read[1]
