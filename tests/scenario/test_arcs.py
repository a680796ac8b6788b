"""Plays the books of agreements, one arc each: what bends before it breaks, and how it ends.

By the fast engine all of them, by its readable twin every third: what they tell lies beside the ladder.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from dunwell.policy.books import Book, agreements, expectations, parse_book, showing, statements, verb_of
from dunwell.usecases.play import play_book

HERE = Path(__file__).parent / "arcs"
TOPICS = {
    *("promises", "plans", "disputes", "holds", "approvals", "credit", "check-ins", "debtors", "rewards", "calls"),
    *("acceptance", "reviews", "kinds", "agency", "counsel", "write-off"),
}
LONGEST = 34


def arcs() -> list[Path]:
    return sorted(HERE.glob("*.book"))


def parsed() -> list[Book]:
    return [parse_book(path.read_text(encoding="utf-8"), str(path)) for path in arcs()]


def played(path: Path, engine: str) -> None:
    difference = play_book(parse_book(path.read_text(encoding="utf-8"), str(path)), "book", engine)
    assert difference is None, str(difference)


@pytest.mark.parametrize("path", arcs(), ids=lambda path: path.stem)
def test_an_arc_ends_as_written(path: Path, db: None) -> None:
    played(path, "decide")


@pytest.mark.sqlite_only
@pytest.mark.parametrize("path", arcs()[::3], ids=lambda path: path.stem)
def test_the_twin_tells_the_same_arc(path: Path, db: None) -> None:
    played(path, "reference")


def test_each_arc_names_its_topic_and_is_read_at_a_glance() -> None:
    texts = {path.name: path.read_text(encoding="utf-8").splitlines() for path in arcs()}
    named = {name: re.match(r"# ([a-z-]+): ", lines[0]) for name, lines in texts.items()}
    assert [name for name, found in named.items() if found is None or found[1] not in TOPICS] == []
    assert [name for name, lines in texts.items() if len(lines) > LONGEST] == []


def test_every_verb_of_agreements_is_played() -> None:
    said = {type(verb_of(statement)) for book in parsed() for statement in book.statements}
    assert kinds(agreements, statements.Statement) - said == set()


def test_every_expectation_of_agreements_is_met_somewhere() -> None:
    meant = [line for book in parsed() for statement in book.statements for line in statement.expects]
    assert kinds(showing, expectations.Expectation) - {type(line) for line in meant} == set()
    assert {line.what for line in meant if isinstance(line, showing.Shows)} == set(showing.WHAT)


def kinds(module: Any, base: type) -> set[type]:
    found = {each for each in vars(module).values() if isinstance(each, type) and issubclass(each, base)}
    return {each for each in found if each.__module__ == module.__name__} - {base}
