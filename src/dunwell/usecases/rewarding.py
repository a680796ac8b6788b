"""Rewards: proposed once a month from the record, granted by the policy's rule or by a person."""

from datetime import date, timedelta

from dunwell.data.models import Customer, Reward, Run
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.rewards import Earned, Offers, earned
from dunwell.domain.roles import Role, Verb
from dunwell.policy.file import Policy
from dunwell.queries.behaviour import behaviours
from dunwell.queries.message_facts import policies_now
from dunwell.queries.policy_in_force import policy_in
from dunwell.usecases.work import Answer, Work, use_case

REST = timedelta(days=360)  # so long after a reward there is no other


def propose_rewards(work: Work, run: Run) -> list[Duty]:
    """Propose what customers have earned, at the first run of a month; give the duties to grant them.

    One that the policy grants by its rule is granted at once, and is nobody's work. Thanks are always somebody's.
    """
    if not _first_of_month(work, run):
        return []
    paid = {pk: each for pk, each in behaviours(work.books, run.as_of).items() if each.settled}
    lately = work.books.rewards.filter(proposed_on__gt=run.as_of - REST, customer__in=list(paid))
    rested = set(lately.values_list("customer_id", flat=True))
    versions = policies_now(work.company, set(paid) - rested)
    policies = {customer: policy_in(version) for customer, version in versions.items()}
    customers = work.books.customers.in_bulk(list(policies))
    duties = []
    for pk, policy in policies.items():
        customer = customers[pk]
        found = earned(paid[pk], _offers(policy), customer.terms or policy.terms)
        if found is None:
            continue
        row = _propose(work, customer, found, run.as_of)
        if policy.rewards.by_rule and found.terms:
            _grant(work, row, customer, "rule")
        else:
            duties.append(Duty(pk, DutyName.GRANT_REWARD, str(row.pk), Role.COLLECTIONS))
    return duties


@use_case(Verb.REWARD)
def answer_reward(work: Work, *, customer: str, granted: bool, reason: str = "") -> Answer:
    """Grant the reward that was proposed for a customer, or decline it; terms that it brings hold for new invoices.

    Raises Refused `no_reward` and `unknown_customer`.
    """
    owner = work.customer(customer)
    row: Reward | None = work.books.rewards.of_customer(owner).filter(state="proposed").order_by("-id").first()
    if row is None:
        raise Refused(
            RefusalCode.NO_REWARD,
            f"No reward is proposed for {customer}",
            "See what is proposed with `dunwell rewards`",
            field="customer",
            value=customer,
        )
    work.note({"reward": row.pk, "granted": granted}, subject=owner, personal={"reason": reason} if reason else None)
    if granted:
        _grant(work, row, owner, work.caller.actor)
    else:
        row.state, row.answered_by, row.ended_on, row.ended_seq = "declined", work.caller.actor, work.today, work.seq
        row.save()
    return {"reward": row.pk, "customer": customer, "kind": row.kind, "state": row.state, "terms": row.terms}


def _first_of_month(work: Work, run: Run) -> bool:
    since = run.as_of.replace(day=1)
    return not work.books.runs.carried_out().filter(as_of__gte=since).exclude(pk=run.pk).exists()


def _offers(policy: Policy) -> Offers:
    rewards = policy.rewards
    return Offers(
        rewards.least_invoices,
        rewards.on_time_percent,
        rewards.early_percent,
        rewards.terms,
        rewards.discount,
        rewards.thanks,
    )


def _propose(work: Work, customer: Customer, found: Earned, on: date) -> Reward:
    row: Reward = work.books.rewards.create(
        customer=customer,
        kind=found.kind,
        terms=found.terms,
        evidence=list(found.evidence),
        proposed_on=on,
        **work.stamp,
    )
    return row


def _grant(work: Work, row: Reward, customer: Customer, by: str) -> None:
    if row.terms:
        row.terms_before = customer.terms
        work.books.customers.filter(pk=customer.pk).update(terms=row.terms)
        work.touch(customer)
    row.state, row.answered_by, row.ended_on, row.ended_seq = "granted", by, work.today, work.seq
    row.save()
