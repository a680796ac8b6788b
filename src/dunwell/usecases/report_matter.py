"""What an agency or counsel tells of a debt that was handed over to them: how it stands, and when it is over."""

from typing import Any

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.handed_over import standing_hand_over
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case

OPEN = ("accepted", "in_work", "in_court", "paying")
OVER = ("collected", "uncollectable")


@use_case(Verb.AGENCY)
def report_matter(work: Work, *, customer: str, status: str, matter: str = "") -> Answer:
    """Note how a debt stands with whoever has it; `matter` is their own number for it.

    `collected` and `uncollectable` end the hand-over: the company itself speaks with the customer again, and what is
    left may be written off. Raises Refused `not_handed_over`, `unknown_customer`, UserError `unknown_status`.
    """
    if status not in (*OPEN, *OVER):
        raise UserError(
            "unknown_status",
            f"There is no status {status}",
            f"Say one of these: {', '.join((*OPEN, *OVER))}",
            field="status",
            value=status,
        )
    check_text("matter", matter, 100)
    found = work.customer(customer)
    standing = standing_hand_over(work, found)
    facts = {"hand_over": standing.pk, "status": status}
    work.note(facts, subject=found, personal={"matter": matter} if matter else None)
    ended: dict[str, Any] = {"ended_on": work.today, "ended_seq": work.seq} if status in OVER else {}
    work.books.hand_overs.filter(pk=standing.pk).update(status=status, matter=matter or standing.matter, **ended)
    return {**facts, "customer": found.ref, "to": standing.to, "ended": bool(ended)}
