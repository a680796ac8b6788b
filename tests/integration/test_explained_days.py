"""Explaining a past day gives what the run of that day decided: for every customer, on days of every book."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dunwell.data.books import Books
from dunwell.policy.books import parse_book
from dunwell.queries.explain import ExplainedDay, explain_customers
from dunwell.usecases.play import play_book
from dunwell.usecases.work import find_company
from source_tree import ROOT

DAYS = 5  # looked at in a book, spread over its runs: of long stories not every day is told apart
BOOKS = sorted((ROOT / "tests" / "scenario").glob("*.book"))


def decided(day: ExplainedDay) -> list[Any]:
    return sorted((each["channel"], each["step"], each["step_day"]) for each in day.explanation.actions)


def carried_out(day: ExplainedDay) -> list[Any]:
    rows = (each for each in day.stored if each["state"] == "carried_out")
    return sorted((each["channel"], each["step"], each["step_day"]) for each in rows)


def held(rows: list[dict[str, Any]]) -> list[Any]:
    """List the steps held; a late charge that is not lawful is stored among them and told as an event."""
    return sorted((each["step"], each["guard"]) for each in rows if each.get("guard") and each["step"] != "late-charge")


def spread(days: list[date]) -> list[date]:
    """Choose some days, the last one among them."""
    return days[:: -max(1, len(days) // DAYS)]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_any_day_is_explained_as_its_run_decided_it(db: None, path: Path) -> None:
    play_book(parse_book(path.read_text(encoding="utf-8"), str(path)), "played")
    books = Books(find_company("played"))
    refs = list(books.customers.values_list("ref", flat=True))
    days = list(books.runs.carried_out().order_by("as_of").values_list("as_of", flat=True).distinct())
    for on in spread(days):
        for day in explain_customers(books.company, refs, on, days[-1]):
            assert (on, day.customer, decided(day)) == (on, day.customer, carried_out(day))
            assert (on, day.customer, held(list(day.explanation.held))) == (on, day.customer, held(day.stored))
            unlawful = any(each["step"] == "late-charge" for each in day.stored)
            assert ("is not posted, because the law" in day.explanation.sentence) == unlawful
