"""Who and what is named in a book must have come on the books before.

A verb that the book expects to be refused may name the unknown and repeat what exists: refusing is the use case's
part then. Does not know amounts or days.
"""

from collections.abc import Iterable, Iterator

from dunwell.policy.books.expectations import Expectation, Message, OfCustomer, RefusedWith
from dunwell.policy.books.statements import Credit, Customer, Invoice, Statement, verb_of
from dunwell.policy.books.words import BookError, suggestion

FEE_PREFIX = "FEE-"  # fees are named by the product: FEE-CUSTOMER-DATE-CURRENCY


def check_names(statements: Iterable[Statement], path: str) -> None:
    """Make sure that every customer and item named is known by then; BookError for the first that is not."""
    ledger = _Ledger(path)
    for statement in statements:
        verb = verb_of(statement)
        if not any(isinstance(each, RefusedWith) for each in statement.expects):
            ledger.check_new(verb)
            ledger.check_named(verb)
        ledger.enter(verb)
        for expectation in statement.expects:
            ledger.check_expected(expectation)


class _Ledger:
    def __init__(self, path: str) -> None:
        self.path = path
        self.customers: dict[str, int] = {}
        self.items: dict[str, int] = {}

    def enter(self, verb: Statement) -> None:
        if isinstance(verb, Customer):
            self.customers.setdefault(verb.name, verb.line)
        elif isinstance(verb, Invoice | Credit):
            self.items.setdefault(verb.name, verb.line)

    def check_new(self, verb: Statement) -> None:
        known = self.customers if isinstance(verb, Customer) else self.items
        if isinstance(verb, Customer | Invoice | Credit) and verb.name in known:
            message = f"{verb.name} is on the books already, since line {known[verb.name]}"
            raise self._error(verb.line, verb.name, message, "Give it another name")

    def check_named(self, verb: Statement) -> None:
        customer = getattr(verb, "customer", None)
        if customer is not None:
            self._customer(verb.line, customer)
        for item in _items_named(verb):
            self._item(verb.line, item)

    def check_expected(self, expectation: Expectation) -> None:
        if isinstance(expectation, OfCustomer):
            self._customer(expectation.line, expectation.customer)
        if isinstance(expectation, Message):
            for item in expectation.items:
                self._item(expectation.line, item)

    def _customer(self, line: int, name: str) -> None:
        if name not in self.customers:
            raise self._error(line, name, f"{name!r} is no customer of this book yet", suggestion(name, self.customers))

    def _item(self, line: int, name: str) -> None:
        if name not in self.items and not name.startswith(FEE_PREFIX):
            raise self._error(line, name, f"{name!r} is no invoice of this book yet", suggestion(name, self.items))

    def _error(self, line: int, value: str, message: str, way_out: str) -> BookError:
        return BookError("book_unreadable", message, way_out, file=self.path, line=line, value=value)


def _items_named(verb: Statement) -> Iterator[str]:
    invoice = getattr(verb, "invoice", None)
    if invoice is not None:
        yield invoice
    yield from getattr(verb, "invoices", ())
