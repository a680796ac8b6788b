"""Decide exported facts on this machine, one stretch of customers after the other: what a cluster does, without one."""

from pathlib import Path

from dunwell.policy.file import thaw_policy
from dunwell.policy.portable import outcome_of, read_facts, read_header, write_header, write_plan


def decide_here(facts: Path, plan: Path) -> int:
    """Decide the facts of a folder, write the plan into another, and give the number of stretches.

    Raises UserError `facts_unreadable`.
    """
    header = read_header(facts)
    parts = 0
    for version in header.versions:
        policy = thaw_policy(version.text)
        for number, part in enumerate(sorted((facts / str(version.id) / "customers").glob("*.parquet")), start=1):
            found = header.facts(version, read_facts(facts, version.id, part))
            write_plan(plan, version.id, number, outcome_of(found, policy))
            parts += 1
    write_header(plan, header)
    return parts
