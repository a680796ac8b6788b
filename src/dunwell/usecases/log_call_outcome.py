"""A person has made a call, and says what came of it."""

from dunwell.domain.roles import Verb
from dunwell.usecases.finishing import finish
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.DONE)
def log_call_outcome(work: Work, *, call: int, outcome: str = "") -> Answer:
    """Mark a call, by its number, as made today. A promise heard in it is recorded by a verb of its own.

    Raises Refused `unknown_task`.
    """
    return finish(work, "call", work.books.calls, call, outcome)
