"""How long books and notes are kept, by country. The numbers stand in retention.csv with their sources.

Books: invoices, payments, messages as sent. Notes: what was heard and said, people and addresses; of no use once the
claim is settled and time-barred. Does not know whether anything is still open.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

BOOKS, NOTES = "books", "notes"
LONGEST = 10  # years, where nothing is known of a country: rather too long than too short


@dataclass(frozen=True, slots=True)
class Retention:
    """So many years for a kind of record in a country, and how well that is known.

    T: seen, S: of a secondary source, M: from memory.
    """

    country: str
    kind: str
    years: int
    evidence: str
    source: str


@cache
def retentions() -> tuple[Retention, ...]:
    """Read the table."""
    text = (files("dunwell.law") / "retention.csv").read_text(encoding="utf-8")
    return tuple(
        Retention(row["country"], row["kind"], int(row["years"]), row["evidence"], row["source"])
        for row in csv.DictReader(text.splitlines())
    )


def kept_until(country: str, kind: str, last_day: date) -> date:
    """Give the last day on which a record is kept: so many years from the end of the year of its last day."""
    years = next((each.years for each in retentions() if (each.country, each.kind) == (country, kind)), LONGEST)
    return date(last_day.year + years, 12, 31)
