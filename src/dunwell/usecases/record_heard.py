"""What somebody heard from a customer is kept: in a call, at a check-in, on a visit."""

from dunwell.data.models.bond import HEARD_IN
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case

LONGEST = 4_000


@use_case(Verb.HEARD)
def record_heard(work: Work, *, customer: str, text: str, heard_in: str = "note", trouble: bool = False) -> Answer:
    """Keep what was heard, as it was said; `trouble`: it speaks of difficulties, and the credit limit is looked at.

    A check-in that was asked for is done by it. Raises Refused `unknown_customer`, UserError `unknown_place`.
    """
    check_text("text", text, LONGEST, needed=True)
    if heard_in not in HEARD_IN:
        raise UserError(
            "unknown_place",
            f"Nothing is heard in a {heard_in}",
            f"Say one of these: {', '.join(HEARD_IN)}",
            field="heard_in",
            value=heard_in,
        )
    owner = work.customer(customer)
    work.note({"heard_in": heard_in, "trouble": trouble}, subject=owner, personal={"text": text})
    row = work.books.heard.create(
        customer=owner,
        heard_in=heard_in,
        heard_on=work.today,
        heard_by=work.caller.actor,
        text=text,
        trouble=trouble,
        **work.stamp,
    )
    asked = work.books.tasks.of_customer(owner).open().filter(task="check-in")
    done = asked.update(state="done", done_on=work.today, outcome="heard") if heard_in == "check-in" else 0
    return {"heard": row.pk, "customer": customer, "trouble": trouble, "check_ins_done": done}
