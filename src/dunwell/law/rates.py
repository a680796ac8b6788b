"""Rate tables: what a central bank or a law said, from which day, with the source of each row.

`rate_tables.csv` lists the tables, `rate_tables/NAME.csv` holds their rows; `dunwell.law.evidence` tells what the marks
mean. A rate is never guessed: before the first row there is none, and after the last day for which a table is known
its last rate is given with a flag. This module knows no regime.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from dunwell.domain.errors import UserError
from dunwell.law.evidence import Evidence, evidence, shipped_rows


@dataclass(frozen=True, slots=True)
class Row:
    """A value from a date on: percent a year, or points of an index."""

    date_from: date
    value: Decimal
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its rows by date. `known_until`: the last day of which it is known that the last row holds."""

    name: str
    title: str
    unit: str
    by_half_year: bool
    stated_until: date | None
    note: str
    rows: tuple[Row, ...] = ()
    kept: int = 0

    @property
    def known_until(self) -> date | None:
        """Tell up to which day the table is known; none while it has no row."""
        if not self.rows:
            return None
        newest = self.rows[-1].date_from
        ends = date(newest.year, 6, 30) if newest.month < 7 else date(newest.year, 12, 31)
        return max(ends if self.by_half_year else newest, self.stated_until or newest)

    def at(self, on: date) -> Row:
        """Find the row in force on a day. Raises UserError `rate_unknown` where the table begins later or is empty."""
        found = bisect_right(self.rows, on, key=lambda row: row.date_from)
        if not found:
            begins = f"begins on {self.rows[0].date_from}" if self.rows else "is empty"
            raise UserError(
                "rate_unknown",
                f"No rate is known for {on}: the table {self.name} ({self.title}) {begins}",
                f"Add rows with `dunwell rates import FILE`{'' if self.unit == 'index' else ', or give --rate'}",
                field="date",
                value=on,
            )
        return self.rows[found - 1]

    def within(self, first: date, last: date) -> tuple[Row, ...]:
        """List the rows that begin on days from first to last, both of them."""
        begin = bisect_right(self.rows, first, key=lambda row: row.date_from)
        end = bisect_right(self.rows, last, key=lambda row: row.date_from)
        on_the_day = self.rows[begin - 1 : begin] if begin and self.rows[begin - 1].date_from == first else ()
        return (*on_the_day, *self.rows[begin:end])

    def is_known(self, on: date) -> bool:
        """Tell whether the table says what holds on a day, or only its last row can be taken."""
        return self.known_until is not None and on <= self.known_until


Tables = Mapping[str, Table]


@cache
def shipped_tables() -> Tables:
    """Read the tables that come with the product."""
    return {row["table"]: _shipped(row) for row in shipped_rows("rate_tables.csv")}


def with_rows(table: Table, rows: Iterable[Row], known_until: date | None = None) -> Table:
    """Lay newer rows over a table: one of the same date takes the place of the shipped one.

    A row that only repeats a shipped one, and that no lawyer has checked, adds nothing: the shipped source stays.
    `known_until` may move the day up to which a table is known forward, and never back.
    """
    merged = {row.date_from: row for row in table.rows}
    added = [row for row in rows if row.date_from not in merged or _says_more(row, merged[row.date_from])]
    merged |= {row.date_from: row for row in added}
    stated = max((each for each in (table.stated_until, known_until) if each), default=None)
    return replace(
        table, rows=tuple(merged[on] for on in sorted(merged)), kept=table.kept + len(added), stated_until=stated
    )


def _says_more(row: Row, than: Row) -> bool:
    return row.value != than.value or row.evidence.verified_by is not None


def percent(row: Row) -> Fraction:
    """Give a row's value exactly."""
    return Fraction(row.value)


def half_year_start(on: date) -> date:
    """Give 1 January or 1 July, whichever came last."""
    return date(on.year, 1 if on.month < 7 else 7, 1)


def next_half_year(on: date) -> date:
    """Give 1 January or 1 July, whichever comes next."""
    return date(on.year, 7, 1) if on.month < 7 else date(on.year + 1, 1, 1)


def _shipped(row: Mapping[str, str]) -> Table:
    return Table(
        name=row["table"],
        title=row["title"],
        unit=row["unit"],
        by_half_year=row["changes"] == "half_year",
        stated_until=date.fromisoformat(row["known_until"]) if row["known_until"] else None,
        note=row["note"],
        rows=tuple(_rows(shipped_rows(f"rate_tables/{row['table']}.csv"), row["unit"])),
    )


def _rows(rows: list[dict[str, str]], unit: str) -> Iterable[Row]:
    name = "index" if unit == "index" else "rate_percent"
    for row in rows:
        yield Row(date.fromisoformat(row["date_from"]), Decimal(row[name]), evidence(row))
