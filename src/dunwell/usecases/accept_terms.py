"""A customer accepts the terms of a policy; a sale may hang on it (`dunwell.queries.may_sell`)."""

from dunwell.data.snapshot import active_versions
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.ACCEPT)
def accept_terms(work: Work, *, customer: str, policy: str) -> Answer:
    """Put on record that a customer accepts a policy, by its name.

    Accepted again, it is noted again with the new day. Raises Refused `unknown_policy` and `unknown_customer`.
    """
    found = work.customer(customer)
    version = active_versions(work.company).get(policy)
    if version is None:
        raise Refused(
            RefusalCode.UNKNOWN_POLICY,
            f"There is no policy {policy}",
            "Give the name of a policy that is in force, or put it in force first with `dunwell policy`",
            field="policy",
            value=policy,
        )
    work.note({"policy": policy, "version": version}, subject=found)
    acceptance = work.books.acceptances.create(customer=found, policy_name=policy, accepted_on=work.today, **work.stamp)
    return {
        "acceptance": acceptance.pk,
        "customer": found.ref,
        "policy": policy,
        "accepted_on": work.today.isoformat(),
    }
