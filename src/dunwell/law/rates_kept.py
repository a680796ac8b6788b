"""The rates that an installation keeps beside the shipped ones: a folder with a file a table, laid over ours.

A shipped table is never changed; a newer version of the product and rates of one's own go together. This module is
told the folder, and does not know where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile

from dunwell.domain.errors import UserError
from dunwell.law.rates import Table, Tables, shipped_tables, with_rows
from dunwell.law.rates_file import RatesFile, read_rates, write_rates


@dataclass(frozen=True, slots=True)
class Change:
    """What an import does to one date of a table; `before` is None where the date is new."""

    date_from: date
    before: Decimal | None
    after: Decimal


def tables_with(folder: Path) -> Tables:
    """Read the shipped tables with the rates kept in a folder laid over them; a folder that is not there is empty.

    Raises UserError where a kept file is wrong or cannot be read.
    """
    return {name: _laid_over(table, folder) for name, table in shipped_tables().items()}


def table_named(name: str, tables: Mapping[str, Table]) -> Table:
    """Find a table by its name. Raises UserError `unknown_table`."""
    if name not in tables:
        raise UserError(
            "unknown_table",
            f"There is no table of rates {name!r}",
            f"Name the file or --table after one of: {', '.join(sorted(tables))}",
            field="table",
            value=name,
        )
    return tables[name]


def changes(table: Table, taken: RatesFile) -> list[Change]:
    """List the dates at which a file says something new or different."""
    known = {row.date_from: row.value for row in table.rows}
    return [
        Change(row.date_from, known.get(row.date_from), row.value)
        for row in taken.rows
        if known.get(row.date_from) != row.value
    ]


def keep(folder: Path, name: str, taken: RatesFile) -> Path:
    """Keep the rows of a file for a table, with those kept before; of one date the newer word counts. Gives the file.

    Raises UserError `home_not_writable`.
    """
    shipped = shipped_tables()[name]
    before = _kept(shipped, folder)
    rows = {row.date_from: row for row in (*before.rows, *taken.rows)}
    known = max((each for each in (before.known_until, taken.known_until) if each), default=None)
    path = folder / f"{name}.csv"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, write_rates(shipped, rows.values(), known))
    except OSError as error:
        raise UserError(
            "home_not_writable",
            f"{path} cannot be written: {error.strerror}",
            "Give the folder to the user who runs dunwell, or set DUNWELL_HOME to another folder",
            file=str(path),
        ) from error
    return path


def _laid_over(table: Table, folder: Path) -> Table:
    kept = _kept(table, folder)
    return with_rows(table, kept.rows, kept.known_until) if kept.rows else table


def _kept(shipped: Table, folder: Path) -> RatesFile:
    path = folder / f"{shipped.name}.csv"
    if not path.exists():
        return RatesFile(())
    return read_rates(read_text(path), shipped, str(path))


def read_text(path: Path) -> str:
    """Read a file as text. Raises UserError `file_unreadable`."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise UserError(
            "file_unreadable", f"{path} cannot be read: {told}", "Name a file of rates in CSV", file=str(path)
        ) from error


def _write(path: Path, text: str) -> None:
    """Write aside and move into place, so that nobody reads half a table."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as fresh:
        fresh.write(text)
    Path(fresh.name).replace(path)
