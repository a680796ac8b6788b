"""Where the window of an envelope is, by the country that writes: `windows.csv`, each row with its source.

Where a country has no row, and for tables of its own, DIN 5008 form B holds. Knows no address.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

USUAL = "DE"
_TABLE = Path(__file__).with_name("windows.csv")


@dataclass(frozen=True, slots=True)
class Window:
    """A window in millimetres from the upper left corner of the sheet; `mark` as in `dunwell.law.evidence`."""

    side: str
    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    mark: str
    source: str


def window_of(country: str) -> Window:
    """Give the usual window of a country, as ISO 3166 has it; that of DIN 5008 where none is known."""
    known = windows()
    return known.get(country.upper(), known[USUAL])


@cache
def windows() -> dict[str, Window]:
    """Read the table, by country."""
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {
            row["country"]: Window(
                side=row["side"],
                left_mm=float(row["left_mm"]),
                top_mm=float(row["top_mm"]),
                width_mm=float(row["width_mm"]),
                height_mm=float(row["height_mm"]),
                mark=row["mark"],
                source=row["source"],
            )
            for row in csv.DictReader(rows)
        }
