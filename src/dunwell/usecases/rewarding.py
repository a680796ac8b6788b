"""Rewards: proposed once a month from the record, granted by the policy's rule or by a person."""

from collections.abc import Iterator
from datetime import date, timedelta

from dunwell.data.models import Customer, Reward, Run
from dunwell.data.snapshot import active_versions
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.rewards import Earned, Offers, earned
from dunwell.domain.roles import Role, Verb
from dunwell.policy.file import Policy
from dunwell.queries.behaviour import behaviours
from dunwell.queries.chunks import chunks, policies_for
from dunwell.queries.policy_in_force import policy_in
from dunwell.usecases.work import Answer, Work, use_case

REST = timedelta(days=360)  # so long after a reward there is no other


def propose_rewards(work: Work, run: Run) -> list[Duty]:
    """Propose what customers have earned, at the first run of a month; give the duties to grant them.

    One that the policy grants by its rule is granted at once, and is nobody's work. Thanks are always somebody's.
    """
    active = work.books.policy_versions.filter(pk__in=list(active_versions(work.company).values()))
    if not any(_offers_anything(policy_in(version)) for version in active) or not _first_of_month(work, run):
        return []
    everybody = work.books.customers.values_list("pk", flat=True)
    return [duty for some in chunks(everybody) for duty in _rewards_of(work, some, run.as_of)]


def _rewards_of(work: Work, customers: list[int], on: date) -> Iterator[Duty]:
    """Propose what some customers have earned."""
    paid = {pk: each for pk, each in behaviours(work.books, on, customers).items() if each.settled}
    lately = work.books.rewards.filter(proposed_on__gt=on - REST, customer__in=list(paid))
    rested = set(lately.values_list("customer_id", flat=True))
    policies = policies_for(work.books, set(paid) - rested)
    rows = work.books.customers.in_bulk(list(policies))
    for pk, policy in policies.items():
        customer = rows[pk]
        found = earned(paid[pk], _offers(policy), customer.terms or policy.terms)
        if found is None:
            continue
        row = _propose(work, customer, found, on)
        if policy.rewards.by_rule and found.terms:
            _grant(work, row, customer, "rule")
        else:
            yield Duty(pk, DutyName.GRANT_REWARD, str(row.pk), Role.COLLECTIONS)


def _offers_anything(policy: Policy) -> bool:
    return bool(policy.rewards.terms or policy.rewards.discount or policy.rewards.thanks)


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
