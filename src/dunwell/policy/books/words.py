"""The words of a line, with their columns, and the small readers from which every verb is read.

A line is taken apart as a shell would: words between blanks, names with blanks in straight quotes, `#` begins a
comment outside quotes. Does not know any verb.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from dunwell.domain.errors import UserError
from dunwell.domain.money import format_amount, parse_amount

_TOKEN = re.compile(r'\s*(?:(?P<comment>#.*)|(?P<arrow>->)|"(?P<quoted>[^"]*)"|(?P<open>")|(?P<word>[^\s"#]+))')
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d[\d.,]*")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")


class BookError(UserError):
    """A book cannot be read: file, line, column, and what was expected there."""


class Amount(NamedTuple):
    """Money in a book: minor units and a currency code."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return format_amount(self.minor, self.currency)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it begins (1 is the first column), and whether it stood in quotes."""

    text: str
    column: int
    quoted: bool = False

    @property
    def is_date(self) -> bool:
        """Tell whether it is written as a date; the date may still not exist."""
        return not self.quoted and _DATE.fullmatch(self.text) is not None


class Words:
    """The words of one line, read from left to right."""

    def __init__(self, text: str, path: str, line: int) -> None:
        self.path = path
        self.line = line
        self._end = len(text.rstrip()) + 1
        self._at = 0
        self._words = self._split(text)

    def _split(self, text: str) -> list[Word]:
        words: list[Word] = []
        for found in _TOKEN.finditer(text):
            kind = str(found.lastgroup)
            column = found.start(kind) + 1
            if kind == "comment":
                break
            if kind == "open":
                raise self.error(column, "A quote is opened and not closed", 'Close it with " on the same line')
            words.append(Word(found[kind], column - (kind == "quoted"), kind == "quoted"))
        return words

    def __bool__(self) -> bool:
        return self._at < len(self._words)

    def rest(self) -> int:
        """Count the words that are still to be read."""
        return len(self._words) - self._at

    def peek(self, ahead: int = 0) -> Word | None:
        """Look at a word to come without taking it."""
        at = self._at + ahead
        return self._words[at] if at < len(self._words) else None

    def take(self, expected: str) -> Word:
        """Take the next word; BookError where the line has ended."""
        word = self.peek()
        if word is None:
            raise self.error(self._end, f"The line ends where {expected} was expected", f"Add {expected}")
        self._at += 1
        return word

    def text(self, expected: str) -> str:
        """Take the next word as a name, reference or sentence."""
        return self.take(expected).text

    def text_or_none(self, expected: str) -> str | None:
        """Take the next word, or nothing where the line has ended."""
        return self.text(expected) if self else None

    def skip(self, literal: str) -> bool:
        """Take the next word if it is this one."""
        word = self.peek()
        if word is None or word.quoted or word.text != literal:
            return False
        self._at += 1
        return True

    def literal(self, literal: str) -> None:
        """Take the next word, which must be this one."""
        word = self.take(f"`{literal}`")
        if word.quoted or word.text != literal:
            raise self.refused(word, f"`{literal}`")

    def choice(self, choices: Collection[str], expected: str) -> str:
        """Take the next word, which must be one of the choices."""
        word = self.take(expected)
        if word.quoted or word.text not in choices:
            raise self.unknown(word, expected, choices)
        return word.text

    def country(self) -> str:
        """Take a country code of two capital letters."""
        word = self.take("a country code")
        if not _COUNTRY.fullmatch(word.text):
            raise self.refused(word, "a country code of two capital letters, such as NL")
        return word.text

    def date(self, expected: str) -> date:
        """Take a date, written year-month-day."""
        word = self.take(expected)
        try:
            return read_date(word.text)
        except ValueError:
            raise self.refused(word, f"{expected}, a day of the calendar written like 2026-03-31") from None

    def at_amount(self) -> bool:
        """Tell whether an amount comes next: a number and a currency code."""
        number, currency = self.peek(), self.peek(1)
        return (
            number is not None
            and currency is not None
            and not (number.quoted or currency.quoted)
            and _NUMBER.fullmatch(number.text) is not None
            and _CURRENCY.fullmatch(currency.text) is not None
        )

    def amount(self, expected: str = "an amount") -> Amount:
        """Take an amount such as 1,234.56 EUR."""
        number = self.take(f"{expected} such as 1,234.56 EUR")
        currency = self.take("a currency code such as EUR")
        if not _CURRENCY.fullmatch(currency.text):
            raise self.refused(currency, "a currency code such as EUR")
        try:
            return Amount(parse_amount(number.text, currency.text), currency.text)
        except UserError as error:
            raise self.error(number.column, error.message, error.way_out, number.text) from None

    def amounts(self) -> tuple[Amount, ...]:
        """Take all amounts that come next, one a currency."""
        found: list[Amount] = []
        while self.at_amount():
            start = self.take("an amount")
            self._at -= 1
            amount = self.amount()
            if amount.currency in {each.currency for each in found}:
                raise self.error(start.column, f"{amount.currency} stands twice", "Give one total a currency")
            found.append(amount)
        return tuple(found)

    def end(self) -> None:
        """Make sure that nothing follows; BookError where something does."""
        word = self.peek()
        if word is not None:
            raise self.refused(word, "the end of the line")

    def refused(self, word: Word, expected: str) -> BookError:
        """Make the error of a word that is not what was expected."""
        return self.error(word.column, f"{word.text!r} stands where {expected} was expected", "Correct it", word.text)

    def unknown(self, word: Word, expected: str, choices: Collection[str]) -> BookError:
        """Make the error of a word that is none of the choices, with the nearest of them."""
        message = f"{word.text!r} stands where {expected} was expected"
        return self.error(word.column, message, suggestion(word.text, choices), word.text)

    def error(self, column: int, message: str, way_out: str, value: str | None = None) -> BookError:
        """Make an error at a column of this line."""
        return BookError(
            "book_unreadable", message, way_out, file=self.path, line=self.line, field=f"column {column}", value=value
        )


def read_date(text: str) -> date:
    """Read a date written like 2026-03-31; ValueError where it is another form or no day of the calendar."""
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def suggestion(wrong: str, known: Collection[str]) -> str:
    """Name the nearest of the known words, or list them."""
    choices: Sequence[str] = sorted(known)
    near = get_close_matches(wrong, choices, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Choose one of: {', '.join(choices)}." if choices else "None is known yet."
