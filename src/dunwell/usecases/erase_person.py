"""Erase what the journal says about a customer as a person; the journal itself stays provable."""

from dunwell.data import journal
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.ERASE)
def erase_person(work: Work, *, customer: str, reason: str = "asked") -> Answer:
    """Erase the personal payloads of all journal entries about a customer, and note in the journal that it was done.

    The answer counts the entries. `reason` is a word that names nobody, because it stays. The customer's own rows
    (name, addresses, what was said) are left alone: the books need them as long as anything is owed.
    Raises Refused `unknown_customer`.
    """
    check_text("reason", reason, 40)
    found = work.customer(customer)
    caller = work.caller
    erased = journal.erase(
        work.company,
        found.pk,
        reason=reason,
        actor=caller.actor,
        role=caller.role.value,
        at=caller.at,
        key=caller.key,
    )
    return {"customer": found.ref, "erased": erased}
