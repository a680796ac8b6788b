"""Plays a book: every line through the real use cases, every run through the real decision, and compares.

Each book is a company of its own in the database at hand, so that books never meet. Knows no rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dunwell.data.books import Books
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.policy.books import (
    Book,
    DayResult,
    Difference,
    GotReason,
    Outcome,
    Statement,
    compare,
    customers_judged,
    days_judged,
    verb_of,
)
from dunwell.policy.books.statements import As, Run, RunDaily
from dunwell.policy.file import shipped_text
from dunwell.usecases.open_company import open_company
from dunwell.usecases.play.gather import day_result
from dunwell.usecases.play.lines import carry_out
from dunwell.usecases.play.runs import play_run
from dunwell.usecases.work import Caller, find_company

MORNING = time(9)


def play_book(book: Book, slug: str, engine: str = "decide") -> Difference | None:
    """Play a book in a new company with a short name of its own; give the first difference, or none.

    `engine`: decide, or reference for its readable twin. Raises UserError where the book's policy cannot be read.
    """
    player = _opened(book, slug, engine)
    for statement in book.statements:
        difference = compare(book.path, statement, player.play(statement))
        if difference is not None:
            return difference
    return None


def policy_text(book: Book) -> str:
    """Read the policy of a book: one that is shipped, by its name, or a file beside the book."""
    path = Path(book.path).parent / book.policy
    if path.suffix in (".yaml", ".yml"):
        try:
            return path.read_text(encoding="utf-8")
        except OSError as error:
            raise _unreadable(book, error) from error
    try:
        return shipped_text(f"{book.policy}.yaml")
    except OSError as error:
        raise _unreadable(book, error) from error


def _unreadable(book: Book, error: OSError) -> UserError:
    return UserError(
        "policy_unreadable",
        f"The policy {book.policy} cannot be read: {error.strerror}",
        "Name a shipped policy such as default, or the path of a file seen from the book",
        file=book.path,
        field="policy",
        value=book.policy,
    )


def _opened(book: Book, slug: str, engine: str) -> "_Player":
    """Open the book's company on the day before its first line."""
    first = book.statements[0].on if book.statements else date(2000, 1, 1)
    at = datetime.combine(first, time(0), UTC)
    caller = Caller(slug, "book", Role.OWNER, at, first)
    open_company(
        caller,
        slug=slug,
        name=Path(book.path).stem,
        country=book.company,
        calendar=book.calendar or "",
        policy=policy_text(book),
    )
    return _Player(caller, Books(find_company(slug)), engine)


@dataclass(frozen=True, slots=True)
class _Player:
    caller: Caller
    books: Books
    engine: str

    def play(self, statement: Statement) -> Outcome:
        """Play one line, and gather what its expectations ask for."""
        try:
            return Outcome(days=tuple(self._days(statement)))
        except UserError as error:
            evening = (self._evening(statement, statement.on, []),) if statement.expects else ()
            return Outcome(days=evening, refused=GotReason(error.code, str(error)))

    def _days(self, statement: Statement) -> Iterator[DayResult]:
        verb, caller = verb_of(statement), self._caller(statement)
        if not isinstance(verb, Run | RunDaily):
            answer = carry_out(caller, verb)
            if statement.expects:
                warned = tuple(each["code"] for each in answer.get("warnings", ()))
                yield replace(self._evening(statement, statement.on, []), warnings=warned)
            return
        for on in _days_of(verb):
            runs = play_run(_on(caller, on, verb.at), self.engine, on)
            if statement.expects:
                yield self._evening(statement, on, runs)

    def _evening(self, statement: Statement, on: date, runs: list[int]) -> DayResult:
        expected = [each for each in statement.expects if each.on == on]
        return day_result(
            self.books, on, runs, customers_judged(statement), expected, full=on in days_judged(statement)
        )

    def _caller(self, statement: Statement) -> Caller:
        caller = _on(self.caller, statement.on, verb_of(statement).at)
        if not isinstance(statement, As):
            return caller
        named = replace(caller, actor=statement.actor) if statement.actor else caller
        return named.on_behalf(_role(statement))


def _role(statement: As) -> Role:
    try:
        return Role(statement.role)
    except ValueError:
        raise UserError(
            "unknown_role",
            f"There is no role {statement.role}",
            f"Roles are {', '.join(Role)}",
            line=statement.line,
            field="role",
            value=statement.role,
        ) from None


def _days_of(verb: Run | RunDaily) -> list[date]:
    last = verb.to if isinstance(verb, RunDaily) else verb.on
    return [verb.on + timedelta(days=number) for number in range((last - verb.on).days + 1)]


def _on(caller: Caller, on: date, at: time | None) -> Caller:
    return replace(caller, at=datetime.combine(on, at or MORNING, UTC), today=on)
