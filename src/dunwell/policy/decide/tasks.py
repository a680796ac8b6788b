"""The tasks that an event raises, whatever the guards say, beside those that a failing message raises.

Source: docs/deciding.md, rules 4 and 7 to 9. This module does not know the ladder's own tasks.
"""

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.outcome import Outcome, together
from dunwell.policy.decide.words import CUSTOMER
from dunwell.policy.facts import nothing
from dunwell.policy.plan import TaskRow


def event_tasks(day: Day, *outcomes: Outcome) -> pl.DataFrame:
    """Gather the tasks of the day, each once for its subject."""
    if day.commitments.broken.is_empty() and day.facts.matters.is_empty():
        return together(nothing(TaskRow), *(outcome.tasks for outcome in outcomes)).unique()
    broken = day.commitments.broken.select(
        CUSTOMER, task=pl.concat_str(pl.lit("broken-"), "kind"), subject=pl.col("commitment_id").cast(pl.String)
    )
    matters = day.facts.matters.select(CUSTOMER, "task", subject=pl.col("subject_id").cast(pl.String))
    return together(broken, matters, *(outcome.tasks for outcome in outcomes)).unique()
