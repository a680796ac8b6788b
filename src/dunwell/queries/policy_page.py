"""A company's policies for a page: which is in force, its versions, its text. Reads only."""

from dataclasses import dataclass
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.policy.file import Policy
from dunwell.policy.file.written import policy_file
from dunwell.queries.policies import active_policy
from dunwell.queries.work_rows import SORTS

SHOWN = 20


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """The policy in force, its file, and the versions there were."""

    policy: Policy
    text: str
    versions: list[dict[str, Any]]


def policy_page(company: Company) -> PolicyPage:
    """Gather what the page of the policy shows."""
    policy = active_policy(company, company.policy_name)
    rows = Books(company).policy_versions.order_by("-activated_on", "-id")[:SHOWN]
    versions = [{"name": row.name, "digest": row.digest, "activated_on": row.activated_on} for row in rows]
    return PolicyPage(policy, policy_file(policy), versions)


def owing(company: Company) -> int:
    """Count the customers who owe something."""
    return int(Books(company).items.open().order_by().values("customer_id").distinct().count())


def debtors(company: Company) -> list[tuple[str, str]]:
    """Name customers on whom a policy can be looked at: those who owe the most, number and name."""
    rows = Books(company).work_rows.exclude(overdue_minor=0).order_by(*SORTS["score"]).values_list("ref", "name")
    return list(dict.fromkeys(rows[:SHOWN]))
