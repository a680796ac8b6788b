"""What a customer has earned by paying early or steadily. Knows no policy file and no customer."""

from dataclasses import dataclass

from dunwell.domain.credit import Behaviour


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered, and from when: see the policy's section `rewards`. None: not offered."""

    least_invoices: int
    on_time_percent: int
    early_percent: int
    terms: str | None
    discount: str | None
    thanks: bool


@dataclass(frozen=True, slots=True)
class Earned:
    """A reward: discount, terms or thanks; the terms that it brings, and why, in words."""

    kind: str
    terms: str
    evidence: tuple[str, ...]


def earned(behaviour: Behaviour, offers: Offers, terms_now: str) -> Earned | None:
    """Tell what a customer has earned; none where it is past due, broke its word, or paid too few invoices so.

    Who pays early gets the discount for it, who pays on time better terms, and who could get neither is thanked.
    """
    if behaviour.settled < offers.least_invoices or behaviour.days_over or behaviour.broken or behaviour.given_up:
        return None
    early = f"{behaviour.early_percent} % of {behaviour.settled} invoices were paid early"
    steady = f"{behaviour.on_time_percent} % of {behaviour.settled} invoices were paid on time"
    if behaviour.early_percent >= offers.early_percent and offers.discount and offers.discount != terms_now:
        return Earned("discount", offers.discount, (early,))
    if behaviour.on_time_percent < offers.on_time_percent:
        return None
    if offers.terms and offers.terms != terms_now:
        return Earned("terms", offers.terms, (steady,))
    return Earned("thanks", "", (steady,)) if offers.thanks else None
