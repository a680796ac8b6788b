"""Amounts as people write them, read only where they can be read one way.

Each amount is read with a point and with a comma as its decimal mark. Where one reading alone is a number, it
proves the mark for its column; `1,234` reads both ways and waits for that proof. Nothing is rounded and nothing
passes through a float. This module does not know which amount is open or paid.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from dunwell.adapters.files.faults import Fault, broken_cell, fault
from dunwell.adapters.files.letters import figures
from dunwell.domain.money import CURRENCIES, digits

Mark = Literal[".", ","]
MAX_MINOR = 10**15
MAX_DIGITS = 25
MAX_LETTERS = 60

_GROUPS = r"[1-9]\d{{0,2}}(?P<by>[{}])\d{{3}}(?:(?P=by)\d{{3}})*"
_BY_COMMA, _BY_POINT = _GROUPS.format(" ,'"), _GROUPS.format(" .'")
_INDIAN = r"[1-9]\d?(?:,\d{2})+,\d{3}"
_NUMBER: dict[Mark, re.Pattern[str]] = {
    ".": re.compile(rf"(?:\d+|{_BY_COMMA}|{_INDIAN})?(?:\.\d+)?", re.ASCII),
    ",": re.compile(rf"(?:\d+|{_BY_POINT})?(?:,\d+)?", re.ASCII),
}
_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_UNIT = re.compile(
    r"(?:(?P<before>[^\W\d_]{1,4})(?!\.\S)\.?)?\s*(?P<body>[^A-Za-z]*?)\s*(?:(?P<after>[^\W\d_]{1,4})\.?)?"
)
SYMBOLS = {"€": "EUR", "£": "GBP", "₽": "RUB", "₹": "INR", "₴": "UAH", "₺": "TRY", "₪": "ILS", "₩": "KRW"}
_UNIT_WORDS = frozenset(["KR", "RS", "LEI", "DIN", "ZŁ", "KČ", "FT", "ДИН", "РСД", "РУБ", "ЛЕЙ", "ریال"])
_SIDES = {"CR": True, "DR": False}


class Figure(NamedTuple):
    """An amount not yet read to the end: its sign, its digits, the marks it can be read with, its currency if named."""

    negative: bool
    body: str
    marks: frozenset[Mark]
    currency: str

    @property
    def proves(self) -> Mark | None:
        """Give the decimal mark that this amount proves, alone."""
        return next(iter(self.marks)) if len(self.marks) == 1 else None

    def value(self, mark: Mark) -> Decimal:
        """Read the amount, without its sign, with a decimal mark."""
        other = "," if mark == "." else "."
        kept = self.body.replace(other, "").replace(" ", "").replace("'", "")
        return Decimal(kept.replace(mark, "."))


def read_amount(text: str) -> Figure | Fault:
    """Read one amount as far as it can be read alone."""
    if _PLAIN.fullmatch(text) and len(text) <= MAX_LETTERS:
        return Figure(False, text, _marks(text), "")
    if len(text) > MAX_LETTERS:
        return fault("amount_unreadable")
    if broken := broken_cell(text):
        return broken
    body, negative = _unwrap(figures(text))
    stripped = _without_unit(body)
    if stripped is None:
        return fault("amount_unreadable")
    body, currency, is_credit = stripped
    body, inner = _unsign(body)
    marks = _marks(body)
    if not marks or negative + inner + is_credit > 1:
        return fault("amount_unreadable")
    return Figure(bool(negative or inner or is_credit), body, marks, currency)


def prove_marks(
    columns: Mapping[str, Iterable[Figure | Fault | None]], proved_points: Mapping[str, int] | None = None
) -> tuple[dict[str, Mark | None], dict[str, str], list[tuple[str, Fault]]]:
    """Prove the decimal mark of each column by the amounts that can be read one way.

    `proved_points` counts those with a decimal point that were read already, and are not in the columns. A column
    without proof borrows it from another, if all agree. Returns the marks, the reasons, and the contradictions with
    the column that holds them.
    """
    counts = {name: _count(column, (proved_points or {}).get(name, 0)) for name, column in columns.items()}
    why, marks, contradictions = {}, {}, []
    proved = {mark for points, commas in counts.values() for mark, n in ((".", points), (",", commas)) if n}
    borrowed: Mark | None = ("." if "." in proved else ",") if len(proved) == 1 else None
    for name, (points, commas) in counts.items():
        marks[name] = borrowed if not (points or commas) else None if points and commas else "." if points else ","
        why[name] = f"{points} amounts have a decimal point, {commas} a decimal comma"
        if points and commas:
            contradictions.append((name, fault("decimal_contradiction", why=why[name])))
    return marks, why, contradictions


def to_minor(figure: Figure, mark: Mark | None, currency: str) -> int | Fault:
    """Give the amount in minor units of a currency, never negative, nothing rounded."""
    if figure.currency and figure.currency != currency:
        return fault("amount_currency_differs", marked=figure.currency, currency=currency)
    if sum(letter.isdigit() for letter in figure.body) > MAX_DIGITS:
        return fault("amount_too_large")
    if mark is None and not figure.proves and (point := figure.value(".")) != (comma := figure.value(",")):
        return fault("amount_two_ways", one=point, other=comma)
    value = figure.value(figure.proves or mark or ".")
    places = digits(currency)
    minor = value.scaleb(places)
    if minor != minor.to_integral_value():
        return fault("amount_too_precise", currency=currency, digits=places)
    return int(minor) if minor < MAX_MINOR else fault("amount_too_large")


def _count(column: Iterable[Figure | Fault | None], points: int) -> tuple[int, int]:
    commas = 0
    for figure in column:
        if isinstance(figure, Figure):
            points += figure.proves == "."
            commas += figure.proves == ","
    return points, commas


def _marks(body: str) -> frozenset[Mark]:
    """Find the decimal marks with which a body is a number; both where it has none."""
    if not any("0" <= letter <= "9" for letter in body):
        return frozenset()
    return frozenset(mark for mark, number in _NUMBER.items() if number.fullmatch(body))


def _unwrap(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    return _unsign(text)


def _unsign(text: str) -> tuple[str, bool]:
    """Take off one sign, before the digits or, as SAP writes it, behind them."""
    if text[:1] == "-" or text[-1:] == "-":
        return (text[1:] if text[0] == "-" else text[:-1]).strip(), True
    return text.removeprefix("+").strip(), False


def _without_unit(text: str) -> tuple[str, str, bool] | None:
    """Take off a currency sign or code, and CR or DR; None where other words stand in the cell."""
    symbols = [letter for letter in text if unicodedata.category(letter) == "Sc"]
    currency = SYMBOLS.get(symbols[0], "") if symbols else ""
    bare = "".join(letter for letter in text if unicodedata.category(letter) != "Sc").strip()
    found = _UNIT.fullmatch(bare)
    if found is None or len(symbols) > 1:
        return None
    is_credit = False
    for word in filter(None, (found["before"], found["after"])):
        if word.upper() in _SIDES:
            is_credit = _SIDES[word.upper()]
        elif word in CURRENCIES:
            currency = word
        elif word.upper() not in _UNIT_WORDS:
            return None
    return found["body"].strip(), currency, is_credit
