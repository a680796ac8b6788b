"""Facts and plans as folders of Parquet files, so that a day can be decided on other machines than the ledger's.

Knows neither where they come from nor what decides; the same files serve this machine and a cluster.
"""

from dunwell.policy.portable.folders import (
    Header,
    Version,
    plan_tables,
    read_facts,
    read_header,
    write_facts,
    write_header,
    write_plan,
)
from dunwell.policy.portable.shapes import FACTS, PLANS, apart, columns_of, outcome_of, together

__all__ = [
    "FACTS",
    "PLANS",
    "Header",
    "Version",
    "apart",
    "columns_of",
    "outcome_of",
    "plan_tables",
    "read_facts",
    "read_header",
    "together",
    "write_facts",
    "write_header",
    "write_plan",
]
