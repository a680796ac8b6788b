"""Duties that a day brings, found in the books: a few statements each, whatever the number of customers. Reads only."""

from collections.abc import Callable, Iterable
from datetime import date

from dunwell.data.books import Books
from dunwell.domain.duties import Duty
from dunwell.queries.duties.barred import claims_nearly_barred
from dunwell.queries.duties.disputed import disputes_due, letters_of_rejection
from dunwell.queries.duties.known import (
    check_ins,
    credit_reviews,
    kinds_to_confirm,
    sales_without_acceptance,
    strategies,
)
from dunwell.queries.duties.promised import cheques_to_bank, instalments_due, instalments_missed
from dunwell.queries.duties.stopped import payments_to_come

Finder = Callable[[Books, date], Iterable[Duty]]

FINDERS: tuple[Finder, ...] = (
    cheques_to_bank,
    instalments_due,
    instalments_missed,
    disputes_due,
    letters_of_rejection,
    payments_to_come,
    check_ins,
    credit_reviews,
    kinds_to_confirm,
    strategies,
    sales_without_acceptance,
    claims_nearly_barred,
)
"""All that raises a duty."""


def duties_of_day(books: Books, as_of: date) -> list[Duty]:
    """List the duties that a day finds, those raised before among them."""
    return [duty for find in FINDERS for duty in find(books, as_of)]
