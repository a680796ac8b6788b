"""A person says what kind of debtor a customer is; the strategy that the policy names for that kind follows from it."""

import inspect

from dunwell.data.models import Customer
from dunwell.domain.debtors import DebtorKind
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.queries.debtors import suggestions
from dunwell.usecases.ledger.policies import newest_version, policy_of
from dunwell.usecases.move_episode import move_episode
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.KIND)
def confirm_kind(work: Work, *, customer: str, kind: str, reason: str = "") -> Answer:
    """Confirm a kind (domain.debtors), with the evidence of today; empty, it is taken back and all is as before.

    Where the policy names another policy for the kind, the customer follows it, a running episode too. Raises Refused
    `unknown_customer`, `unknown_policy`, `no_kind`, UserError `unknown_kind`.
    """
    if kind and kind not in tuple(DebtorKind):
        raise UserError(
            "unknown_kind",
            f"{kind} is no kind of debtor",
            f"Say one of these: {', '.join(DebtorKind)}",
            field="kind",
            value=kind,
        )
    owner = work.customer(customer)
    standing = work.books.kind_findings.of_customer(owner).standing().first()
    if not kind and standing is None:
        raise Refused(
            RefusalCode.NO_KIND, f"No kind is confirmed of {customer}", "Leave it so", field="customer", value=customer
        )
    found = suggestions(work.books, work.today, [owner.pk]).get(owner.pk)
    evidence = list(found.evidence) if found else []
    before = standing.policy_before if standing else owner.policy_name
    work.note({"kind": kind, "evidence": evidence}, subject=owner, personal={"reason": reason} if reason else None)
    if standing is not None:
        standing.ended_on, standing.ended_seq = work.today, work.seq
        standing.save(update_fields=["ended_on", "ended_seq"])
        _follow(work, owner, before)
    if kind:
        strategy = policy_of(work, owner).debtor_kinds.of(kind).policy
        work.books.kind_findings.create(
            customer=owner,
            kind=kind,
            evidence=evidence,
            confirmed_on=work.today,
            confirmed_by=work.caller.actor,
            policy_before=before,
            **work.stamp,
        )
        if strategy:
            _follow(work, owner, strategy)
    work.books.customers.filter(pk=owner.pk).update(debtor_kind=kind)
    return {"customer": customer, "kind": kind, "evidence": evidence, "policy": owner.policy_name}


def _follow(work: Work, owner: Customer, policy: str) -> None:
    """Let a customer follow a policy from now on, its running episode too."""
    if owner.policy_name == policy:
        return
    newest_version(work, policy or work.company.policy_name)
    owner.policy_name = policy
    owner.save(update_fields=["policy_name"])
    if work.books.episodes.of_customer(owner).standing().exists():
        inspect.unwrap(move_episode)(work, customer=owner.ref)
