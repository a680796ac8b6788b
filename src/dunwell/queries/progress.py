"""How far a run is that people wait for. Reads only: two short statements."""

from dataclasses import dataclass

from django.db.models import Count

from dunwell.data.books import Books
from dunwell.data.models import Company

AT_WORK = ("planning", "approved")


@dataclass(frozen=True, slots=True)
class Progress:
    """A run at work: which one, how many of its shards are behind us, and how many there are."""

    run: int
    done: int
    number: int


def run_progress(company: Company) -> Progress | None:
    """Tell how far the run at work is: to be decided, or to be carried out; none where none is."""
    books = Books(company)
    run = books.runs.filter(state__in=AT_WORK).order_by("-pk").first()
    if run is None:
        return None
    states = dict(books.run_shards.filter(run=run).order_by().values_list("state").annotate(number=Count("pk")))
    begun = ("open",) if run.state == "planning" else ("open", "planned", "shown")
    left = sum(states.get(state, 0) for state in begun)
    return Progress(run.pk, sum(states.values()) - left, sum(states.values()))
