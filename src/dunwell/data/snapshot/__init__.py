"""Snapshots: the facts of a day, out of the ledger, as frames. Knows no rule that decides."""

from dunwell.data.snapshot.past import run_on, take_past_facts, version_on
from dunwell.data.snapshot.scope import Scope, active_versions, policies_in_use, scope_of, versions_in_use
from dunwell.data.snapshot.take import Seen, is_cash_fresh, is_fresh_since, newest_cash, see, take_facts

__all__ = [
    "Scope",
    "Seen",
    "active_versions",
    "is_cash_fresh",
    "is_fresh_since",
    "newest_cash",
    "policies_in_use",
    "run_on",
    "scope_of",
    "see",
    "take_facts",
    "take_past_facts",
    "version_on",
    "versions_in_use",
]
