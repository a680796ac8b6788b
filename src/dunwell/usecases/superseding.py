"""Calls and tasks that nobody did, closed where a newer one says the same: a person finds one of them on the list."""

from typing import Any

from django.db.models import Exists, OuterRef

from dunwell.data.models import Run
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.work import Work

SUPERSEDED = "superseded by a newer one"


def supersede_older(work: Work, run: Run) -> int:
    """Cancel the older open calls of customers whom a run has called, and older open tasks of the same kind. Counts.

    A call says what is owed on its day, so the newest says it all; of tasks those alone that steps of the ladder gave.
    """
    calls, tasks = work.books.calls, work.books.tasks.filter(decision__isnull=False)
    newer_call = calls.filter(customer=OuterRef("customer"), decision__run=run)
    newer_task = tasks.filter(customer=OuterRef("customer"), task=OuterRef("task"), run=run)
    found = 0
    if calls.filter(decision__run=run).exists():
        found += _cancel(work, calls.open().filter(Exists(newer_call), decision__run__lt=run))
    if tasks.filter(run=run).exists():
        found += _cancel(work, tasks.open().filter(Exists(newer_task), run__lt=run))
    return found


def _cancel(work: Work, rows: Any) -> int:
    ids: list[int] = list(rows.values_list("pk", flat=True))
    done = {"state": "cancelled", "done_on": work.today, "outcome": SUPERSEDED}
    mine = work.books.of(rows.model)
    return sum(int(mine.filter(pk__in=part).update(**done)) for part in batches(ids))
