"""A person has done a task, and says what came of it."""

from dunwell.domain.roles import Verb
from dunwell.usecases.finishing import finish
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.DONE)
def complete_task(work: Work, *, task: int, outcome: str = "") -> Answer:
    """Mark a task, by its number, as done today. Raises Refused `unknown_task`."""
    return finish(work, "task", work.books.tasks, task, outcome)
