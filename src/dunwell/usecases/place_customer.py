"""A person places a customer on another stage, with a reason (docs/deciding.md, rule 2)."""

from dunwell.data.models import Customer, Episode
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.policy.file import Policy
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.placing import episode_or_none, stand
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.PLACE)
def place_customer(work: Work, *, customer: str, stage: str, reason: str = "") -> Answer:
    """Place a customer on a stage, by its name: of the running episode, else of the next one when it begins.

    In a running episode the customer begins anew on that rung: steps of lower ones are over. Reaching the rung of the
    hold places the hold, where an invoice is past due. Raises Refused `unknown_stage`, `unknown_customer`.
    """
    found = work.customer(customer)
    policy = policy_of(work, found)
    rank = _rank(policy, stage)
    episode = episode_or_none(work, found)
    facts = {"stage": stage, "episode": episode.pk if episode else None}
    work.note(facts, subject=found, personal={"reason": reason} if reason else None)
    if episode is None:
        _place_next(work, found, rank, reason)
    else:
        _hold(work, found, policy, episode, rank, reason)
        stand(work, found, episode, stage=rank, floor=rank, since=work.today)
    return {"customer": found.ref, "stage": stage, "running": episode is not None}


def _rank(policy: Policy, stage: str) -> int:
    try:
        return policy.rank_of(stage)
    except KeyError:
        raise Refused(
            RefusalCode.UNKNOWN_STAGE,
            f"The policy {policy.name} has no stage {stage}",
            f"Name one of these: {', '.join(each.stage for each in policy.ladder)}",
            field="stage",
            value=stage,
        ) from None


def _place_next(work: Work, customer: Customer, rank: int, reason: str) -> None:
    """Keep the stage for the next episode, in place of one kept before."""
    work.books.placements.of_customer(customer).standing().update(ended_on=work.today, ended_seq=work.seq)
    work.books.placements.create(customer=customer, stage=rank, reason=reason, **work.stamp)


def _hold(work: Work, customer: Customer, policy: Policy, episode: Episode, rank: int, reason: str) -> None:
    """Place the hold on reaching its rung, as a run would."""
    if policy.hold_rank is None or not episode.stage < policy.hold_rank <= rank:
        return
    past_due = work.books.items.of_customer(customer).overdue(work.today).claims().exists()
    if past_due and not work.books.holds.of_customer(customer).standing().exists():
        work.books.holds.create(
            customer=customer, placed_on=work.today, placed_by=work.caller.actor, reason=reason, **work.stamp
        )
