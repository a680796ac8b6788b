"""A run as books have it: planned, approved and carried out at once, its messages delivered, its cash fresh."""

from datetime import date

from dunwell.domain.roles import Verb
from dunwell.usecases.run_collections import run_with
from dunwell.usecases.running import Engine, decide_and_review, decide_readably
from dunwell.usecases.work import Answer, Caller, Work, use_case

ENGINES: dict[str, Engine] = {"decide": decide_and_review, "reference": decide_readably}


def play_run(caller: Caller, engine: str, as_of: date) -> list[int]:
    """Run a day with one of the engines, and give the run's id where it did anything but count the silent.

    Raises what `run_collections` raises.
    """
    answer = _run(caller, engine=engine, as_of=as_of)
    did = any(number for what, number in answer["counts"].items() if what != "silent")
    return [int(answer["run"])] if did else []


@use_case(Verb.RUN)
def _run(work: Work, *, engine: str, as_of: date) -> Answer:
    # In a book cash counts as fresh (docs/books.md): there `run` and `run allow-stale` are the same.
    return run_with(ENGINES[engine], work, as_of=as_of, allow_stale=True, approved=True, delivered=True, full=False)
