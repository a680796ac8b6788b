"""The policy version that decides for a customer (docs/deciding.md, rule 13). Reads only."""

from functools import lru_cache

from dunwell.data.books import Books
from dunwell.data.models import Customer, PolicyVersion
from dunwell.data.snapshot import active_versions
from dunwell.policy.file import Policy, StepInstance, steps_of, thaw_policy


def version_in_force(books: Books, customer: Customer) -> PolicyVersion | None:
    """Find the version of the customer's running episode, else the newest of its policy, else of the company's.

    None where the company has no policy yet.
    """
    episode = books.episodes.of_customer(customer).standing().select_related("policy_version").first()
    if episode is not None:
        running: PolicyVersion = episode.policy_version
        return running
    active = active_versions(books.company)
    number = active.get(customer.policy_name) or active.get(books.company.policy_name)
    newest: PolicyVersion | None = books.policy_versions.filter(pk=number).first()
    return newest


def policy_in(version: PolicyVersion) -> Policy:
    """Read what a version says; the same text is read once."""
    return _thawed(version.text)


def steps_in(version: PolicyVersion) -> tuple[StepInstance, ...]:
    """Give the steps of what a version says; the same text is unfolded once."""
    return _unfolded(version.text)


@lru_cache(maxsize=64)
def _unfolded(text: str) -> tuple[StepInstance, ...]:
    return tuple(steps_of(_thawed(text)))


@lru_cache(maxsize=64)
def _thawed(text: str) -> Policy:
    return thaw_policy(text)
