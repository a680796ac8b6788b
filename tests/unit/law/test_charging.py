"""Costs that a law gives beside interest: once for a claim, in the law's own currency, by its own scale."""

from dataclasses import replace
from datetime import date

import pytest

from dunwell.law.charging import LateClaim, collection_lines, compensation_line, interest_lines, regime_of
from dunwell.law.rates import shipped_tables

ON = date(2026, 3, 1)
CLAIM = LateClaim(7, "EUR", date(2025, 12, 31), 100_000)


@pytest.mark.parametrize(
    ("law", "kind", "claim", "minor"),
    [
        ("NL", "business", CLAIM, 4_000),
        ("AT", "business", CLAIM, 4_000),
        ("IE", "business", CLAIM, 4_000),
        ("IE", "business", replace(CLAIM, amount_minor=500_000), 7_000),
        ("GB", "business", replace(CLAIM, currency="GBP"), 7_000),
        ("GB", "business", CLAIM, None),
        ("NL", "consumer", CLAIM, None),
        ("CH", "business", replace(CLAIM, currency="CHF"), None),
        ("NL", "business", replace(CLAIM, compensated=True), None),
        ("RO", "business", replace(CLAIM, currency="RON"), None),
    ],
)
def test_the_fixed_sum_of_a_law(law: str, kind: str, claim: LateClaim, minor: int | None) -> None:
    line = compensation_line(law, kind, claim)
    assert (line.amount_minor if line else None) == minor


def test_the_scale_is_applied_to_the_sum_of_the_claims_and_each_bears_it_once() -> None:
    claims = [CLAIM, replace(CLAIM, claim_id=8, amount_minor=200_000), replace(CLAIM, claim_id=9, compensated=True)]
    lines = collection_lines("NL", "consumer", claims, ON)
    # 15 percent of 2,500.00 and 10 percent of 500.00.
    assert [(line.claim_id, line.amount_minor, line.base_minor) for line in lines] == [
        (7, 42_500, 300_000),
        (8, 0, 200_000),
    ]
    assert collection_lines("DE", "consumer", claims, ON) == []
    assert collection_lines("NL", "consumer", [replace(CLAIM, currency="USD")], ON) == []


def test_a_rate_that_is_not_known_gives_nothing_yet() -> None:
    rials = replace(CLAIM, currency="IRR")
    regime = regime_of("IR", "business", rials)
    assert regime is not None
    assert interest_lines(regime, rials, ON, shipped_tables()) == []


def test_a_rate_used_past_its_last_known_day_is_flagged() -> None:
    regime = regime_of("NL", "business", CLAIM)
    assert regime is not None
    lines = interest_lines(regime, CLAIM, date(2027, 3, 1), shipped_tables())
    assert [line.last_known for line in lines][-1]
    assert not lines[0].last_known
