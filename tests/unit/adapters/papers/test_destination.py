"""A letter that goes abroad names the country where the post looks for it; one at home does not."""

import pytest

from dunwell.adapters.papers.page_data import destination
from dunwell.domain.papers import Debtor

CASES = [
    ("NL", "DE", (), ("GERMANY",)),
    ("NL", "NL", (), ()),
    ("NL", "", (), ()),
    ("", "DE", (), ()),
    ("NL", "DE", ("Hauptstr. 1", "10115 Berlin", "Deutschland"), ()),
    ("NL", "DE", ("Hauptstr. 1", "10115 Berlin", "GERMANY"), ()),
    ("NL", "XX", (), ()),
]


@pytest.mark.parametrize(("sent_from", "country", "lines", "expected"), CASES)
def test_the_country_of_a_letter(
    sent_from: str, country: str, lines: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert destination(sent_from, Debtor("Acme", address=lines, country=country)) == expected
