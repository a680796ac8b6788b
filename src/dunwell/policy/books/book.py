"""A book: its header, its lines in the order of days, and what is expected after each.

Reads the text; who is named must stand in the book before. Does not play it.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, time

from dunwell.policy.books.expectations import Expectation
from dunwell.policy.books.judging import read_expectation
from dunwell.policy.books.names import check_names
from dunwell.policy.books.statements import RunDaily, Statement, verb_of
from dunwell.policy.books.verbs import read_statement
from dunwell.policy.books.words import Words

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_HEADERS = ("policy", "calendar", "company")


@dataclass(frozen=True, slots=True)
class Book:
    """A scenario, ready to be played."""

    path: str
    policy: str  # a name, or a path seen from the book
    calendar: str | None  # "none", a country code, or none given: each customer's country
    company: str  # the creditor's country
    statements: tuple[Statement, ...]


def parse_book(text: str, path: str) -> Book:
    """Read a book from the text of a file; the path is for messages alone.

    Raises BookError for the first thing that cannot be read, with file, line, column and what was expected.
    """
    reader = _Reader(path)
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        words = Words(line, path, number)
        if words:
            reader.read(words, line)
    book = reader.book()
    check_names(book.statements, path)
    return book


@dataclass(slots=True)
class _Reader:
    path: str
    header: dict[str, str] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    expects: list[Expectation] = field(default_factory=list)
    today: date | None = None

    def read(self, words: Words, text: str) -> None:
        first = words.peek()
        if words.skip("->"):
            self._expectation(words, text)
        elif first is not None and first.text in _HEADERS and not first.quoted:
            self._header(words)
        else:
            self._statement(words)

    def book(self) -> Book:
        self._close()
        return Book(
            path=self.path,
            policy=self.header.get("policy", "default"),
            calendar=self.header.get("calendar"),
            company=self.header.get("company", "NL"),
            statements=tuple(self.statements),
        )

    def _header(self, words: Words) -> None:
        word = words.take("a header")
        if self.statements:
            message = f"{word.text} stands after the first dated line"
            raise words.error(word.column, message, "Move it to the beginning of the book", word.text)
        if word.text in self.header:
            raise words.error(word.column, f"{word.text} stands twice", "Keep one", word.text)
        if word.text == "policy":
            value = words.text("the name or the path of a policy")
        else:
            value = "none" if word.text == "calendar" and words.skip("none") else words.country()
        self.header[word.text] = value
        words.end()

    def _expectation(self, words: Words, text: str) -> None:
        if not self.statements:
            raise words.error(1, "There is no verb above that this could judge", "Write it below a verb")
        judged = verb_of(self.statements[-1])
        last = judged.to if isinstance(judged, RunDaily) else judged.on
        self.expects.append(read_expectation(words, text, judged.on, last))

    def _statement(self, words: Words) -> None:
        self._close()
        on = self._date(words)
        statement = read_statement(words, {"line": words.line, "on": on, "at": _time(words)})
        verb = verb_of(statement)
        self.today = verb.to if isinstance(verb, RunDaily) else on
        self.statements.append(statement)

    def _date(self, words: Words) -> date:
        word = words.peek()
        if word is None or word.quoted or not word.text[0].isdigit() or _TIME.fullmatch(word.text):
            if self.today is None:
                raise words.error(1, "The first line has no date", "Begin it with a date such as 2026-03-01")
            return self.today
        on = words.date("a date")
        if self.today is not None and on < self.today:
            message = f"{on} lies before {self.today}, which the book has reached"
            raise words.error(word.column, message, "Put the lines in the order of their days", word.text)
        return on

    def _close(self) -> None:
        """Give the expectations gathered so far to the statement that they judge."""
        if self.expects:
            self.statements[-1] = replace(self.statements[-1], expects=tuple(self.expects))
            self.expects = []


def _time(words: Words) -> time | None:
    word = words.peek()
    if word is None or word.quoted or not word.text[0].isdigit():
        return None
    if not _TIME.fullmatch(word.text):
        raise words.refused(word, "a time such as 09:30, or a verb")
    return time.fromisoformat(words.text("a time"))
