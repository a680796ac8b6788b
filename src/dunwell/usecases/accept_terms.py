"""A customer accepts the terms of a policy; a sale may hang on it (`dunwell.queries.may_sell`)."""

from dunwell.data.snapshot import active_versions
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case

WAYS = ("", "portal", "signed", "mail", "order", "call")
"""How terms are accepted; empty: nobody said."""


@use_case(Verb.ACCEPT)
def accept_terms(work: Work, *, customer: str, policy: str, how: str = "", by: str = "") -> Answer:
    """Put on record that a customer accepts a policy, by its name, in the version that is in force today.

    `how`: one of WAYS, or nothing; `by`: the person who did. The proof is kept with `enclose`. Accepted again, it is
    noted again with the new day. Raises Refused `unknown_policy` and `unknown_customer`, UserError `unknown_way`.
    """
    _must_be_known(how)
    check_text("name", by)
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
    digest = work.books.policy_versions.get(pk=version).digest
    facts = {"policy": policy, "version": version, "digest": digest, "how": how}
    work.note(facts, subject=found, personal={"by": by} if by else None)
    acceptance = work.books.acceptances.create(
        customer=found,
        policy_name=policy,
        digest=digest,
        how=how,
        accepted_by=by,
        accepted_on=work.today,
        **work.stamp,
    )
    return {
        "acceptance": acceptance.pk,
        "customer": found.ref,
        "policy": policy,
        "digest": digest,
        "how": how,
        "accepted_on": work.today.isoformat(),
    }


def _must_be_known(how: str) -> None:
    if how not in WAYS:
        raise UserError(
            "unknown_way",
            f"{how!r} is no way in which terms are accepted",
            f"Say one of these, or nothing: {', '.join(each for each in WAYS if each)}",
            field="how",
            value=how,
        )
