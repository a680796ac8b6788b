"""What tax law makes of a claim that is written off, as a note for the books, by the company's country.

The table is `bad_debts.csv` with the evidence of each row. A country without a row gives nothing: then nobody here
knows. This is no tax advice.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from dunwell.domain.calendars import add_month
from dunwell.law.evidence import Evidence, evidence, shipped_rows


@dataclass(frozen=True, slots=True)
class TaxNote:
    """A row of the table. wait_months: after the due date, where from is due_date; else when the loss is certain."""

    law: str
    wait_months: int
    counted_from: str
    evidence: Evidence

    def claimable_on(self, due: date) -> date | None:
        """Give the day from which the tax can be claimed back by time alone; none where time alone does not do."""
        if self.counted_from != "due_date":
            return None
        on = due
        for _ in range(self.wait_months):
            on = add_month(on)
        return on


def tax_note(country: str) -> TaxNote | None:
    """Find the note for a country (ISO 3166), if one is known."""
    return _notes().get({"UK": "GB"}.get(country.upper(), country.upper()))


@cache
def _notes() -> dict[str, TaxNote]:
    rows = shipped_rows("bad_debts.csv")
    return {row["law"]: TaxNote(row["law"], int(row["wait_months"]), row["from"], evidence(row)) for row in rows}
