"""When a claim can no longer be enforced: periods of limitation by law and kind of debtor, as dated data.

The table is `limitation.csv` with the evidence of each row (`dunwell.law.evidence`). What interrupts or suspends a
period is not looked at, so the true day is never earlier for that reason: warnings come in time, and counsel reckons
anew. A law without a row gives nothing. This is no legal advice.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from dunwell.law.evidence import Evidence, evidence, shipped_rows


@dataclass(frozen=True, slots=True)
class Period:
    """A row of the table. begins: due_date, or year_end for the end of the year of the due date."""

    law: str
    kind: str
    years: int
    begins: str
    valid_from: date
    evidence: Evidence

    def ends(self, due: date) -> date:
        """Give the last day on which a claim that was due on a day can be enforced."""
        begins = date(due.year, 12, 31) if self.begins == "year_end" else due
        try:
            return begins.replace(year=begins.year + self.years)
        except ValueError:  # 29 February
            return date(begins.year + self.years, 2, 28)


def limitation(law: str, kind: str, due: date) -> Period | None:
    """Find the period for a claim under a law (ISO 3166, also a state's) against a kind of debtor.

    Public debtors count as business. A row for the kind goes before one for any; none where the law has no row.
    """
    debtor = "consumer" if kind == "consumer" else "business"
    rows = [row for row in periods_of(law) if row.kind in (debtor, "any")]
    valid = [row for row in rows if row.valid_from <= due] or rows
    return max(valid, key=lambda row: (row.kind == debtor, row.valid_from), default=None)


def periods_of(law: str) -> tuple[Period, ...]:
    """List the periods of a law, for whatever kind of debtor."""
    name = {"UK": "GB"}.get(law.upper(), law.upper())
    return tuple(row for row in _periods() if row.law in (name, name.split("-")[0]))


@cache
def _periods() -> tuple[Period, ...]:
    return tuple(
        Period(
            row["law"],
            row["kind"],
            int(row["years"]),
            row["begins"],
            date.fromisoformat(row["valid_from"]),
            evidence(row),
        )
        for row in shipped_rows("limitation.csv")
    )
