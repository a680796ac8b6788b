"""What messages about agreements say beside their items: an instalment of a plan, a verdict, a proposal. Reads only.

Three queries for any number of messages.
"""

from collections.abc import Iterable
from datetime import timedelta

from dunwell.data.books import Books
from dunwell.data.models import Decision
from dunwell.domain.agreed import AgreedNotice
from dunwell.domain.instalments import Rhythm, schedule
from dunwell.domain.papers import Agreement

_NOTHING = Agreement()
_OF_PLANS = (AgreedNotice.INSTALMENT_DUE, AgreedNotice.INSTALMENT_MISSED)


class Agreements:
    """The plans, disputes and proposals that a batch of messages speaks of, read at once."""

    def __init__(self, books: Books, decisions: Iterable[Decision]) -> None:
        about = [each for each in decisions if each.episode_key < 0]
        rejected = {-each.episode_key for each in about if each.step_id == AgreedNotice.DISPUTE_REJECTED}
        proposed = {-each.episode_key for each in about if each.step_id == AgreedNotice.PLAN_PROPOSED}
        planned = {-each.episode_key for each in about if each.step_id in _OF_PLANS}
        self.disputes = books.disputes.in_bulk(rejected) if rejected else {}
        self.offers = books.plan_offers.in_bulk(proposed) if proposed else {}
        self.plans = books.commitments.in_bulk(planned) if planned else {}

    def of(self, decision: Decision, *, asked_minor: int) -> Agreement:
        """Give what the message of a decision says, which asks for so many minor units in one currency."""
        if decision.episode_key >= 0:
            return _NOTHING
        if decision.step_id == AgreedNotice.DISPUTE_REJECTED:
            return self._verdict(decision, asked_minor)
        if decision.step_id == AgreedNotice.PLAN_PROPOSED:
            return self._proposal(decision, asked_minor)
        plan = self.plans[-decision.episode_key]
        return Agreement(
            currency=plan.currency,
            amount_minor=asked_minor,
            due_on=decision.due_date,
            last_day=decision.due_date + timedelta(days=plan.grace_days),
            left_minor=max(0, plan.amount_minor - plan.counted_minor - asked_minor),
            accelerates=plan.accelerates,
        )

    def _proposal(self, decision: Decision, asked_minor: int) -> Agreement:
        offer = self.offers[-decision.episode_key]
        return Agreement(
            currency=offer.currency,
            amount_minor=asked_minor,
            instalments=schedule(
                offer.count, offer.instalment_minor, Rhythm(offer.every), offer.first_on, owed_minor=asked_minor
            ),
            answer_by=offer.answer_by,
            accelerates=offer.accelerates,
        )

    def _verdict(self, decision: Decision, asked_minor: int) -> Agreement:
        dispute = self.disputes[-decision.episode_key]
        return Agreement(
            currency=decision.item.currency,
            amount_minor=asked_minor,
            on_date=dispute.opened_on,
            complaint=dispute.reason,
            reason=dispute.resolution,
        )
