"""The tasks that an event raises, whatever the guards say, beside those that a failing message raises.

Source: docs/deciding.md, rules 4 and 7 to 9. This module does not know the ladder's own tasks.
"""

import polars as pl

from dunwell.policy.decide.commitments import Commitments
from dunwell.policy.decide.overdue import Outcome
from dunwell.policy.decide.words import CUSTOMER
from dunwell.policy.facts import Facts


def event_tasks(commitments: Commitments, facts: Facts, *outcomes: Outcome) -> pl.DataFrame:
    """Gather the tasks of the day, each once for its subject."""
    broken = commitments.broken.select(
        CUSTOMER, task=pl.concat_str(pl.lit("broken-"), "kind"), subject=pl.col("commitment_id").cast(pl.String)
    )
    matters = facts.matters.select(CUSTOMER, "task", subject=pl.col("subject_id").cast(pl.String))
    return pl.concat([broken, matters, *(outcome.tasks for outcome in outcomes)]).unique()
