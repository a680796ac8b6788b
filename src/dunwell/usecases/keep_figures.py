"""Figures over all of a company's books: worked out on the spot where that is quick, else kept with their moment.

A figure that is kept is shown with when it is of, once anything was written since. What is written here is derived and
thrown away at will, so that it is in no journal. Knows no page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from dunwell.data.books import Books
from dunwell.data.journal import newest_id
from dunwell.data.models import Company
from dunwell.data.statistics import learn
from dunwell.queries import kept
from dunwell.queries.kept import FIGURES
from dunwell.usecases.refresh_worklist import refresh_worklist

RESTS = {"day": timedelta(seconds=20), "trends": timedelta(hours=1)}
LONGER = timedelta(minutes=2)
GONE = timedelta(days=7)
EACH_DAY = ("day", "aging", "largest", "insight", "week", "trends")


@dataclass(frozen=True, slots=True)
class Kept:
    """Figures and when they are of.

    facts: none where they have not been worked out yet. made_at: none where nothing was written since. begin: somebody
    should work them out (anew).
    """

    facts: Any
    made_at: datetime | None = None
    begin: bool = False


def figures(company: Company, name: str, as_of: date, *, at: datetime) -> Kept:
    """Give figures by name (queries.kept.FIGURES) as of a day: those of now, or the newest that are kept."""
    row = kept.kept_figures(company, name, as_of)
    if row is None:
        return Kept(None, begin=True) if kept.is_large(company) else Kept(FIGURES[name](company, as_of))
    if row.seen_seq == newest_id(company):
        return Kept(row.facts)
    return Kept(row.facts, row.made_at, begin=at - row.made_at >= RESTS.get(name, LONGER))


def make_figures(company: Company, name: str, as_of: date, *, at: datetime) -> None:
    """Work figures out, and keep them in place of those of before. Old ones of other days go."""
    newest = newest_id(company)
    facts = FIGURES[name](company, as_of)
    rows = Books(company).figures
    with transaction.atomic():
        rows.filter(made_at__lt=at - GONE).delete()
        rows.filter(name=name, as_of=as_of).delete()
        rows.create(name=name, as_of=as_of, facts=facts, made_at=at, seen_seq=newest)


def prepare_pages(company: Company, today: date, clock: Callable[[], datetime]) -> None:
    """Make the rows of the worklist and the figures of a day, so that nobody waits for them; small books need none."""
    if not kept.is_large(company):
        return
    learn()
    refresh_worklist(company, today)
    for name in EACH_DAY:
        make_figures(company, name, today, at=clock())
