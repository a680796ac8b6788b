"""Dates as people write them, read only where they can be read one way.

`03/04/2012` is the third of April or the fourth of March. The order is proved by a value of the file that has
more than twelve in one place, or said by the user; otherwise the value is refused. Dates with the year first, and
dates that name the month, need no proof. This module knows columns of text, not what a date means to an item.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from babel import Locale

from dunwell.adapters.files.faults import Fault, broken_cell, fault
from dunwell.adapters.files.letters import figures, plain
from dunwell.ports import DateOrder

FIRST_YEAR, LAST_YEAR = 1900, 2199

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/ ]|\. ?)(\d{1,2})\2(\d{4})\.?" + _TIME, re.ASCII)
_NAME = r"[^\W\d_]{3,12}"
_TWO_DIGITS = re.compile(rf"[0-9]{{1,2}}([-/. ])(?:[0-9]{{1,2}}|{_NAME})\1'?[0-9]{{2}}\.?" + _TIME)
_DAY_NAMED = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[-/. ]+({_NAME})\.?[-/., ]+([0-9]{{4}})(?:\.| г\.)?" + _TIME)
_NAMED_DAY = re.compile(rf"({_NAME})\.?[-/. ]+([0-9]{{1,2}})(?:st|nd|rd|th)?[-/., ]+([0-9]{{4}})" + _TIME)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?", re.ASCII)
_LANGUAGES = ("en", "sr_Latn", "sr_Cyrl", "ro", "fa", "nl", "ru", "de", "fr")
SHORTEST_NAME = 3


class TwoWays(NamedTuple):
    """A date with the year last: what it is day first and month first; None where there is no such day."""

    first: int
    second: int
    year: int

    def read(self, order: DateOrder) -> date | Fault:
        """Read it in an order; a place that can hold no month is a fault of the order."""
        if min(self.first, self.second) > 12:
            return fault("date_no_such_day")
        day, month = (self.first, self.second) if order == "dmy" else (self.second, self.first)
        if order == "ymd" or month > 12:
            return fault("date_against_order", order=order)
        return _day(self.year, month, day)


Reading = date | TwoWays | Fault


@dataclass(frozen=True, slots=True)
class Order:
    """The order of day and month in one column, and how it is known; `order` None: it is not."""

    order: DateOrder | None
    why: str


def read_date(text: str) -> Reading:
    """Read one date as far as it can be read alone."""
    text = figures(text)
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        return TwoWays(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if _TWO_DIGITS.fullmatch(text):
        return fault("date_two_digit_year")
    if found := _DAY_NAMED.fullmatch(text):
        return _named(found[2], found[1], found[3])
    if found := _NAMED_DAY.fullmatch(text):
        return _named(found[1], found[2], found[3])
    if broken := broken_cell(text):
        return broken
    return fault("date_serial") if _SERIAL.fullmatch(text) else fault("date_unreadable")


def prove_orders(
    columns: Mapping[str, Iterable[Reading | None]], said: DateOrder | None
) -> tuple[dict[str, Order], list[tuple[str, Fault]]]:
    """Prove the order of day and month for each column, from the columns themselves or by the user's word.

    A column without proof borrows from the others if they agree. Returns the orders, and the contradictions
    with the column that holds them.
    """
    if said:
        return {name: Order(said, f"--date-order {said}") for name in columns}, []
    proofs = {name: _proof(readings) for name, readings in columns.items()}
    contradictions = [
        (name, fault("date_order_contradiction", why=f"{name} has {day} with the day first and {month} with it second"))
        for name, (day, month) in proofs.items()
        if day and month
    ]
    day_first = [name for name, (day, month) in proofs.items() if day and not month]
    month_first = [name for name, (day, month) in proofs.items() if month and not day]
    if day_first and month_first and not contradictions:
        why = f"{', '.join(day_first)} has the day first, {', '.join(month_first)} the month"
        contradictions.append((month_first[0], fault("date_order_contradiction", why=why)))
    if contradictions:
        return dict.fromkeys(columns, Order(None, "the dates contradict themselves")), contradictions
    order: DateOrder | None = "dmy" if day_first else "mdy" if month_first else None
    return {name: _order_of(order, proofs[name], day_first or month_first) for name in columns}, []


def resolve(reading: Reading, order: Order) -> date | Fault:
    """Turn a reading into a date by a known order; without one, only a date of one possible order is taken."""
    if not isinstance(reading, TwoWays):
        return reading
    if order.order:
        return reading.read(order.order)
    as_day, as_month = reading.read("dmy"), reading.read("mdy")
    if isinstance(as_day, date) and isinstance(as_month, date) and as_day != as_month:
        return fault("date_two_ways", one=as_day, other=as_month)
    return as_day if isinstance(as_day, date) or reading.first > 12 else as_month


def is_swappable(day: date) -> bool:
    """Tell whether a date would be another date with day and month in each other's place."""
    return day.day <= 12 and day.day != day.month


def swapped(day: date) -> date:
    """Put day and month in each other's place, for the comparison alone."""
    return date(day.year, day.day, day.month)


def _order_of(order: DateOrder | None, proof: tuple[int, int], proving: list[str]) -> Order:
    own = max(proof)
    if order is None:
        return Order(None, "no date has more than twelve in one place")
    if own:
        place = "first" if order == "dmy" else "second"
        return Order(order, f"{own} dates have more than twelve in the {place} place, none in the other")
    return Order(order, f"proved by {', '.join(proving)}")


def _proof(readings: Iterable[Reading | None]) -> tuple[int, int]:
    """Count the dates that have more than twelve in the first and in the second place."""
    first = second = 0
    for reading in readings:
        if isinstance(reading, TwoWays):
            first += 12 < reading.first <= 31 and reading.second <= 12
            second += 12 < reading.second <= 31 and reading.first <= 12
    return first, second


def _named(month: str, day: str, year: str) -> date | Fault:
    word = plain(month)
    found = {number for name, number in _months().items() if name.startswith(word)}
    exact = _months().get(word)
    if exact is None and (len(found) != 1 or len(word) < SHORTEST_NAME):
        return fault("date_unreadable")
    return _day(int(year), exact or found.pop(), int(day))


@cache
def _months() -> dict[str, int]:
    """Give the months by their names, reduced, as Unicode's CLDR has them; a name of two months is none."""
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        forms = Locale.parse(language).months
        for names in (forms[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated")):
            for number, name in names.items():
                found.setdefault(plain(str(name)), set()).add(int(number))
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def _day(year: int, month: int, day: int) -> date | Fault:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return fault("date_year_odd", first=FIRST_YEAR, last=LAST_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        return fault("date_no_such_day")
