"""What each regime makes of the shipped rates, worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.interest_days import DaysCounted
from dunwell.domain.money import half_up
from dunwell.law.evidence import Evidence
from dunwell.law.moratoria import Debtors
from dunwell.law.rates import Row, shipped_tables, with_rows
from dunwell.law.regimes import regime_named
from dunwell.law.statutory import Claim, Repayment, statutory_growth, statutory_interest

CASES = [
    # regime, principal, due, paid, percents of the parts, total
    ("NL", 500_000, date(2025, 1, 1), date(2026, 4, 1), ["11.15", "10.15", "10.15"], 67_061),
    ("NL-CONSUMER", 100_000, date(2025, 12, 1), date(2026, 1, 30), ["6", "4"], 822),
    ("RO", 1_000_000, date(2024, 6, 30), date(2024, 12, 31), ["15"], 75_616),
    ("RO", 1_000_000, date(2024, 6, 30), date(2025, 1, 10), ["15", "14.5"], 79_589),
    ("RS", 10_000_000, date(2023, 1, 1), date(2023, 3, 1), ["13", "13.25", "13.5"], 214_932),
    ("RS-EUR", 100_000, date(2025, 3, 31), date(2025, 5, 10), ["10.65", "10.4"], 1_155),
    ("RU", 10_000_000, date(2023, 12, 20), date(2024, 1, 10), ["16", "16"], 91_935),
    ("RU-44-FZ", 50_000_000, date(2025, 6, 1), date(2025, 6, 11), ["20"], 333_333),
    ("DE", 1_000_000, date(2025, 6, 20), date(2025, 7, 10), ["11.27", "10.27"], 5_901),
    ("DE", 1_000_000, date(2014, 5, 31), date(2014, 6, 30), ["7.37"], 6_058),
    ("DE-CONSUMER", 1_000_000, date(2025, 7, 1), date(2025, 7, 31), ["6.27"], 5_153),
    ("FR", 100_000, date(2025, 6, 30), date(2025, 7, 10), ["12.15"], 333),
    ("GB", 100_000, date(2024, 6, 15), date(2024, 12, 15), ["13.25"], 6_643),
    ("IE", 100_000, date(2024, 5, 31), date(2025, 2, 1), ["11.15"], 7_515),
    ("CH", 100_000, date(2026, 1, 1), date(2026, 1, 20), ["5"], 264),
    ("EU", 100_000, date(2025, 6, 30), date(2025, 7, 10), ["10.15"], 278),
]


@pytest.mark.parametrize(("name", "principal", "due", "paid", "percents", "total"), CASES)
def test_a_regime_binds_its_rates(
    name: str, principal: int, due: date, paid: date, percents: list[str], total: int
) -> None:
    regime = regime_named(name, on=due)
    found = statutory_interest(regime, Claim(principal, due, paid), shipped_tables())
    assert [part.percent for part in found.parts] == [Fraction(each) for each in percents]
    assert found.total_minor == total
    grown = principal * statutory_growth(regime, due, paid, shipped_tables())
    assert half_up(*grown.as_integer_ratio()) == total


@pytest.mark.parametrize(
    ("name", "known", "after"),
    [
        ("NL", date(2026, 12, 31), 1),
        ("RU", date(2026, 10, 1), 1),
        ("RO", date(2026, 6, 30), 1),
        ("IE", date(2026, 12, 31), 1),
    ],
)
def test_past_the_last_known_day_the_last_rate_is_used_and_flagged(name: str, known: date, after: int) -> None:
    regime = regime_named(name)
    begin = date(2026, 6, 1)
    just = statutory_interest(regime, Claim(100_000, begin, known), shipped_tables())
    assert not just.rate_is_last_known
    late = statutory_interest(regime, Claim(100_000, begin, date(2027, 2, 1)), shipped_tables())
    assert late.rate_is_last_known
    assert [part.rate_is_last_known for part in late.parts][-after:] == [True] * after


def test_a_rate_fixed_at_the_start_stays_known_however_late_the_payment() -> None:
    claim = Claim(100_000, date(2026, 6, 1), date(2028, 1, 1))
    assert not statutory_interest(regime_named("GB"), claim, shipped_tables()).rate_is_last_known


def test_a_rate_by_hand_takes_the_place_of_the_law_s() -> None:
    claim = Claim(100_000, date(2026, 1, 1), date(2026, 12, 31), percent=Fraction(2))
    assert statutory_interest(regime_named("US"), claim, shipped_tables()).total_minor == 1995


def test_a_part_payment_bears_up_to_its_own_day() -> None:
    claim = Claim(100_000, date(2026, 1, 1), date(2026, 3, 2), (Repayment(date(2026, 1, 31), 40_000),))
    found = statutory_interest(regime_named("NL"), claim, shipped_tables())
    assert [(part.days, part.base_minor, part.amount_minor) for part in found.parts] == [
        (30, 100_000, 834),
        (30, 60_000, 501),
    ]
    before = replace(regime_named("NL"), counted=DaysCounted.AFTER_DUE_BEFORE_PAYMENT)
    assert [part.days for part in statutory_interest(before, claim, shipped_tables()).parts] == [29, 30]


def test_what_was_paid_by_the_due_date_never_bears() -> None:
    claim = Claim(100_000, date(2026, 1, 1), date(2026, 1, 31), (Repayment(date(2025, 12, 1), 40_000),))
    assert [part.base_minor for part in statutory_interest(regime_named("NL"), claim, shipped_tables()).parts] == [
        60_000
    ]


@pytest.mark.parametrize(
    ("due", "debtor", "idle"),
    [
        (date(2022, 3, 1), Debtors.ALL, 184),
        (date(2022, 3, 1), Debtors.NONE, 0),
        (date(2022, 4, 1), Debtors.ALL, 0),
        (date(2020, 3, 1), Debtors.ALL, 184),
        (date(2020, 3, 1), Debtors.LISTED, 184 + 277),
    ],
)
def test_moratoria_stop_interest(due: date, debtor: Debtors, idle: int) -> None:
    claim = Claim(100_000, due, date(2022, 12, 1), debtor=debtor)
    found = statutory_interest(regime_named("RU"), claim, shipped_tables())
    assert sum(part.days for part in found.parts) - found.days == idle


def test_the_loss_in_value_by_an_index_that_was_imported() -> None:
    rows = [
        Row(date(year, 3, 21), Decimal(value), Evidence("S", "table")) for year, value in ((2022, 100), (2023, 140))
    ]
    tables = dict(shipped_tables())
    tables["ir_annual_index"] = with_rows(tables["ir_annual_index"], rows)
    claim = Claim(100_000, date(2022, 6, 1), date(2023, 6, 1))
    found = statutory_interest(regime_named("IR"), claim, tables)
    assert (found.total_minor, found.parts[0].percent, found.rate_is_last_known) == (40_000, Fraction(40), True)
    with pytest.raises(UserError, match="knows no rate"):
        statutory_interest(regime_named("IR"), replace(claim, percent=Fraction(5)), tables)


@pytest.mark.parametrize(
    ("name", "claim", "code"),
    [
        ("US", Claim(1, date(2026, 1, 1), date(2026, 2, 1)), "rate_missing"),
        ("US-FED", Claim(1, date(2026, 1, 1), date(2026, 2, 1)), "rate_unknown"),
        ("RS", Claim(1, date(2014, 1, 1), date(2014, 2, 1)), "rate_unknown"),
        ("IR", Claim(1, date(2026, 1, 1), date(2026, 2, 1)), "rate_unknown"),
        ("NL", Claim(-1, date(2026, 1, 1), date(2026, 2, 1)), "principal_negative"),
        ("NL", Claim(1, date(2026, 1, 1), date(2026, 2, 1), (Repayment(date(2026, 1, 5), 2),)), "too_much"),
    ],
)
def test_what_cannot_be_worked_out_is_said_with_a_way_out(name: str, claim: Claim, code: str) -> None:
    with pytest.raises(UserError) as refused:
        statutory_interest(regime_named(name), claim, shipped_tables())
    assert refused.value.code == code
    assert refused.value.way_out
