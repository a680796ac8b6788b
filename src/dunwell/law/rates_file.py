"""Files of rates from outside: read and checked before a row is believed, and written for the next time.

A file is CSV in UTF-8 with the columns `date_from`, `rate_percent` (or `index`) and `source`, and if one likes `mark`,
`verified_by` and `known_until`. This module knows no folder.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from dunwell.domain.errors import UserError
from dunwell.law.evidence import MARKS, Evidence
from dunwell.law.rates import Row, Table, half_year_start

COLUMNS = ("date_from", "source")
LOWEST, HIGHEST = Decimal(-5), Decimal(150)
UNSAID = "M"  # a row that does not say how good its evidence is counts as remembered, and so as doubtful


@dataclass(frozen=True, slots=True)
class RatesFile:
    """The rows of a file, by date, and up to which day it says that the last one holds."""

    rows: tuple[Row, ...]
    known_until: date | None = None


def read_rates(text: str, table: Table, file: str, verified_by: str | None = None) -> RatesFile:
    """Read a file of rates for a table; `verified_by` names the lawyer who has checked rows that name none.

    Rates lie between -5 and 150 percent, an index above nothing; each date stands once, rows are in its order, and
    those of a half-yearly table that are newer than the shipped ones begin on 1 January or 1 July. Raises UserError
    with file, line and field; nothing of a wrong file is taken.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    value = "index" if table.unit == "index" else "rate_percent"
    _check_header(reader.fieldnames or (), (*COLUMNS, value), file)
    rows: list[Row] = []
    known: list[date] = []
    for line, each in enumerate(reader, 2):
        try:
            rows.append(_row(each, value, table, rows[-1].date_from if rows else None, verified_by))
            if each.get("known_until"):
                known.append(_date(each["known_until"], "known_until"))
        except UserError as error:
            raise error.at(file=file, line=line) from None
    if not rows:
        raise UserError("no_rates", "The file has no row", "Put at least one rate below the header", file=file)
    return RatesFile(tuple(rows), max(known, default=None))


def write_rates(table: Table, rows: Iterable[Row], known_until: date | None = None) -> str:
    """Write rows as `read_rates` reads them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    value = "index" if table.unit == "index" else "rate_percent"
    writer.writerow(("date_from", value, "mark", "source", "verified_by", "known_until"))
    for row in sorted(rows, key=lambda each: each.date_from):
        said = row.evidence
        writer.writerow((row.date_from, row.value, said.mark, said.source, said.verified_by or "", known_until or ""))
    return out.getvalue()


def _check_header(names: Iterable[str], wanted: tuple[str, ...], file: str) -> None:
    missing = [name for name in wanted if name not in names]
    if missing:
        raise UserError(
            "columns_missing",
            f"The column {missing[0]} is missing",
            f"Give the file a header line with {', '.join(wanted)}",
            file=file,
            line=1,
            field=missing[0],
        )


def _row(each: Mapping[str, str], value: str, table: Table, before: date | None, verified_by: str | None) -> Row:
    begins = _date(each["date_from"], "date_from")
    if before is not None and begins <= before:
        raise _wrong("date_order", "date_from", begins, f"does not come after {before}", "Sort the rows by date")
    shipped = table.rows[-1].date_from if table.rows else begins
    if table.by_half_year and begins > shipped and begins != half_year_start(begins):
        way_out = f"Rates of {table.name} begin on 1 January or 1 July"
        raise _wrong("no_half_year", "date_from", begins, "is not the first day of a half-year", way_out)
    source = (each["source"] or "").strip()
    if not source:
        raise _wrong("source_missing", "source", "", "says nothing", "Say where the rate was found")
    mark = (each.get("mark") or UNSAID).strip().upper()
    if mark not in MARKS:
        raise _wrong("unknown_mark", "mark", mark, "is no mark", f"Write one of {', '.join(MARKS)}, or nothing")
    checked_by = (each.get("verified_by") or "").strip() or verified_by
    return Row(begins, _value(each[value], value), Evidence(mark, source, "", checked_by))


def _value(text: str | None, name: str) -> Decimal:
    try:
        found = Decimal((text or "").strip().removesuffix("%").strip())
    except InvalidOperation:
        found = Decimal("NaN")
    low, high = (Decimal(0), Decimal("Infinity")) if name == "index" else (LOWEST, HIGHEST)
    if not found.is_finite() or not low <= found <= high or (name == "index" and not found):
        way_out = "Write a number above 0" if name == "index" else f"Write percent a year from {LOWEST} to {HIGHEST}"
        raise _wrong("bad_rate", name, text, "cannot be taken", f"{way_out}, such as 10.40")
    return found


def _date(text: str | None, name: str) -> date:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        raise _wrong("bad_date", name, text, "is not a date", "Write it as 2026-07-01") from None


def _wrong(code: str, field: str, value: object, what: str, way_out: str) -> UserError:
    return UserError(code, f"{str(value or '')!r} {what}", way_out, field=field, value=value)
