"""Which policy version decides for which customers (docs/deciding.md, rule 13). Knows no policy's content."""

from collections import defaultdict

import polars as pl

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import read


def active_versions(company: Company) -> dict[str, int]:
    """Give the newest version of each policy of a company: name to id of the PolicyVersion."""
    rows = read(
        "SELECT name, id FROM data_policyversion WHERE company_id = %s ORDER BY activated_on, id",
        {"name": pl.String, "id": pl.Int64},
        [company.pk],
    )
    return dict(rows.iter_rows())


def policies_in_use(company: Company) -> dict[int, list[int]]:
    """Give the customers that each policy version decides for, by id of the version.

    A running episode keeps its version; other customers have the newest of their policy, or of the company's. Those
    whose policy has no version at all have the company's; where that has none either, nobody decides for them.
    """
    active = active_versions(company)
    default = active.get(company.policy_name)
    columns = {"id": pl.Int64, "running": pl.Int64, "policy_name": pl.String}
    decided = defaultdict[int, list[int]](list)
    for customer, running, name in read(_VERSION_OF_EACH, columns, [company.pk]).iter_rows():
        version = running or active.get(name, default)
        if version is not None:
            decided[version].append(customer)
    return dict(sorted(decided.items()))


def decided_by(company: Company, version_id: int) -> pl.Expr:
    """Keep the customers of a version, told by a frame's columns running (of the episode, if any) and policy_name."""
    active = active_versions(company)
    named = pl.col("policy_name").is_in([name for name, version in active.items() if version == version_id])
    if active.get(company.policy_name) == version_id:
        named |= ~pl.col("policy_name").is_in(list(active))
    running = pl.col("running")
    return (running == version_id) | (running.is_null() & named)


_VERSION_OF_EACH = """
SELECT c.id, e.policy_version_id, c.policy_name FROM data_customer c
LEFT JOIN data_episode e ON e.company_id = c.company_id AND e.customer_id = c.id AND e.ended_on IS NULL
WHERE c.company_id = %s ORDER BY c.id
"""
