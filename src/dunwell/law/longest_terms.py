"""The longest payment terms that a law allows, as dated data (`longest_terms.csv`). A longer one is a warning."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from dunwell.domain.terms import Terms, due_date
from dunwell.law.evidence import Evidence, evidence, shipped_rows
from dunwell.law.regimes import regime_for

_LONGEST_MONTH = date(2026, 1, 1)  # January: terms by month's ends are longest for an invoice of a first day


@dataclass(frozen=True, slots=True)
class LongestTerm:
    """So many days at most between businesses, or for a public debtor; `evidence` says where it stands."""

    law: str
    debtor: str
    days: int
    valid_from: date
    evidence: Evidence


def too_long(law: str, debtor: str, terms: Terms, on: date) -> LongestTerm | None:
    """Tell which limit of a law terms pass over; None where they fit, or no limit is known. Consumers have none.

    Members of the euro area without a row of their own have the floor of the Directive. Terms that count from a
    month's end are measured from its first day, the longest that they can be.
    """
    country = law.upper().split("-")[0]
    own = _limit(country, debtor, on)
    regime = regime_for(country, "business", "EUR", on)
    limit = own or (_limit("EU", debtor, on) if regime and regime.name == "EU" else None)
    longest = (due_date(terms, _LONGEST_MONTH) - _LONGEST_MONTH).days
    return limit if limit and longest > limit.days else None


def warning_of(law: str, debtor: str, terms: Terms, on: date) -> str:
    """Say in a sentence that terms are too long for a law, with its source; empty where they are not."""
    limit = too_long(law, debtor, terms, on)
    if limit is None:
        return ""
    note = f" {limit.evidence.note}." if limit.evidence.note else ""
    return f"Terms of more than {limit.days} days are not safe under {law}: {limit.evidence.source}.{note}"


def _limit(law: str, debtor: str, on: date) -> LongestTerm | None:
    rows = [row for row in longest_terms() if (row.law, row.debtor) == (law, debtor) and row.valid_from <= on]
    return rows[-1] if rows else None


@cache
def longest_terms() -> tuple[LongestTerm, ...]:
    """Read the table, in its order."""
    return tuple(
        LongestTerm(row["law"], row["debtor"], int(row["days"]), date.fromisoformat(row["valid_from"]), evidence(row))
        for row in shipped_rows("longest_terms.csv")
    )
