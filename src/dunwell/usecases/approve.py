"""Somebody says yes to what waits: a request for a verb, or a step of the ladder that asks for approval."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.activate_policy import activate_policy
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.approvals import answer, carry_out, must_decide, nobody_else, nothing_waits, told, waiting
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.release_hold import release_hold
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.set_limit import set_limit
from dunwell.usecases.step_approvals import answer_step
from dunwell.usecases.waive_fee import waive_fee
from dunwell.usecases.work import Answer, Work, use_case
from dunwell.usecases.write_off import write_off

CARRIED_OUT = (activate_policy, agree_plan, set_limit, write_off, waive_fee, release_hold, hand_over, resolve_dispute)
"""The use cases that may wait for a yes."""


@use_case(Verb.APPROVE)
def approve(work: Work, *, what: str, customer: str = "", approval: int | None = None) -> Answer:
    """Approve what waits for a customer, and carry it out: the oldest of its kind, or the one of a number.

    `what` is write-off, waive, release-hold, hand-over, resolve, …, or the name of a step whose policy asks for
    approval: that is approved for the present anchor and due date. `customer` is empty for what is asked of the company
    itself: policy.
    Where another person has to decide and none on record could, the one who asked may, and that is kept.
    Raises Refused `nothing_to_approve`, `not_allowed`,
    `other_person_needed`, `unknown_customer`, and what the verb itself refuses.
    """
    found = work.customer(customer) if customer else None
    request = waiting(work, what, found, approval)
    if request is None:
        step = answer_step(work, what, found, "approved") if found else None
        if step is None:
            raise nothing_waits(what, customer or work.company.slug)
        return told(step, found)
    needed = must_decide(work, found, request)
    own = needed is not None and needed.other_person and request.asked_by == work.caller.actor
    if own and needed is not None and not nobody_else(work, needed):
        raise Refused(
            RefusalCode.OTHER_PERSON_NEEDED,
            f"{work.caller.actor} asked for this {what} and may not approve it",
            "Ask another person in that role to approve it",
            field="what",
            value=what,
        )
    work.note({"approval": request.pk, "what": what, "alone": own}, subject=found)
    answer(work, request, "approved", alone=own)
    return {**told(request, found), "alone": own, "done": carry_out(work, request, CARRIED_OUT)}
