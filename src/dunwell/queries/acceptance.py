"""Who has not accepted the terms that its policy wants accepted before something is sold. Reads only."""

from collections.abc import Iterable
from typing import Any

from dunwell.data.books import Books
from dunwell.data.snapshot import active_versions
from dunwell.policy.file import Policy
from dunwell.queries.chunks import chunks, policies_for
from dunwell.queries.policy_in_force import policy_in


def wants_acceptance(policy: Policy) -> bool:
    """Tell whether a sale by a policy needs its terms accepted, or is flagged without."""
    return policy.acceptance.required or policy.acceptance.flag_sales


def somebody_wants_it(books: Books) -> bool:
    """Tell whether any policy of the company asks for acceptance at all."""
    active = books.policy_versions.filter(pk__in=list(active_versions(books.company).values()))
    return any(wants_acceptance(policy_in(version)) for version in active)


def lacking_acceptance(books: Books, customers: Iterable[int]) -> dict[int, str]:
    """Give those of these customers that have not accepted the terms of their policy, with its name.

    Only those whose policy asks for it; a constant number of statements for some thousand customers.
    """
    if not somebody_wants_it(books):
        return {}
    wanted = {pk: policy.name for pk, policy in policies_for(books, customers).items() if wants_acceptance(policy)}
    accepted: set[tuple[int, str]] = set()
    for some in chunks(wanted):
        rows: Any = books.acceptances.filter(customer__in=some).values_list("customer_id", "policy_name")
        accepted.update(rows)
    return {pk: name for pk, name in wanted.items() if (pk, name) not in accepted}
