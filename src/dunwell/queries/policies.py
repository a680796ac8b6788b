"""The policies in force in a company, by name. Reads only."""

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.data.snapshot import active_versions
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.policy.file import Policy
from dunwell.queries.policy_in_force import policy_in, version_of


def active_policy(company: Company, name: str) -> Policy:
    """Give the newest version of a policy. Raises Refused `unknown_policy`."""
    active = active_versions(company)
    if name not in active:
        raise Refused(
            RefusalCode.UNKNOWN_POLICY,
            f"The company has no policy {name}",
            f"In force: {', '.join(active) or 'none'}; a file is named by its path",
            field="policy",
            value=name,
        )
    [version] = version_of(Books(company), active[name])
    return policy_in(version)
