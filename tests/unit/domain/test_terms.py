"""Payment terms as people write them, and the due date that follows."""

from datetime import date
from decimal import Decimal

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.terms import (
    Discount,
    DiscountRefusal,
    Share,
    Terms,
    TermsKind,
    due_date,
    early_payment,
    instalments,
)
from dunwell.domain.terms_reading import parse_terms

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
        ("2/10 net 30", Terms(NET, 30, (Discount(Decimal(2), 10),)), "2026-03-12"),
        ("2.5% / 10, n/30", Terms(NET, 30, (Discount(Decimal("2.5"), 10),)), "2026-03-12"),
        ("3/5, 2/10, net 30", Terms(NET, 30, (Discount(Decimal(3), 5), Discount(Decimal(2), 10))), "2026-03-12"),
        ("net 30 from receipt", Terms(NET, 30, from_receipt=True), "2026-03-12"),
        ("net 45 then end of month", Terms(TermsKind.THEN_END_OF_MONTH, 45), "2026-03-31"),
        ("15th of next month", Terms(TermsKind.FIXED_DAY, day_of_month=15), "2026-03-15"),
        ("on the 31st of the next month", Terms(TermsKind.FIXED_DAY, day_of_month=31), "2026-03-31"),
        ("2/10 eom", Terms(END, 0, (Discount(Decimal(2), 10),)), "2026-02-28"),
        (
            "50% net 30 and 50% net 60",
            Terms(TermsKind.INSTALMENTS, shares=(Share(Decimal(50), 30), Share(Decimal(50), 60))),
            "2026-04-11",
        ),
        (
            "40% on 2026-03-31, 60% on 2026-06-30",
            Terms(
                TermsKind.INSTALMENTS,
                shares=(Share(Decimal(40), on=date(2026, 3, 31)), Share(Decimal(60), on=date(2026, 6, 30))),
            ),
            "2026-06-30",
        ),
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
        "2/10 3/5 net 30",
        "2/10 prepay",
        "0/10 net 30",
        "50% net 30 and 40% net 60",
        "50% on 2026-02-30 and 50% net 60",
        "0th of next month",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="net 30") as caught:
        parse_terms(text)
    assert (caught.value.code, caught.value.value) == ("unknown_terms", text)


def test_terms_from_receipt_count_from_that_day() -> None:
    terms = parse_terms("net 30 from receipt")
    assert due_date(terms, date(2026, 2, 10), received_on=date(2026, 2, 20)) == date(2026, 3, 22)


@pytest.mark.parametrize(
    ("minor", "parts"),
    [(10_000, [3_333, 3_333, 3_334]), (1, [1]), (100, [33, 33, 34]), (99_999, [33_330, 33_329, 33_340])],
)
def test_instalments_add_up(minor: int, parts: list[int]) -> None:
    terms = parse_terms("33.33% net 30, 33.33% net 60, 33.34% net 90")
    cut = instalments(terms, date(2026, 1, 31), minor)
    assert sum(part for _, part in cut) == minor
    if minor > 1_000 and minor != 99_999:
        assert [part for _, part in cut] == parts
    assert instalments(parse_terms("net 30"), date(2026, 1, 31), minor) == [(date(2026, 3, 2), minor)]


@pytest.mark.parametrize(
    ("paid", "on", "tolerance", "answer"),
    [
        (98_00, "2026-01-11", 0, (2_00, None)),
        (98_01, "2026-01-11", 0, (1_99, None)),
        (98_00, "2026-01-12", 0, (0, DiscountRefusal.LATE)),
        (97_99, "2026-01-11", 0, (0, DiscountRefusal.SHORT)),
        (97_99, "2026-01-11", 1, (2_01, None)),
        (97_00, "2026-01-06", 0, (3_00, None)),
        (97_00, "2026-01-07", 0, (0, DiscountRefusal.LATE)),
        (50_00, "2026-01-05", 0, None),
        (100_00, "2026-01-05", 0, None),
        (98_00, "2026-03-01", 0, (0, DiscountRefusal.LATE)),
    ],
)
def test_a_rest_is_a_discount_within_its_window_and_tolerance(
    paid: int, on: str, tolerance: int, answer: tuple[int, DiscountRefusal | None] | None
) -> None:
    terms = parse_terms("3/5 2/10 net 30")
    found = early_payment(terms, date(2026, 1, 1), 100_00, paid, date.fromisoformat(on), tolerance)
    assert (found and (found.minor, found.refusal)) == answer
