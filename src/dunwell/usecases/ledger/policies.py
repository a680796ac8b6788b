"""The policy under which a customer stands, as it was frozen. Knows no rule of a policy."""

from functools import lru_cache

from dunwell.data.models import Customer, PolicyVersion
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.policy.file import Policy, thaw_policy
from dunwell.usecases.work import Work


def policy_of(work: Work, customer: Customer) -> Policy:
    """Read the policy that decides for a customer. Raises Refused `unknown_policy`."""
    return thawed(deciding_version(work, customer).text)


def deciding_version(work: Work, customer: Customer) -> PolicyVersion:
    """Find the policy version for a customer: that of its running episode, else the newest of its policy's name.

    Raises Refused `unknown_policy`. Source: docs/deciding.md, rule 13.
    """
    episode = work.books.episodes.of_customer(customer).standing().select_related("policy_version").first()
    if episode is not None:
        version: PolicyVersion = episode.policy_version
        return version
    return newest_version(work, customer.policy_name or work.company.policy_name)


def newest_version(work: Work, name: str) -> PolicyVersion:
    """Find the newest version of a policy by its name. Raises Refused `unknown_policy`."""
    found: PolicyVersion | None = work.books.policy_versions.filter(name=name).order_by("-activated_on", "-id").first()
    if found is None:
        raise Refused(
            RefusalCode.UNKNOWN_POLICY,
            f"The company has no policy {name}",
            "Give the name of a policy that `dunwell policy` lists, or add the policy first",
            field="policy",
            value=name,
        )
    return found


@lru_cache(maxsize=64)
def thawed(text: str) -> Policy:
    """Read a frozen policy; the same text is read once."""
    return thaw_policy(text)
