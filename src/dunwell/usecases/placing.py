"""Where an episode stands, changed by a person: the one place that writes it outside a run. Knows no reason for it."""

from datetime import date

from dunwell.data.models import Customer, Episode
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.usecases.work import Work


def running_episode(work: Work, customer: Customer) -> Episode:
    """Find the running episode of a customer. Raises Refused `no_episode`."""
    found = episode_or_none(work, customer)
    if found is None:
        raise Refused(
            RefusalCode.NO_EPISODE,
            f"{customer.ref} stands on no stage",
            "Wait for the run that begins an episode, or place the customer beforehand with `dunwell place`",
            field="customer",
            value=customer.ref,
        )
    return found


def episode_or_none(work: Work, customer: Customer) -> Episode | None:
    """Find the running episode of a customer, with its policy version."""
    running = work.books.episodes.of_customer(customer).standing().select_related("policy_version")
    found: Episode | None = running.first()
    return found


def stand(work: Work, customer: Customer, episode: Episode, *, stage: int, floor: int, since: date) -> None:
    """Put an episode on a stage (its rank, 1 the lowest), and keep where it stood before."""
    episode.stage, episode.floor, episode.stage_since = stage, floor, since
    episode.save(update_fields=["stage", "floor", "stage_since"])
    work.books.stage_changes.create(
        customer=customer,
        episode=episode,
        changed_on=work.today,
        stage=stage,
        floor=floor,
        stage_since=since,
        oldest_item_id=episode.oldest_item_id,
        oldest_due=episode.oldest_due,
        **work.stamp,
    )
