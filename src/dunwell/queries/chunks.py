"""Customers by the thousand: no statement names more of them, however many there are."""

from collections.abc import Iterable, Iterator

from dunwell.data.books import Books
from dunwell.policy.file import Policy
from dunwell.queries.message_facts import policies_now
from dunwell.queries.policy_in_force import policy_in

MANY = 2_000


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Cut ids into lists of some thousands, in their order."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), MANY):
        yield ordered[start : start + MANY]


def policies_for(books: Books, customers: Iterable[int]) -> dict[int, Policy]:
    """Give the policy that decides for each of these customers; who has none is not in it."""
    return {
        customer: policy_in(version)
        for some in chunks(customers)
        for customer, version in policies_now(books.company, some).items()
    }
