"""Give an item a later due date: its steps count from the new one."""

from datetime import date

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.finding import check_open
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.EXTEND)
def extend_item(work: Work, *, item: str, to: date, reason: str = "") -> Answer:
    """Move an open item's due date to a later one; nobody is reminded of it on the same day.

    Raises Refused `unknown_item`, `not_open` or `date_passed` where the date is not later than the present one.
    """
    found = work.item(item)
    check_open(found)
    before = found.due_date
    if to <= before:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"{item} is due on {before}, and {to} is not later",
            "Give a later date",
            field="to",
            value=to,
        )
    work.note(
        {"item": found.pk, "from": before, "to": to},
        subject=found.customer,
        personal={"reason": reason} if reason else None,
    )
    work.books.due_date_changes.create(
        customer_id=found.customer_id,
        item=found,
        from_date=before,
        to_date=to,
        moved_on=work.today,
        reason=reason,
        **work.stamp,
    )
    found.due_date, found.extended_on, found.friendly_day = to, work.today, None
    found.save(update_fields=["due_date", "extended_on", "friendly_day"])
    return {"item": item, "item_id": found.pk, "from": before.isoformat(), "to": to.isoformat()}
