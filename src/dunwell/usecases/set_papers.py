"""Say whether electronic documents (UBL) go along with mails: to all customers, or to one. What held before is kept."""

from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.LETTERHEAD)
def set_papers(work: Work, *, ubl: bool, customer: str = "") -> Answer:
    """Set it for one customer, or without one for the company as a whole; the customer's own word goes first.

    Raises Refused `unknown_customer`.
    """
    owner = work.customer(customer) if customer else None
    work.note({"ubl": ubl}, subject=owner)
    standing = work.books.paper_settings.standing().filter(customer=owner)
    standing.update(ended_on=work.today, ended_seq=work.seq)
    work.books.paper_settings.create(customer=owner, ubl=ubl, **work.stamp)
    return {"customer": customer or None, "ubl": ubl}
