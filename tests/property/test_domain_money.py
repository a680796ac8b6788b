"""What must always hold of money."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.money import CURRENCIES, format_amount, half_up, parse_amount, percent_of

AMOUNTS = st.integers(-(10**15), 10**15)
NOT_ZERO = st.integers(-(10**6), 10**6).filter(bool)


@given(AMOUNTS, st.sampled_from(sorted(CURRENCIES)))
def test_what_is_written_is_read_back(minor: int, currency: str) -> None:
    text, code = format_amount(minor, currency).split()
    assert (parse_amount(text, code), code) == (minor, currency)


@given(AMOUNTS, NOT_ZERO)
def test_rounding_misses_by_half_at_most(above: int, below: int) -> None:
    assert abs(half_up(above, below) - Fraction(above, below)) <= Fraction(1, 2)


@given(AMOUNTS, NOT_ZERO)
def test_rounding_mirrors_the_sign(above: int, below: int) -> None:
    assert half_up(-above, below) == -half_up(above, below) == half_up(above, -below)


@given(AMOUNTS, st.integers(0, 100))
def test_a_part_and_the_rest_make_the_whole_within_one_unit(minor: int, percent: int) -> None:
    rest = percent_of(minor, str(percent)) + percent_of(minor, str(100 - percent)) - minor
    assert abs(rest) <= 1
