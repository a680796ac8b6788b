"""The policy under which a customer stands, as it was frozen. Knows no rule of a policy."""

from functools import lru_cache

from dunwell.data.models import Customer, PolicyVersion
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.policy.file import Policy, thaw_policy
from dunwell.usecases.work import Work


def policy_of(work: Work, customer: Customer) -> Policy:
    """Give the policy for a customer: that of its running episode, else the newest version of its own name.

    Raises Refused `unknown_policy`.
    """
    episode = work.books.episodes.of_customer(customer).standing().select_related("policy_version").first()
    if episode is not None:
        return thawed(episode.policy_version.text)
    return thawed(newest_version(work, customer.policy_name or work.company.policy_name).text)


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
