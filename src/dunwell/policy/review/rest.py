"""Who is at rest: customers of whom a run writes nothing but why they get nothing.

This module does not know which day will change that.
"""

import polars as pl

from dunwell.domain.reasons import ANCHOR_GUARDS, Reason
from dunwell.policy.decide import Decided
from dunwell.policy.decide.stages import wants_to_climb
from dunwell.policy.decide.words import CUSTOMER

_MOVING = ("actions", "tasks", "marked", "friendly_marked", "charges", "broken", "notes")
_OWN = [
    *(str(guard) for guard in ANCHOR_GUARDS),
    *(Reason.BELOW_MINIMUM, Reason.REPLY_WAITING, Reason.PAUSED, Reason.NO_CONTACT, Reason.TOO_SOON, Reason.TOO_MANY),
]
"""What holds a step until another day comes or something is written to the customer itself."""
_STAYS = (("stage", "new_stage"), ("floor", "new_floor"), ("stage_since", "new_since"), ("hold", "new_hold"))
_OLDEST = (("oldest_item_id", "now_oldest_item_id"), ("oldest_due", "now_oldest_due"))
_KNOWN = (
    *(CUSTOMER, "item_id", "due_date", "days", "restart_on", "pause_ended_on"),
    *("new_stage", "new_since", "last_charge_on"),
)


def at_rest(decided: Decided) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Keep the customers that the plan does not move: those for whom nothing waits, and those for whom something does.

    Of the latter a step is held by something that only a new day or a write to the customer ends, a pause ends on a
    day that the facts do not tell, or a climb that was put off waits for news. Whoever is held by anything else, like
    old cash, is in neither: a write that is no customer's ends that at any time.
    """
    known = decided.customers.select(_KNOWN)
    moved, held = _moved(decided), _held(decided)
    here = known.get_column(CUSTOMER)
    unmoved = ~here.is_in(moved.implode()) if moved.len() else None
    if unmoved is not None and not unmoved.any():
        return known.clear(), known.clear()
    stays, waits = decided.customers.select(_stays().alias("stays"), _waits(decided).alias("waits"))
    stays = stays if unmoved is None else stays & unmoved
    waits = waits | here.is_in(held.implode()) if held.len() else waits
    return known.filter(stays & ~waits), known.filter(stays & waits)


def _moved(decided: Decided) -> pl.Series:
    """List whom the plan moves, or holds for a reason that anything may end."""
    tables = [getattr(decided.plan, name) for name in _MOVING]
    held = decided.plan.held
    tables.append(held if held.is_empty() else held.filter(~pl.col("guard").is_in(_OWN)))
    moved = [table.get_column(CUSTOMER) for table in tables if not table.is_empty()]
    return pl.concat(moved) if moved else pl.Series(dtype=pl.Int64)


def _held(decided: Decided) -> pl.Series:
    return decided.plan.held.get_column(CUSTOMER)


def _stays() -> pl.Expr:
    unmoved = pl.all_horizontal(pl.col(before).eq_missing(pl.col(after)) for before, after in _STAYS)
    same_oldest = pl.all_horizontal(pl.col(before).eq_missing(pl.col(after)) for before, after in _OLDEST)
    return unmoved & (same_oldest | pl.col("new_stage").is_null()) & ~pl.col("ends")


def _waits(decided: Decided) -> pl.Expr:
    return pl.col("paused") | wants_to_climb(decided.day).fill_null(False)
