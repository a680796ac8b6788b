"""What must always hold of interest, whatever the law, the days and the money."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from dunwell.domain.interest import growth, interest, undated_interest
from dunwell.domain.interest_days import DayBasis, count_days
from dunwell.domain.interest_parts import Balance, Compounding, Exclusion, Method, Rate, Rounding
from dunwell.domain.money import half_up
from dunwell.law.rates import shipped_tables
from dunwell.law.regimes import Regime, regimes
from dunwell.law.statutory import Claim, Repayment, statutory_growth, statutory_interest

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 1500)).map(lambda each: (each[0], each[0] + timedelta(each[1])))
AMOUNTS = st.integers(0, 10**12)
PERCENTS = st.integers(-200, 4000).map(lambda each: Fraction(each, 100))
BASES = st.sampled_from(DayBasis)
METHODS = st.builds(Method, BASES, st.sampled_from(Compounding), st.sampled_from(Rounding))
SIMPLE = st.builds(Method, BASES)


@st.composite
def rates(draw: st.DrawFn) -> list[Rate]:
    """Draw rates that hold from before all days on, and change now and then."""
    changes = draw(st.dictionaries(DAYS, PERCENTS, max_size=5))
    return [Rate(on, percent) for on, percent in sorted({date(2000, 1, 1): draw(PERCENTS), **changes}.items())]


@st.composite
def balances(draw: st.DrawFn) -> list[Balance]:
    """Draw a principal that is paid off bit by bit."""
    left = draw(AMOUNTS)
    found = [Balance(date(2000, 1, 1), left)]
    for on in sorted(draw(st.sets(DAYS, max_size=3))):
        left -= draw(st.integers(0, left))
        found.append(Balance(on, left))
    return found


@st.composite
def exclusions(draw: st.DrawFn) -> list[Exclusion]:
    """Draw moratoria that do not overlap."""
    ends = sorted(draw(st.sets(DAYS, max_size=4)))
    return [Exclusion(first, last) for first, last in zip(ends[::2], ends[1::2], strict=False)]


@given(balances(), SPANS, rates(), METHODS, exclusions())
def test_interest_is_never_negative_and_its_parts_are_the_whole(
    owed: list[Balance], span: tuple[date, date], held: list[Rate], method: Method, idle: list[Exclusion]
) -> None:
    found = interest(owed, *span, held, method, idle)
    assert all(part.amount_minor >= 0 and part.days >= 0 for part in found.parts)
    assert found.total_minor == half_up(*found.exact.as_integer_ratio())
    assert sum(part.days for part in found.parts) == count_days(*span, method.basis)


@given(balances(), SPANS, rates(), METHODS, exclusions())
def test_parts_follow_each_other_without_a_gap(
    owed: list[Balance], span: tuple[date, date], held: list[Rate], method: Method, idle: list[Exclusion]
) -> None:
    parts = interest(owed, *span, held, method, idle).parts
    begins = [part.first_date for part in parts]
    ends = [part.last_date for part in parts]
    assert (begins[0], ends[-1]) == span
    assert begins[1:] == [end + timedelta(1) for end in ends[:-1] if end is not None]
    assert all(part.why for part in parts)


@given(balances(), SPANS, st.integers(0, 1500), rates(), SIMPLE, exclusions())
def test_simple_interest_cut_at_any_day_adds_up_exactly(
    owed: list[Balance], span: tuple[date, date], cut: int, held: list[Rate], method: Method, idle: list[Exclusion]
) -> None:
    first, last = span
    middle = first + timedelta(cut)
    assume(middle < last)
    before = interest(owed, first, middle, held, method, idle)
    after = interest(owed, middle + timedelta(1), last, held, method, idle)
    whole = interest(owed, first, last, held, method, idle)
    assert before.exact + after.exact == whole.exact
    assert abs(before.total_minor + after.total_minor - whole.total_minor) <= 1


@given(balances(), SPANS, st.integers(0, 1500), rates(), BASES, st.sampled_from([Rounding.PERIOD, Rounding.DAILY]))
def test_rounded_parts_cut_at_any_day_miss_by_a_unit_a_part_at_most(
    owed: list[Balance], span: tuple[date, date], cut: int, held: list[Rate], basis: DayBasis, rounding: Rounding
) -> None:
    first, last = span
    middle = first + timedelta(cut)
    assume(middle < last)
    method = Method(basis, rounding=rounding)
    pieces = [
        interest(owed, first, middle, held, method),
        interest(owed, middle + timedelta(1), last, held, method),
    ]
    whole = interest(owed, first, last, held, method)
    parts = sum(len(each.parts) for each in pieces)
    assert abs(sum(each.total_minor for each in pieces) - whole.total_minor) <= parts


@given(AMOUNTS, AMOUNTS, SPANS, rates(), METHODS, exclusions())
def test_more_principal_never_bears_less(
    one: int, more: int, span: tuple[date, date], held: list[Rate], method: Method, idle: list[Exclusion]
) -> None:
    totals = [interest([Balance(span[0], each)], *span, held, method, idle).total_minor for each in (one, one + more)]
    assert totals == sorted(totals)


@given(balances(), SPANS, st.integers(0, 400), rates(), METHODS, exclusions())
def test_more_days_never_bear_less(
    owed: list[Balance], span: tuple[date, date], later: int, held: list[Rate], method: Method, idle: list[Exclusion]
) -> None:
    first, last = span
    totals = [interest(owed, first, last + timedelta(each), held, method, idle).total_minor for each in (0, later)]
    assert totals == sorted(totals)


@given(AMOUNTS, SPANS, rates(), st.sampled_from(Compounding), exclusions())
def test_one_growth_serves_every_principal(
    principal: int, span: tuple[date, date], held: list[Rate], compounding: Compounding, idle: list[Exclusion]
) -> None:
    method = Method(DayBasis.ACT_ACT, compounding)
    grown = principal * growth(*span, held, method, idle)
    found = interest([Balance(span[0], principal)], *span, held, method, idle)
    assert half_up(*grown.as_integer_ratio()) == found.total_minor


@given(AMOUNTS, st.integers(0, 730), PERCENTS, st.sampled_from(Compounding), st.sampled_from(Rounding))
def test_days_without_dates_bear_as_days_of_a_plain_year_do(
    principal: int, days: int, percent: Fraction, compounding: Compounding, rounding: Rounding
) -> None:
    method = Method(DayBasis.ACT_365, compounding, rounding)
    first = date(2023, 1, 1)
    dated = interest([Balance(first, principal)], first, first + timedelta(days - 1), [Rate(first, percent)], method)
    assert undated_interest(principal, days, percent, method).total_minor == dated.total_minor


@given(SPANS, st.integers(0, 1500), BASES)
def test_days_cut_anywhere_are_all_counted(span: tuple[date, date], cut: int, basis: DayBasis) -> None:
    first, last = span
    middle = min(first + timedelta(cut), last)
    pieces = count_days(first, middle, basis) + count_days(middle + timedelta(1), last, basis)
    assert pieces == count_days(first, last, basis)


SHIPPED = [row for row in regimes() if row.table and shipped_tables()[row.table].rows]
DUE = st.dates(date(2017, 1, 1), date(2027, 12, 31))


@given(st.sampled_from(SHIPPED), DUE, st.integers(1, 1200), st.integers(1, 10**10), st.integers(0, 1200), st.data())
def test_every_shipped_regime_with_any_part_payment(
    regime: Regime, due: date, days: int, principal: int, after: int, data: st.DataObject
) -> None:
    paid = due + timedelta(days)
    claim = Claim(principal, due, paid)
    whole = statutory_interest(regime, claim, shipped_tables())
    part = Repayment(due + timedelta(after), data.draw(st.integers(0, principal)))
    less = statutory_interest(regime, Claim(principal, due, paid, (part,)), shipped_tables())
    assert 0 <= less.total_minor <= whole.total_minor
    grown = principal * statutory_growth(regime, due, paid, shipped_tables())
    assert half_up(*grown.as_integer_ratio()) == whole.total_minor
