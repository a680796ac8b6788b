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
_KNOWN = (
    *(CUSTOMER, "item_id", "due_date", "days", "restart_on", "pause_ended_on"),
    *("new_stage", "new_since", "last_charge_on"),
)


def at_rest(decided: Decided) -> pl.DataFrame:
    """Keep the customers that the plan does not move, that nothing of theirs waits for, and that are not paused.

    A pause ends on a day that the facts do not tell; a climb that is put off waits for news that may come any night.
    """
    known = decided.customers.select(_KNOWN)
    moved = _moved(decided)
    unmoved = ~known.get_column(CUSTOMER).is_in(moved.implode()) if moved.len() else None
    if unmoved is not None and not unmoved.any():
        return known.clear()
    rests = decided.customers.select(_stays(decided)).to_series()
    return known.filter(rests if unmoved is None else rests & unmoved)


def _moved(decided: Decided) -> pl.Series:
    """List whom the plan moves."""
    tables = [getattr(decided.plan, name) for name in _MOVING]
    moved = [table.get_column(CUSTOMER) for table in tables if not table.is_empty()]
    return pl.concat(moved) if moved else pl.Series(dtype=pl.Int64)


def _stays(decided: Decided) -> pl.Expr:
    unmoved = pl.all_horizontal(pl.col(before).eq_missing(pl.col(after)) for before, after in _STAYS)
    same_oldest = pl.all_horizontal(pl.col(before).eq_missing(pl.col(after)) for before, after in _OLDEST)
    waits = pl.col("paused") | wants_to_climb(decided.day).fill_null(False)
    return unmoved & (same_oldest | pl.col("new_stage").is_null()) & ~pl.col("ends") & ~waits
