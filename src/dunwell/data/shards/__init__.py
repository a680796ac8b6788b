"""Runs in shards at the level of rows: where to cut, who has which shard. Knows no rule and no plan."""

from dunwell.data.shards.company import hold_company
from dunwell.data.shards.cutting import cut, usual_size
from dunwell.data.shards.leases import Held, LeaseLost, claim, hold, keep_alive, let_go, settle, shut_out

__all__ = [
    "Held",
    "LeaseLost",
    "claim",
    "cut",
    "hold",
    "hold_company",
    "keep_alive",
    "let_go",
    "settle",
    "shut_out",
    "usual_size",
]
