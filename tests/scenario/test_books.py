"""Plays every book, by the fast engine and by its readable twin, and proves that the books leave no rule or verb out.

The books beside this file are one to a rule or to a painful case; those in docs are the examples that people read;
those of an independent reading of the rules lie outside the repository and are played where they are at hand.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from dunwell.policy.books import Book, Statement, parse_book, statements, verb_of
from dunwell.policy.books import expectations as expected
from dunwell.usecases.play import play_book
from source_tree import ROOT

HERE = Path(__file__).parent
OUTSIDE = ROOT.parent / "shared" / "data" / "books"
# The twin does not speak to the database: what it decides is proved once. So are most books of the outside reading.
ENGINES = ("decide", pytest.param("reference", marks=pytest.mark.sqlite_only))
FENCED = re.compile(r"^```book\n(.*?)^```$", re.DOTALL | re.MULTILINE)
RULES = re.compile(r"\brule (\d+): ")
LONGEST = 30


def own_books() -> list[Path]:
    return sorted(HERE.glob("*.book"))


def outside_books() -> list[Any]:
    """List the books of the outside reading; on a second database every sixth of them is played."""
    marks = [() if number % 6 == 0 else (pytest.mark.sqlite_only,) for number in range(1000)]
    books = zip(sorted(OUTSIDE.glob("*.book")), marks, strict=False)
    return [pytest.param(path, id=path.stem, marks=mark) for path, mark in books]


def embedded_books() -> list[tuple[Path, int, str]]:
    """List the books within the documents: file, line of the fence, text."""
    found = []
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        fences = FENCED.finditer(text)
        found += [(path, text.count("\n", 0, fence.start()) + 1, fence[1]) for fence in fences]
    return found


def parsed() -> list[Book]:
    return [parse_book(path.read_text(encoding="utf-8"), str(path)) for path in own_books()]


def said() -> list[Statement]:
    return [verb_of(statement) for book in parsed() for statement in book.statements]


def meant() -> list[expected.Expectation]:
    return [line for book in parsed() for statement in book.statements for line in statement.expects]


def ends_as_written(text: str, path: str, engine: str) -> None:
    difference = play_book(parse_book(text, path), "book", engine)
    assert difference is None, str(difference)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", own_books(), ids=lambda path: path.stem)
def test_a_book_ends_as_written(path: Path, engine: str, db: None) -> None:
    ends_as_written(path.read_text(encoding="utf-8"), str(path), engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("path", "text"),
    [pytest.param(path, text, id=f"{path.name}:{line}") for path, line, text in embedded_books()],
)
def test_an_example_of_the_documents_is_true(path: Path, text: str, engine: str, db: None) -> None:
    ends_as_written(text, str(path), engine)


@pytest.mark.skipif(not OUTSIDE.is_dir(), reason="the books of the independent reading are not at hand")
@pytest.mark.parametrize("path", outside_books())
def test_an_independent_reading_agrees(path: Path, db: None) -> None:
    ends_as_written(path.read_text(encoding="utf-8"), str(path), "decide")


@pytest.mark.sqlite_only
@pytest.mark.skipif(not OUTSIDE.is_dir(), reason="the books of the independent reading are not at hand")
@pytest.mark.parametrize("path", outside_books()[::6])
def test_the_twin_agrees_with_an_independent_reading(path: Path, db: None) -> None:
    """Every sixth of them; all are played by the twin in the soak."""
    ends_as_written(path.read_text(encoding="utf-8"), str(path), "reference")


def test_there_are_books_enough_and_each_is_read_at_a_glance() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in own_books()}
    assert len(lengths) >= 44
    assert [name for name, length in lengths.items() if length > LONGEST] == []


def test_each_book_names_its_rule_and_every_rule_has_one() -> None:
    heads = {path.name: path.read_text(encoding="utf-8").splitlines()[0] for path in own_books()}
    assert [name for name, head in heads.items() if not re.match(r"# rule \d+: ", head)] == []
    assert {int(rule) for head in heads.values() for rule in RULES.findall(head)} == set(range(1, 14))


def test_what_peers_do_is_retold() -> None:
    retold = [path for path in own_books() if "\n# Peer: " in path.read_text(encoding="utf-8")]
    assert len(retold) >= 20


def test_the_documents_show_each_rule_that_has_something_to_show() -> None:
    assert len([path for path, _, _ in embedded_books() if path.name == "deciding.md"]) >= 6


def test_every_verb_is_played() -> None:
    assert {type(verb) for verb in said()} == kinds(statements, statements.Statement) - {statements.As}
    assert {verb.approved for verb in said() if isinstance(verb, statements.Approve)} == {True, False}
    assert {verb.verdict for verb in said() if isinstance(verb, statements.Resolve)} == {"upheld", "rejected"}
    assert any(isinstance(each, statements.As) for book in parsed() for each in book.statements)
    assert any(isinstance(verb, statements.Run) and verb.allow_stale for verb in said())


def test_every_expectation_is_met_somewhere() -> None:
    assert {type(line) for line in meant()} == kinds(expected, expected.Expectation) - {expected.OfCustomer}
    channels = {line.channel for line in meant() if isinstance(line, expected.Message)}
    assert channels == {"email", "letter", "sms", "call", "task"}


def kinds(module: object, base: type) -> set[type]:
    """List the kinds that a module knows, without their common base."""
    found = {each for each in vars(module).values() if isinstance(each, type) and issubclass(each, base)}
    return {each for each in found if each.__module__ == module.__name__} - {base}  # type: ignore[attr-defined]
