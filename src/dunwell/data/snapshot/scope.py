"""Which policy version decides for which customers (docs/deciding.md, rule 13). Knows no policy's content."""

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
    rows = read(_VERSION_OF_EACH, {"id": pl.Int64, "running": pl.Int64, "policy_name": pl.String}, [company.pk])
    decided = rows.select("id", version=version_of(company)).drop_nulls().sort("version", "id")
    return dict(decided.group_by("version", maintain_order=True).agg("id").iter_rows())


def version_of(company: Company) -> pl.Expr:
    """Tell the version from a frame's columns running (of the episode, if one runs) and policy_name."""
    active = active_versions(company)
    default = active.get(company.policy_name)
    named = pl.col("policy_name").replace_strict(active, default=default, return_dtype=pl.Int64)
    return pl.coalesce("running", named)


_VERSION_OF_EACH = """
SELECT c.id, e.policy_version_id, c.policy_name FROM data_customer c
LEFT JOIN data_episode e ON e.company_id = c.company_id AND e.customer_id = c.id AND e.ended_on IS NULL
WHERE c.company_id = %s
"""
