"""Who is at rest: customers of whom a run writes nothing but why they get nothing.

This module does not know which day will change that.
"""

import polars as pl

from dunwell.policy.decide import Decided
from dunwell.policy.decide.stages import wants_to_climb
from dunwell.policy.decide.words import CUSTOMER

_MOVING = ("actions", "tasks", "held", "marked", "friendly_marked", "charges", "broken", "notes")
_STAYS = (("stage", "new_stage"), ("floor", "new_floor"), ("stage_since", "new_since"), ("hold", "new_hold"))
_OLDEST = (("oldest_item_id", "now_oldest_item_id"), ("oldest_due", "now_oldest_due"))


def at_rest(decided: Decided) -> pl.DataFrame:
    """Keep the customers that the plan does not move, that nothing of theirs waits for, and that are not paused.

    A pause ends on a day that the facts do not tell; a climb that is put off waits for news that may come any night.
    """
    tables = [getattr(decided.plan, name) for name in _MOVING]
    moved = [table.select(CUSTOMER) for table in tables if not table.is_empty()]
    customers = decided.customers
    if moved:
        customers = customers.join(pl.concat(moved), on=CUSTOMER, how="anti")
    if customers.is_empty():
        return customers
    unmoved = pl.all_horizontal(pl.col(before).eq_missing(pl.col(after)) for before, after in _STAYS)
    same_oldest = pl.all_horizontal(pl.col(before).eq_missing(pl.col(after)) for before, after in _OLDEST)
    waits = pl.col("paused") | wants_to_climb(decided.day).fill_null(False)
    return customers.filter(unmoved, same_oldest | pl.col("new_stage").is_null(), ~pl.col("ends"), ~waits)
