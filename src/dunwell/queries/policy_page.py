"""A company's policies for a page: which is in force, its versions, its text. Reads only."""

from dataclasses import dataclass
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.policy.file import Policy
from dunwell.policy.file.written import policy_file
from dunwell.queries.policies import active_policy

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
