"""Somebody says no to what waits: it is not done, and the request is closed."""

from dunwell.domain.roles import Verb
from dunwell.usecases.approvals import answer, must_decide, nothing_waits, told, waiting
from dunwell.usecases.step_approvals import answer_step
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.REJECT)
def reject(work: Work, *, what: str, customer: str = "", approval: int | None = None, reason: str = "") -> Answer:
    """Reject what waits for a customer: the oldest request of its kind, or the one of a number; or a step.

    A rejected step stays due and goes once somebody approves it after all. Raises Refused `nothing_to_approve`,
    `not_allowed`, `unknown_customer`.
    """
    found = work.customer(customer) if customer else None
    request = waiting(work, what, found, approval)
    if request is None:
        step = answer_step(work, what, found, "rejected") if found else None
        if step is None:
            raise nothing_waits(what, customer or work.company.slug)
        return told(step, found)
    must_decide(work, found, request)
    work.note({"approval": request.pk, "what": what}, subject=found, personal={"reason": reason} if reason else None)
    answer(work, request, "rejected")
    return told(request, found)
