"""Payment terms as people write them, and the due date that follows."""

from datetime import date
from decimal import Decimal

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.terms import Terms, TermsKind, due_date, parse_terms

NET, PREPAID, END = TermsKind.NET, TermsKind.PREPAID, TermsKind.END_OF_MONTH


@pytest.mark.parametrize(
    ("text", "terms", "due"),
    [
        ("net 30", Terms(NET, 30), "2026-03-12"),
        ("NET30", Terms(NET, 30), "2026-03-12"),
        ("n/30", Terms(NET, 30), "2026-03-12"),
        ("30", Terms(NET, 30), "2026-03-12"),
        ("30 days", Terms(NET, 30), "2026-03-12"),
        (" Net  30  Days. ", Terms(NET, 30), "2026-03-12"),
        ("net 0", Terms(NET, 0), "2026-02-10"),
        ("due on receipt", Terms(NET, 0), "2026-02-10"),
        ("Immediate", Terms(NET, 0), "2026-02-10"),
        ("prepay", Terms(PREPAID), "2026-02-10"),
        ("cash in advance", Terms(PREPAID), "2026-02-10"),
        ("eom", Terms(END), "2026-02-28"),
        ("end of month", Terms(END), "2026-02-28"),
        ("eom 30", Terms(END, 30), "2026-03-30"),
        ("end of month + 30", Terms(END, 30), "2026-03-30"),
        ("EOM+30 days", Terms(END, 30), "2026-03-30"),
        ("2/10 net 30", Terms(NET, 30, Decimal(2), 10), "2026-03-12"),
        ("2.5% / 10, n/30", Terms(NET, 30, Decimal("2.5"), 10), "2026-03-12"),
    ],
)
def test_terms_are_read(text: str, terms: Terms, due: str) -> None:
    assert parse_terms(text) == terms
    assert due_date(terms, date(2026, 2, 10)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "net",
        "net 30 eom",
        "30 eom",
        "end of month or so",
        "2/10",
        "2/40 net 30",
        "net -30",
        "net 9999",
        "net 366",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="net 30") as caught:
        parse_terms(text)
    assert (caught.value.code, caught.value.value) == ("unknown_terms", text)
