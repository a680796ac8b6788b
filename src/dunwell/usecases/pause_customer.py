"""A person stops the chasing of a customer for a while. A new pause replaces the old (docs/deciding.md, "Words")."""

from datetime import date

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.PAUSE)
def pause_customer(work: Work, *, customer: str, until: date, reason: str = "", owner: str = "") -> Answer:
    """Pause a customer until a day, that day included; without an owner the caller is the one.

    Raises Refused `date_passed` and `unknown_customer`, UserError `too_long`.
    """
    if until < work.today:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"{until} lies before today, {work.today}",
            "Give today or a later day",
            field="until",
            value=until,
        )
    found = work.customer(customer)
    owner = owner or work.caller.actor
    check_text("owner", owner)
    work.note({"until": until}, subject=found, personal={"reason": reason, "owner": owner})
    replaced = work.books.pauses.of_customer(found).holding(work.today)
    replaced_count = replaced.update(ended_on=work.today, ended_seq=work.seq)
    pause = work.books.pauses.create(
        customer=found, begun_on=work.today, until=until, reason=reason, owner=owner, **work.stamp
    )
    return {
        "pause": pause.pk,
        "customer": found.ref,
        "until": until.isoformat(),
        "owner": owner,
        "replaced": replaced_count,
    }
