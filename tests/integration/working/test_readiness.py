"""A worker makes itself ready: it decides what a night would, and nothing of it stays."""

from pathlib import Path

import pytest

from dunwell.data.models import Company, JournalEntry
from dunwell.usecases.working.readiness import get_ready
from integration.working.crew import Yard

CUSTOMERS = ("C1", "C2", "C3")


@pytest.fixture
def yard(db: None, tmp_path: Path) -> Yard:
    return Yard(tmp_path)


def test_what_a_night_would_decide_is_decided_and_forgotten(yard: Yard) -> None:
    yard.customers(*CUSTOMERS)
    yard.at("2026-04-01T06:00")
    entries = JournalEntry.objects.count()
    worker = yard.worker()
    assert get_ready(worker.tools.caller(yard.company)) >= len(CUSTOMERS)
    worker.get_ready()
    assert JournalEntry.objects.count() == entries
    assert not yard.books.runs.exists()
    assert not yard.books.messages.exists()


def test_where_nobody_is_known_nothing_is_decided(yard: Yard) -> None:
    empty = Company.objects.create(slug="new", name="New", country="NL", currency="EUR", zone="Europe/Amsterdam")
    assert get_ready(yard.worker().tools.caller(empty)) == 0
