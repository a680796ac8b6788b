"""The yes or no to a step of the ladder that asks for approval: for the present anchor and due date alone.

Who is the next oldest later, or falls due on another day, is asked about again. Knows no other request.
"""

from dunwell.data.models import Approval, Customer, PolicyVersion
from dunwell.data.snapshot import take_facts
from dunwell.policy.file import Policy, steps_of
from dunwell.policy.reference.claims import Claim, owed
from dunwell.queries.policy_in_force import policy_in, version_in_force
from dunwell.usecases.approvals import answer
from dunwell.usecases.work import Work


def answer_step(work: Work, step: str, customer: Customer, state: str) -> Approval | None:
    """Put on record that a step is approved or rejected; none where no such step could wait.

    That is: the policy has no step of this name that asks for approval, or nothing of the customer can be chased.
    """
    version = version_in_force(work.books, customer)
    policy = policy_in(version) if version else None
    if version is None or policy is None or not _asks(policy, step):
        return None
    anchor = _anchor(work, customer, version, policy)
    if anchor is None:
        return None
    work.note({"step": step, "item_id": anchor.item.item_id, "state": state}, subject=customer)
    row = _row(work, step, customer, anchor)
    answer(work, row, state)
    return row


def _row(work: Work, step: str, customer: Customer, anchor: Claim) -> Approval:
    """Find what was answered before for the anchor and due date, to be answered anew, or begin."""
    key = {"step_id": step, "item_id": anchor.item.item_id, "due_date": anchor.item.due_date}
    before: Approval | None = work.books.approvals.of_customer(customer).filter(**key).first()
    row: Approval = before or work.books.approvals.create(customer=customer, what=step, **key, **work.stamp)
    return row


def _asks(policy: Policy, step: str) -> bool:
    return any(each.step_id == step and each.approval for each in steps_of(policy))


def _anchor(work: Work, customer: Customer, version: PolicyVersion, policy: Policy) -> Claim | None:
    """Find the oldest claim that can be chased today, as a run would."""
    facts = take_facts(work.company, work.today, version.pk, policy, customers=[customer.pk])
    return next((owed(each, policy, work.today).anchor for each in facts.by_customer()), None)
