"""Where customers stand: stage, account hold and banner, as the last run and the people after it left them.

Reads only; a handful of queries for any number of customers.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.ready import ready
from dunwell.data.snapshot import policies_in_use
from dunwell.policy.file import Policy
from dunwell.queries.policy_in_force import newest_version, policy_in, running_episode


@dataclass(frozen=True, slots=True)
class Standing:
    """One customer's place on the ladder; stage and banner are none where it stands on none."""

    customer: str
    name: str
    stage: str | None
    stage_since: date | None
    on_hold: bool
    banner: str | None
    reason: str  # why the last run sent nothing; empty where it did, or where there was no run

    def as_facts(self) -> dict[str, Any]:
        """Give it as plain values for `--json`."""
        return {**asdict(self), "stage_since": self.stage_since.isoformat() if self.stage_since else None}


def standings(company: Company, refs: Collection[str] | None = None) -> dict[str, Standing]:
    """Tell where customers stand, by their number; left out: all of them, in the order of their numbers."""
    books = Books(company)
    rows = books.customers.order_by("ref")
    if refs is not None:
        rows = rows.filter(ref__in=refs)
    customers = list(rows)
    ids = [customer.pk for customer in customers]
    episodes = {each.customer_id: each for each in books.episodes.standing().filter(customer__in=ids)}
    holds = set(books.holds.standing().filter(customer__in=ids).values_list("customer_id", flat=True))
    policies = policies_of(company, None if refs is None else ids)
    return {
        customer.ref: _standing(customer, episodes.get(customer.pk), customer.pk in holds, policies.get(customer.pk))
        for customer in customers
    }


def standing_of(company: Company, customer: Customer) -> Standing:
    """Tell where one customer stands, whose row was read."""
    books = Books(company)
    episode = running_episode(books, customer)
    version = newest_version(books, customer) if episode is None else episode.policy_version
    return _standing(customer, episode, bool(_holds(books, customer)), policy_in(version) if version else None)


def policies_of(company: Company, customers: Sequence[int] | None = None) -> dict[int, Policy]:
    """Give the policy that decides for each customer, or for those named, by id (docs/deciding.md, rule 13)."""
    found = policies_in_use(company, customers)
    versions = Books(company).policy_versions.filter(pk__in=found)
    return {customer: policy_in(version) for version in versions for customer in found[version.pk]}


@ready
def _holds(books: Books, customer: Customer) -> Any:
    return books.holds.of_customer(customer).standing().values_list("pk", flat=True)


def _standing(customer: Any, episode: Any, on_hold: bool, policy: Policy | None) -> Standing:
    rank = episode.stage if episode else None
    return Standing(
        customer=customer.ref,
        name=customer.name,
        stage=policy.stage_at(rank).stage if policy and rank else None,
        stage_since=episode.stage_since if episode else None,
        on_hold=on_hold,
        banner=policy.banner_for(rank, on_hold) if policy else None,
        reason=customer.reason,
    )
