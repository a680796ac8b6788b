"""Give up what is left of an item. Who may do so stands in the policy; others ask, and it waits for a yes."""

from dunwell.domain.roles import Verb
from dunwell.usecases.approvals import ask_first
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.finding import check_open
from dunwell.usecases.ledger.giving_up import give_up
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.WRITE_OFF)
def write_off(work: Work, *, item: str, reason: str = "") -> Answer:
    """Write off all that is left of an item; `undo_write_off` opens it again. Raises `unknown_item`, `not_open`."""
    found = work.item(item)
    check_open(found)
    owner = found.customer
    waits = ask_first(work, owner, {found.currency: found.residual_minor}, item=item, reason=reason)
    if waits is not None:
        return waits
    done = give_up(work, owner, "write_off", [(found, found.residual_minor)], reason)
    return {**done, "item": item, "commitments": refresh_commitments(work, owner)}
