"""How good the evidence for a row of legal data is, and reading the tables that carry it.

Marks: T the text of the law was seen, S a secondary source, D derived from one, M from memory. Of each row
`verified_by` names the lawyer who has checked it, where one has. This is no legal advice. The module knows no law.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

MARKS = {"T": "the text was seen", "S": "a secondary source", "D": "derived", "M": "from memory"}
DOUBTFUL = frozenset("DM")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a row stands, how good that is, and who has checked it."""

    mark: str
    source: str
    note: str = ""
    verified_by: str | None = None

    @property
    def doubtful(self) -> bool:
        """Tell whether nobody has checked a row that was derived or remembered."""
        return self.mark in DOUBTFUL and not self.verified_by

    def as_facts(self) -> dict[str, object]:
        """Give the evidence as plain values."""
        return {
            "mark": self.mark,
            "doubtful": self.doubtful,
            "verified_by": self.verified_by,
            "source": self.source,
            "note": self.note,
        }


def evidence(row: Mapping[str, str]) -> Evidence:
    """Read the evidence of a row of a table."""
    return Evidence(row["mark"], row["source"], row.get("note") or "", row["verified_by"] or None)


def shipped_rows(name: str) -> list[dict[str, str]]:
    """Read the rows of a table that comes with the product, such as `regimes.csv`."""
    place = files("dunwell.law")
    for part in name.split("/"):
        place = place / part
    return list(csv.DictReader(place.read_text(encoding="utf-8").splitlines()))
