"""Which policy version decides for which customers, and whom a run has to decide (docs/deciding.md, rule 13).

Knows no policy's content.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import among, rows


def active_versions(company: Company) -> dict[str, int]:
    """Give the newest version of each policy of a company: name to id of the PolicyVersion."""
    return dict(rows(_VERSIONS, [company.pk]))


def policies_in_use(company: Company, customers: Sequence[int] | None = None) -> dict[int, list[int]]:
    """Give the customers that each policy version decides for, by id of the version; `customers`: of these alone.

    A running episode keeps its version; other customers have the newest of their policy, or of the company's. Those
    whose policy has no version at all have the company's; where that has none either, nobody decides for them.
    """
    if customers is None:
        return _by_version(company, rows(f"{_WITH_EPISODES} ORDER BY c.id", [company.pk]))
    condition, ids = among("c.id", customers)
    return _by_version(company, rows(f"{_WITH_EPISODES} AND {condition} ORDER BY c.id", [company.pk, ids]))


def versions_in_use(company: Company) -> list[int]:
    """List the policy versions that decide for anybody, or would: those of running episodes and the newest ones."""
    running = {version for (version,) in rows(_RUNNING, [company.pk])}
    return sorted(running.union(active_versions(company).values()))


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a run decides, and what it need not look at again to know.

    customers: by id of each policy version in use, those to decide; none stands for all of them. number: of how many
    anything can have changed, at most. silent: how many of the others get nothing.
    """

    customers: dict[int, list[int] | None]
    number: int
    silent: int


# So many customers are named in each statement; of more, when they are most of all, all are decided.
MANY = 1_000


def scope_of(company: Company, due_by: date, *, full: bool = False, within: tuple[int, int] | None = None) -> Scope:
    """Find whom a run decides: all, or only those of whom anything can have changed since they were decided.

    `due_by`: whose day of review is this one or an earlier one is decided. `within`: the first and the last id of those
    who are looked at; the others might as well not be there.
    """
    one = _decided_by_one(company, within)
    if full and within and one:  # all between two ids, whoever they are
        return Scope({one: None}, number=within[1] - within[0] + 1, silent=0)
    ids, narrowed = (within, _WITHIN) if within else ((), "")
    each = _ALONE if one else _WITH_EPISODES
    summed = f"{_ALL_ALONE}{narrowed}" if one else f"{_ALL_WITH_EPISODES}{narrowed} GROUP BY 2, 3"
    sums = [row for row in rows(summed, [due_by, due_by, company.pk, *ids]) if row[3]]
    in_use = _by_version(company, sums)
    everybody, due, silent = (sum(row[place] for row in sums) for place in (3, 4, 5))
    if full or MANY < due > everybody // 2:
        return Scope(dict.fromkeys(in_use), number=everybody if full else due, silent=0)
    found = rows(f"{each}{_DUE}{narrowed} ORDER BY c.id", [company.pk, due_by, *ids]) if due else []
    chosen = _by_version(company, found)
    return Scope({version: chosen.get(version, []) for version in in_use}, due, silent)


def _decided_by_one(company: Company, within: tuple[int, int] | None) -> int | None:
    """Give the policy version that decides for all of them, so that no episode has to be asked for its own; or none."""
    active = active_versions(company)
    if list(active) != [company.policy_name]:
        return None
    version = active[company.policy_name]
    narrowed = " AND customer_id BETWEEN %s AND %s" if within else ""
    return None if rows(f"{_ANOTHER}{narrowed} LIMIT 1", [company.pk, version, *(within or ())]) else version


def _by_version(company: Company, customers: Iterable[tuple[Any, ...]]) -> dict[int, list[Any]]:
    """Gather rows of (what is gathered, version of the running episode, name of the policy, …) by deciding version."""
    active = active_versions(company)
    default = active.get(company.policy_name)
    decided = defaultdict[int, list[Any]](list)
    for what, running, name, *_ in customers:
        version = running or active.get(name, default)
        if version is not None:
            decided[version].append(what)
    return dict(sorted(decided.items()))


def decided_by(company: Company, version_id: int) -> pl.Expr:
    """Keep the customers of a version, told by a frame's columns running (of the episode, if any) and policy_name."""
    active = active_versions(company)
    named = pl.col("policy_name").is_in([name for name, version in active.items() if version == version_id])
    if active.get(company.policy_name) == version_id:
        named |= ~pl.col("policy_name").is_in(list(active))
    running = pl.col("running")
    return (running == version_id) | (running.is_null() & named)


_VERSIONS = "SELECT name, id FROM data_policyversion WHERE company_id = %s ORDER BY activated_on, id"
_RUNNING = "SELECT DISTINCT policy_version_id FROM data_episode WHERE company_id = %s AND ended_on IS NULL"
_ANOTHER = "SELECT 1 FROM data_episode WHERE company_id = %s AND ended_on IS NULL AND policy_version_id <> %s"
_COUNTED = """
COUNT(*),
SUM(CASE WHEN c.next_review_on > %s THEN 0 ELSE 1 END),
SUM(CASE WHEN c.next_review_on > %s AND c.reason <> '' THEN 1 ELSE 0 END)
"""
_OF_ALL = " FROM data_customer c WHERE c.company_id = %s"
_OF_EPISODES = """ FROM data_customer c
LEFT JOIN data_episode e ON e.company_id = c.company_id AND e.customer_id = c.id AND e.ended_on IS NULL
WHERE c.company_id = %s"""
_ALONE = f"SELECT c.id, NULL, c.policy_name{_OF_ALL}"
_WITH_EPISODES = f"SELECT c.id, e.policy_version_id, c.policy_name{_OF_EPISODES}"
_ALL_ALONE = f"SELECT 0, NULL, '', {_COUNTED}{_OF_ALL}"  # where one decides for all, it matters to none who chose it
_ALL_WITH_EPISODES = f"SELECT 0, e.policy_version_id, c.policy_name, {_COUNTED}{_OF_EPISODES}"
_DUE = " AND (c.next_review_on IS NULL OR c.next_review_on <= %s)"
_WITHIN = " AND c.id BETWEEN %s AND %s"
