"""Periods of limitation and notes on tax, by law: worked days, and what is not known."""

from datetime import date

import pytest

from dunwell.law.bad_debts import tax_note
from dunwell.law.limitation import limitation


@pytest.mark.parametrize(
    ("law", "kind", "due", "last"),
    [
        ("NL", "business", date(2024, 2, 29), date(2029, 2, 28)),
        ("DE", "business", date(2024, 3, 1), date(2027, 12, 31)),
        ("UK", "business", date(2024, 3, 1), date(2030, 3, 1)),
        ("FR", "consumer", date(2024, 3, 1), date(2026, 3, 1)),
        ("FR", "public", date(2024, 3, 1), date(2029, 3, 1)),
        ("BE", "consumer", date(2024, 3, 1), date(2025, 3, 1)),
        ("RS", "business", date(2024, 3, 1), date(2027, 3, 1)),
    ],
)
def test_the_last_day(law: str, kind: str, due: date, last: date) -> None:
    period = limitation(law, kind, due)
    assert period is not None
    assert period.ends(due) == last
    assert period.evidence.source


def test_a_law_without_a_row_gives_nothing() -> None:
    assert limitation("IR", "business", date(2024, 1, 1)) is None
    assert tax_note("IR") is None


def test_tax_that_comes_back_by_time_and_by_certainty() -> None:
    dutch, german = tax_note("NL"), tax_note("DE")
    assert dutch is not None
    assert german is not None
    assert dutch.claimable_on(date(2026, 1, 31)) is not None
    assert dutch.claimable_on(date(2025, 3, 15)) == date(2026, 3, 15)
    assert german.claimable_on(date(2026, 1, 31)) is None
