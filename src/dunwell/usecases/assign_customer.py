"""Say who of the company sees to a customer: its person in charge. It decides nothing about what is sent."""

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.ASSIGN)
def assign_customer(work: Work, *, customer: str, to: str = "") -> Answer:
    """Put a person of the company in charge of a customer; empty, nobody in particular is.

    Answers with who was before. Raises Refused `unknown_customer`, UserError `unknown_person`.
    """
    found = work.customer(customer)
    if to and not work.books.people.filter(name=to, active=True).exists():
        raise UserError(
            "unknown_person",
            f"Nobody called {to} works here",
            "Name somebody of `dunwell person list`, or nobody",
            field="to",
            value=to,
        )
    work.note({"assigned": bool(to)}, subject=found, personal={"to": to, "before": found.in_charge})
    work.books.customers.filter(pk=found.pk).update(in_charge=to)
    return {"customer": found.ref, "in_charge": to, "before": found.in_charge}
