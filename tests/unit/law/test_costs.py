"""Compensation and costs of collection, each step and each bound of the tables."""

from datetime import date
from fractions import Fraction

import pytest

from dunwell.domain.errors import UserError
from dunwell.law.costs import What, costs, statutory_costs
from dunwell.law.evidence import MARKS


@pytest.mark.parametrize(
    ("law", "currency", "principal", "total"),
    [
        ("EU", "EUR", 1, 4000),
        ("DE", "USD", 1_000_000, 4000),
        ("FR", "EUR", 1_000_000, 4000),
        ("RO", "RON", 1_000_000, 4000),
        ("RS", "RSD", 1, 2_000_000),
        ("GB", "GBP", 99_999, 4000),
        ("GB", "GBP", 100_000, 7000),
        ("GB", "GBP", 999_999, 7000),
        ("GB", "GBP", 1_000_000, 10_000),
        ("IE", "EUR", 100_000, 4000),
        ("IE", "EUR", 100_001, 7000),
        ("IE", "EUR", 1_000_000, 7000),
        ("IE", "EUR", 1_000_001, 10_000),
        ("NL", "EUR", 0, 0),
        ("NL", "EUR", 10_000, 4000),
        ("NL", "EUR", 26_667, 4000),
        ("NL", "EUR", 26_670, 4001),
        ("NL", "EUR", 20_000_000, 277_500),
        ("NL", "EUR", 200_000_000, 677_500),
    ],
)
def test_what_a_business_owes_beside_interest(law: str, currency: str, principal: int, total: int) -> None:
    found = statutory_costs(law, "business", principal, currency)
    assert found.total_minor == total
    assert statutory_costs(law, "public", principal, currency).total_minor == total


def test_the_parts_add_up_and_compensation_counts_towards_collection() -> None:
    found = statutory_costs("NL", "business", 300_000, "EUR")
    assert [(part.what.value, part.why, part.amount_minor) for part in found.parts] == [
        ("compensation", "fixed", 4000),
        ("collection", "slice", 37_500),
        ("collection", "slice", 5_000),
    ]
    assert (found.of(What.COMPENSATION), found.of(What.COLLECTION), found.total_minor) == (4000, 42_500, 42_500)


def test_minimum_maximum_and_vat_are_parts_of_their_own() -> None:
    small = statutory_costs("NL", "consumer", 10_000, "EUR", vat_percent=Fraction(21))
    assert [(part.why, part.amount_minor) for part in small.parts] == [("slice", 1500), ("minimum", 2500), ("vat", 840)]
    large = statutory_costs("NL", "consumer", 200_000_000, "EUR")
    assert large.parts[-1].why == "maximum"
    assert large.parts[-1].amount_minor < 0


@pytest.mark.parametrize(
    ("law", "kind", "principal", "currency", "code"),
    [
        ("CH", "business", 1, "CHF", "no_costs_known"),
        ("DE", "consumer", 1, "EUR", "no_costs_known"),
        ("GB", "business", 1, "EUR", "wrong_currency"),
        ("NL", "consumer", 1, "USD", "wrong_currency"),
        ("NL", "consumer", -1, "EUR", "principal_negative"),
    ],
)
def test_what_is_not_known_is_refused(law: str, kind: str, principal: int, currency: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        statutory_costs(law, kind, principal, currency)
    assert refused.value.code == code


def test_before_its_first_day_a_law_gave_nothing() -> None:
    with pytest.raises(UserError, match="No compensation"):
        statutory_costs("DE", "business", 1, "EUR", on=date(2014, 7, 28))
    assert statutory_costs("DE", "business", 1, "EUR", on=date(2014, 7, 29)).total_minor == 4000


def test_each_row_has_evidence() -> None:
    assert all(rule.evidence.source and rule.evidence.mark in MARKS for rule in costs())
