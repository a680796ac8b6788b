"""A run is cut into shards, or given up. Decides nothing and applies nothing."""

from datetime import date

from dunwell.data.books import Books
from dunwell.data.models import Run, RunShard
from dunwell.data.plans import cancel_stored
from dunwell.data.shards import shut_out
from dunwell.data.snapshot import is_fresh_since, versions_in_use
from dunwell.usecases.ledger.policies import thawed
from dunwell.usecases.running import Asked, cash_told
from dunwell.usecases.work import Work, find_company


def begin_shards(work: Work, asked: Asked, newest: date | None, stretches: list[tuple[int, int, int]]) -> Run:
    """Make shards of a day, a stretch of customers each, that are to be planned. Nothing of it counts yet.

    A run that is approved beforehand is carried out as it is planned, shard by shard.
    `newest`: the newest day of cash that counts for this run. `stretches`: the first id, the last, and how many.
    """
    versions = work.books.policy_versions.filter(pk__in=versions_in_use(work.company))
    fresh = all(is_fresh_since(work.company, newest, asked.as_of, thawed(each.text)) for each in versions)
    work.note(asked.plain() | {"shards": len(stretches)})
    run: Run = work.books.runs.create(
        as_of=asked.as_of,
        state="approved" if asked.approved else "planning",
        allow_stale=asked.allow_stale,
        cash_fresh=asked.allow_stale or fresh,
        asked=asked.plain() | cash_told(newest, fresh=fresh),
        recorded_on=work.today,
        recorded_seq=work.seq,
    )
    work.books.run_shards.bulk_create(
        RunShard(company=work.company, run=run, number=number, first=first, last=last, size=many)
        for number, (first, last, many) in enumerate(stretches, 1)
    )
    return run


def give_up(run: Run) -> None:
    """Give up a run of which nothing counts yet; a worker that is at one of its shards can write nothing any more."""
    shut_out(Books(run.company), run)
    cancel_stored(run)


def unfinished(company: str, run: int) -> bool:
    """Tell whether shards of a run are still to be planned or applied."""
    found: bool = Books(find_company(company)).runs.in_hand().filter(pk=run).exists()
    return found
