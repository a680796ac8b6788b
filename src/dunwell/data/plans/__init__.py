"""Plans written down: stored while a run waits, applied when it may, and what became of the messages."""

from dunwell.data.plans.apply import (
    Writer,
    apply_part,
    apply_plan,
    apply_stored,
    cancel_stored,
    keep_plan,
    note_policy,
    show_part,
    store_plan,
)
from dunwell.data.plans.delivery import SENDABLE, record_bounce, record_delivery

__all__ = [
    "SENDABLE",
    "Writer",
    "apply_part",
    "apply_plan",
    "apply_stored",
    "cancel_stored",
    "keep_plan",
    "note_policy",
    "record_bounce",
    "record_delivery",
    "show_part",
    "store_plan",
]
