"""The customer answers a proposal: accepted, the plan is agreed as it was proposed; declined, nothing has changed."""

import inspect

from dunwell.data.models import Customer, PlanOffer
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.ACCEPT_PLAN)
def accept_plan(work: Work, *, customer: str, how: str = "", by: str = "") -> Answer:
    """Put on record that a customer accepts the plan proposed to it: `how` (signed, by mail, in a call), and `by` whom.

    A plan of more months than the policy allows waits for a yes first. Raises Refused `no_offer`, `too_late` where
    the days to accept are over, `date_passed`, and what agreeing on a plan refuses.
    """
    check_text("way", how, 40)
    check_text("name", by)
    owner = work.customer(customer)
    offer = _offer(work, owner)
    if work.today > offer.answer_by:
        raise Refused(
            RefusalCode.TOO_LATE,
            f"It could be accepted until {offer.answer_by}",
            "Propose a plan anew with `dunwell propose`",
            field="customer",
            value=customer,
        )
    body = inspect.unwrap(agree_plan)
    work.note({"offer": offer.pk, "accepted": True}, subject=owner, personal={"how": how, "by": by})
    offer.accepted_how, offer.accepted_by = how, by
    offer.save(update_fields=["accepted_how", "accepted_by"])
    done: Answer = body(
        _as(work, Verb.PLAN),
        customer=customer,
        items=offer.items,
        count=offer.count,
        amount_minor=offer.instalment_minor,
        currency=offer.currency,
        every=offer.every,
        first_on=offer.first_on,
        interest_percent=offer.interest_percent,
        accelerates=offer.accelerates,
        offer=offer.pk,
    )
    return {"offer": offer.pk, **done}


@use_case(Verb.DECLINE_PLAN)
def decline_plan(work: Work, *, customer: str, reason: str = "") -> Answer:
    """Put on record that a customer does not accept the plan proposed to it. Raises Refused `no_offer`."""
    owner = work.customer(customer)
    offer = _offer(work, owner)
    work.note({"offer": offer.pk, "accepted": False}, subject=owner, personal={"reason": reason} if reason else None)
    offer.state, offer.ended_on, offer.ended_seq = "declined", work.today, work.seq
    offer.save(update_fields=["state", "ended_on", "ended_seq"])
    return {"offer": offer.pk, "customer": customer, "state": "declined"}


def _as(work: Work, verb: Verb) -> Work:
    """Give the same work under another verb: what needs a yes is asked for under the name of what is done."""
    other = Work(work.caller, verb)
    other.seq = work.seq
    return other


def _offer(work: Work, owner: Customer) -> PlanOffer:
    found: PlanOffer | None = work.books.plan_offers.of_customer(owner).standing().order_by("-id").first()
    if found is None:
        raise Refused(
            RefusalCode.NO_OFFER,
            f"No plan is proposed to {owner.ref}",
            "Propose one with `dunwell propose`, or agree on one with `dunwell plan`",
            field="customer",
            value=owner.ref,
        )
    return found
