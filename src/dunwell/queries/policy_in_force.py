"""The policy version that decides for a customer (docs/deciding.md, rule 13). Reads only."""

from functools import lru_cache
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Customer, Episode, PolicyVersion
from dunwell.data.ready import ready
from dunwell.data.snapshot import active_versions
from dunwell.policy.file import Policy, StepInstance, steps_of, thaw_policy


def version_in_force(books: Books, customer: Customer) -> PolicyVersion | None:
    """Find the version of the customer's running episode, else the newest of its policy, else of the company's.

    None where the company has no policy yet.
    """
    episode = running_episode(books, customer)
    return newest_version(books, customer) if episode is None else episode.policy_version


def running_episode(books: Books, customer: Customer) -> Episode | None:
    """Find the customer's running episode, with the version that decides for it; none where it stands on no ladder."""
    return next(iter(_running(books, customer)), None)


def newest_version(books: Books, customer: Customer) -> PolicyVersion | None:
    """Find the newest version of the customer's policy, else of the company's, for one without an episode."""
    active = active_versions(books.company)
    number = active.get(customer.policy_name) or active.get(books.company.policy_name)
    return next(iter(version_of(books, number)), None) if number else None


@ready
def _running(books: Books, customer: Customer) -> Any:
    return books.episodes.of_customer(customer).standing().select_related("policy_version").order_by("id")[:1]


@ready
def version_of(books: Books, number: int) -> Any:
    """Read a policy version by its number: a list of it, or an empty one."""
    return books.policy_versions.filter(pk=number)


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
