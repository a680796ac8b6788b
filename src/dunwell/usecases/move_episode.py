"""A person moves a running episode to another version of a policy, or to another policy (docs/deciding.md, rule 13)."""

from dataclasses import dataclass
from datetime import date

from dunwell.data.models import Customer, Episode
from dunwell.domain.roles import Verb
from dunwell.policy.file import Policy
from dunwell.usecases.ledger.policies import newest_version, thawed
from dunwell.usecases.placing import running_episode, stand
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.MOVE)
def move_episode(work: Work, *, customer: str, policy: str = "") -> Answer:
    """Move a customer's episode to the newest version of a policy; left out, of the customer's own.

    It stands on the stage of the same name there; where there is none, on the same rank or the highest. Raises Refused
    `no_episode`, `unknown_policy`, `unknown_customer`.
    """
    found = work.customer(customer)
    episode = running_episode(work, found)
    version = newest_version(work, policy or found.policy_name or work.company.policy_name)
    moved = version.pk != episode.policy_version_id
    if moved:
        before, after = thawed(episode.policy_version.text), thawed(version.text)
        work.note({"episode": episode.pk, "from": episode.policy_version_id, "to": version.pk}, subject=found)
        episode.policy_version = version
        episode.save(update_fields=["policy_version"])
        _stand_there(work, found, episode, before, after)
    stage = thawed(version.text).stage_at(episode.stage).stage
    return {"customer": found.ref, "episode": episode.pk, "version": version.pk, "stage": stage, "moved": moved}


@dataclass(frozen=True, slots=True)
class _Place:
    stage: int
    floor: int
    since: date


def _stand_there(work: Work, customer: Customer, episode: Episode, before: Policy, after: Policy) -> None:
    """Write down the stage where it has another rank or another name under the new policy."""
    stage = _rank(before, after, episode.stage)
    kept = before.stage_at(episode.stage).stage == after.stage_at(stage).stage
    floor = min(stage, _rank(before, after, episode.floor))
    place = _Place(stage, floor, episode.stage_since if kept else work.today)
    if place != _Place(episode.stage, episode.floor, episode.stage_since):
        stand(work, customer, episode, stage=place.stage, floor=place.floor, since=place.since)


def _rank(before: Policy, after: Policy, rank: int) -> int:
    try:
        return after.rank_of(before.stage_at(rank).stage)
    except KeyError:
        return min(rank, len(after.ladder))
