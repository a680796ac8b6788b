"""Interest on what is owed, in parts that can be printed: from, to, days, rate, amount and why a new part begins.

Amounts are minor units, rates percent a year, all exact; nothing is ever a float. This module knows no law and no
rate table: whoever calls it says which rates hold from when, how days are counted and what is rounded.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from dunwell.domain.calendars import add_month
from dunwell.domain.interest_days import ONE_DAY, DayBasis, count_days, days_of_year
from dunwell.domain.interest_parts import (
    Balance,
    Compounding,
    Exclusion,
    Interest,
    Method,
    Part,
    Rate,
    Rounding,
    Why,
)
from dunwell.domain.money import half_up

Dated = TypeVar("Dated", Balance, Rate)


def interest(
    balances: Sequence[Balance],
    first: date,
    last: date,
    rates: Sequence[Rate],
    method: Method,
    exclusions: Sequence[Exclusion] = (),
) -> Interest:
    """Work out the interest of the days from first to last, both of them, part by part.

    Balances and rates are in order of date and begin no later than the first day. A new part begins where the rate,
    the principal, a moratorium or (for ACT/ACT) the length of the year changes, and where interest is capitalised.
    A rate below nothing bears nothing. Raises ValueError where the first day has no rate or no balance.
    """
    if last < first:
        return Interest((), Fraction(0))
    if max(balances[0].from_date, rates[0].from_date) > first:
        raise ValueError("The first day has no rate or no balance.")
    cuts = _cuts(balances, first, last, rates, method, exclusions)
    parts: list[Part] = []
    exact = capitalised = Fraction(0)
    for start, end, why in _spans(cuts, last):
        if Why.COMPOUNDING in why:
            capitalised = exact if method.rounding is Rounding.EXACT else Fraction(sum(p.amount_minor for p in parts))
        base = _in_force(balances, start).minor + capitalised
        part = _part(start, end, base, rates, why, method.basis, exclusions)
        bears = _bears(base, part, method)
        # Exact sums are rounded from the beginning each time, so that the parts add up to the rounded whole.
        amount = _rounded(exact + bears) - _rounded(exact)
        exact += bears
        parts.append(replace(part, amount_minor=amount))
    return Interest(tuple(parts), exact)


def undated_interest(principal_minor: int, days: int, percent: Fraction, method: Method) -> Interest:
    """Work out the interest of so many days without dates: no leap year, and a year of 365 days to an anniversary."""
    step = {Compounding.YEARLY: 365, Compounding.EVERY_30_DAYS: 30}.get(method.compounding, max(days, 1))
    parts: list[Part] = []
    exact = Fraction(0)
    for begun in range(0, days, step):
        base = principal_minor + (exact if begun else Fraction(0))
        why = (Why.COMPOUNDING,) if begun else (Why.START,)
        part = Part(None, None, min(step, days - begun), max(percent, Fraction(0)), _rounded(base), 0, why)
        bears = _bears(base, part, method)
        parts.append(replace(part, amount_minor=_rounded(exact + bears) - _rounded(exact)))
        exact += bears
    return Interest(tuple(parts), exact)


def indexed(balances: Sequence[Balance], due: date, last: date, index: Callable[[date], Rate]) -> Interest:
    """Work out what principal loses in value: each sum × index on its payment ÷ index on the due date, less the sum.

    `index` gives the index, as the `percent` of a Rate, in force on a date. Where it fell nothing is owed. A part is
    one payment of principal; its percent is that of the whole time, not of a year.
    """
    begin = index(due)
    parts: list[Part] = []
    exact = Fraction(0)
    for until, minor in _repaid(balances, last):
        end = index(until)
        grown = max(end.percent / begin.percent - 1, Fraction(0))
        amount = _rounded(exact + minor * grown) - _rounded(exact)
        exact += minor * grown
        sources, doubtful = tuple(dict.fromkeys((begin.source, end.source))), begin.doubtful or end.doubtful
        flag = begin.is_last_known or end.is_last_known
        days = (until - due).days
        parts.append(
            Part(due + ONE_DAY, until, days, grown * 100, minor, amount, (Why.INDEX,), sources, doubtful, flag)
        )
    return Interest(tuple(parts), exact)


def growth(
    first: date, last: date, rates: Sequence[Rate], method: Method, exclusions: Sequence[Exclusion] = ()
) -> Fraction:
    """Give what one minor unit bears over the days, exactly: the interest of any principal is `principal × growth`.

    With it a run works out a whole group of items of one law, currency, due date and last day at once; rounded half
    up it is the total of `interest` with exact rounding and no part payment.
    """
    return interest([Balance(first, 1)], first, last, rates, replace(method, rounding=Rounding.EXACT), exclusions).exact


def _cuts(
    balances: Sequence[Balance],
    first: date,
    last: date,
    rates: Sequence[Rate],
    method: Method,
    exclusions: Sequence[Exclusion],
) -> dict[date, tuple[Why, ...]]:
    found: dict[date, tuple[Why, ...]] = {first: (Why.START,)}
    for on, why in (
        *((now.from_date, Why.RATE) for old, now in pairwise(rates) if old.percent != now.percent),
        *((now.from_date, Why.LAST_KNOWN) for old, now in pairwise(rates) if now.is_last_known > old.is_last_known),
        *((now.from_date, Why.PRINCIPAL) for old, now in pairwise(balances) if old.minor != now.minor),
        *((on, Why.YEAR) for on in _new_years(first, last, method.basis)),
        *((on, Why.COMPOUNDING) for on in _capitalised(first, last, method.compounding)),
        *((each.first_date, Why.MORATORIUM) for each in exclusions),
        *((each.last_date + ONE_DAY, Why.RESUMED) for each in exclusions),
    ):
        # What bears nothing bears it at any rate: within a moratorium only the principal is told.
        idle = why in (Why.RATE, Why.YEAR, Why.LAST_KNOWN) and any(each.covers(on) for each in exclusions)
        if first < on <= last and not idle:
            found[on] = (*found.get(on, ()), why)
    return dict(sorted(found.items()))


def _new_years(first: date, last: date, basis: DayBasis) -> Iterator[date]:
    if basis is DayBasis.ACT_ACT:
        for year in range(first.year + 1, last.year + 1):
            begin = date(year, 1, 1)
            if days_of_year(basis, begin) != days_of_year(basis, begin - ONE_DAY):
                yield begin


def _capitalised(first: date, last: date, compounding: Compounding) -> Iterator[date]:
    number = 0
    on = first
    while compounding is not Compounding.NONE and on <= last:
        number += 1
        on = add_month(first, 12 * number) if compounding is Compounding.YEARLY else first + timedelta(30 * number)
        yield on


def _spans(cuts: dict[date, tuple[Why, ...]], last: date) -> Iterator[tuple[date, date, tuple[Why, ...]]]:
    starts = list(cuts)
    ends = [*(start - ONE_DAY for start in starts[1:]), last]
    yield from zip(starts, ends, cuts.values(), strict=True)


def _part(
    start: date,
    end: date,
    base: Fraction,
    rates: Sequence[Rate],
    why: tuple[Why, ...],
    basis: DayBasis,
    exclusions: Sequence[Exclusion],
) -> Part:
    excluded = next((each for each in exclusions if each.covers(start)), None)
    days = count_days(start, end, basis)
    if excluded is not None:
        reasons = tuple(dict.fromkeys((*why, Why.MORATORIUM)))
        return Part(start, end, days, Fraction(0), _rounded(base), 0, reasons, (excluded.source,), excluded.doubtful)
    held = [_in_force(rates, start), *(rate for rate in rates if start < rate.from_date <= end)]
    return Part(
        start,
        end,
        days,
        max(held[0].percent, Fraction(0)),
        _rounded(base),
        0,
        tuple(each for each in why if each is not Why.MORATORIUM),
        tuple(dict.fromkeys(rate.source for rate in held if rate.source)),
        any(rate.doubtful for rate in held),
        held[0].is_last_known,
    )


def _in_force(each: Sequence[Dated], on: date) -> Dated:
    return next(one for one in reversed(each) if one.from_date <= on)


def _bears(base: Fraction, part: Part, method: Method) -> Fraction:
    a_day = base * part.percent / 100 / days_of_year(method.basis, part.first_date)
    if method.rounding is Rounding.DAILY:
        return Fraction(_rounded(a_day) * part.days)
    whole = a_day * part.days
    return Fraction(_rounded(whole)) if method.rounding is Rounding.PERIOD else whole


def _repaid(balances: Sequence[Balance], last: date) -> Iterator[tuple[date, int]]:
    """Tell of each sum until when it was owed; what is left at the end is the last."""
    for old, now in pairwise(balances):
        if now.from_date <= last and old.minor > now.minor:
            yield now.from_date - ONE_DAY, old.minor - now.minor
    left = _in_force(balances, last).minor
    if left:
        yield last, left


def _rounded(exact: Fraction | int) -> int:
    return half_up(*Fraction(exact).as_integer_ratio())
