"""Books: scenarios that read like a ledger. The language, its statements, and how expectations are compared.

Does not know use cases or a database: playing a book is done elsewhere.
"""

from dunwell.policy.books.book import Book, parse_book
from dunwell.policy.books.compare import Difference, compare, customers_judged, days_judged
from dunwell.policy.books.outcome import DayResult, GotAnswer, GotItem, GotMessage, GotReason, Outcome
from dunwell.policy.books.statements import Statement, verb_of
from dunwell.policy.books.words import Amount, BookError

__all__ = [
    "Amount",
    "Book",
    "BookError",
    "DayResult",
    "Difference",
    "GotAnswer",
    "GotItem",
    "GotMessage",
    "GotReason",
    "Outcome",
    "Statement",
    "compare",
    "customers_judged",
    "days_judged",
    "parse_book",
    "verb_of",
]
