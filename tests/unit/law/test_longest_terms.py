"""Terms that are too long for a law are named, with the source; shorter ones, and consumers', are not."""

from datetime import date

import pytest

from dunwell.domain.terms_reading import parse_terms
from dunwell.law.longest_terms import longest_terms, too_long, warning_of

ON = date(2026, 4, 20)


@pytest.mark.parametrize(
    ("law", "debtor", "terms", "days"),
    [
        ("NL", "business", "net 60", None),
        ("NL", "business", "net 61", 60),
        ("NL", "public", "net 45", 30),
        ("NL", "consumer", "net 365", None),
        ("AT", "business", "net 90", 60),
        ("RS", "public", "net 60", 45),
        ("FR", "business", "net 45 then end of month", None),
        ("DE", "business", "end of month + 45", 60),
        ("US", "business", "net 365", None),
    ],
)
def test_the_limit_of_a_law(law: str, debtor: str, terms: str, days: int | None) -> None:
    found = too_long(law, debtor, parse_terms(terms), ON)
    assert (found.days if found else None) == days


def test_a_warning_names_the_source() -> None:
    assert "BW 6:119a(5)" in warning_of("NL", "business", parse_terms("net 90"), ON)
    assert warning_of("NL", "business", parse_terms("net 30"), ON) == ""
    assert all(row.evidence.source and row.evidence.mark in "TSDM" for row in longest_terms())
