"""Jobs by the clock: each at its hour, once, by whichever worker comes first. A missed hour is made up once."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import DatabaseError

from dunwell.data.books import Books
from dunwell.data.models import Company, Schedule
from dunwell.data.schedules import LEASE, Turn, end_turn, put_on, still_at_it, take_turn
from dunwell.domain.errors import UserError
from dunwell.domain.schedule import due_day
from dunwell.usecases.sharding.beating import beating
from dunwell.usecases.working.tools import Outcome, Shift, Tools

SOON, LATER = timedelta(minutes=1), timedelta(minutes=15)


def do_due_jobs(tools: Tools, companies: Iterable[Company]) -> bool:
    """Do the jobs whose hour has come, of these companies; tells whether there were any."""
    done = False
    for company in companies:
        ensure_schedule(company, tools)
        for row in Books(company).schedules.filter(active=True, job__in=list(tools.jobs)).order_by("hour", "job"):
            if tools.hands.stops():
                return done
            done |= _do_if_due(company, row, tools)
    return done


def ensure_schedule(company: Company, tools: Tools) -> None:
    """Put on the schedule what is not on it yet; hours that have passed by then are not made up."""
    local = tools.local(company)
    jobs = {name: (job.hour, job.weekday, due_day(local, job.hour, job.weekday)) for name, job in tools.jobs.items()}
    put_on(company, jobs)


def _do_if_due(company: Company, row: Schedule, tools: Tools) -> bool:
    books, at = Books(company), tools.hands.clock()
    day = due_day(tools.local(company), row.hour, row.weekday)
    # Looking costs nothing and locks nothing; whoever then takes the turn is asked for all of it again.
    done, rests = row.done_for is not None and row.done_for >= day, row.not_before is not None and row.not_before > at
    turn = None if done or rests else take_turn(books, row, day, tools.hands.holder, at)
    if turn is None:
        return False
    with beating(lambda: still_at_it(books, turn, tools.hands.clock()), LEASE):
        outcome, rest = _try(company, turn, tools)
    end_turn(books, turn, tools.hands.clock(), outcome, rest)
    tools.say(f"{company.slug}: {turn.job} for {day}: {outcome}")
    return rest is None


def _try(company: Company, turn: Turn, tools: Tools) -> tuple[Outcome, timedelta | None]:
    """Do a job; what goes wrong is told, and the job rests before it is tried again."""

    def beat(phase: str, done: int, number: int) -> None:
        still_at_it(Books(company), turn, tools.hands.clock())
        tools.hands.told(phase, done, number)

    shift = Shift(company, turn.day, tools.caller(company), tools.with_hands(told=beat, pause=None))
    try:
        outcome = tools.jobs[turn.job].do(shift)
    except UserError as error:
        return {"error": error.code, "said": str(error)}, LATER
    except DatabaseError:
        raise
    except Exception as fault:  # noqa: BLE001 - one job that fails does not keep the others from being done
        return {"error": type(fault).__name__, "said": str(fault)[:500]}, LATER
    return (outcome, None) if outcome is not None else ({"state": "not done yet"}, SOON)
