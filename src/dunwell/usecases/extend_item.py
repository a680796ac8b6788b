"""Give an item a later due date: its steps count from the new one."""

from datetime import date

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.EXTEND)
def extend_item(work: Work, *, item: str, due_date: date, reason: str = "") -> Answer:
    """Move an open item's due date to a later one; nobody is reminded of it on the same day.

    Raises Refused `unknown_item`, `not_open` or `date_passed` where the date is not later than the present one.
    """
    found = work.item(item)
    if found.residual_minor == 0:
        raise Refused(
            RefusalCode.NOT_OPEN,
            f"Nothing is left of {item}",
            "Extend an item that is open",
            field="item",
            value=item,
        )
    before = found.due_date
    if due_date <= before:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"{item} is due on {before}, and {due_date} is not later",
            "Give a later date",
            field="due_date",
            value=due_date,
        )
    work.note(
        {"item": found.pk, "from": before, "to": due_date},
        subject=found.customer,
        personal={"reason": reason} if reason else None,
    )
    work.books.due_date_changes.create(
        customer_id=found.customer_id,
        item=found,
        from_date=before,
        to_date=due_date,
        moved_on=work.today,
        reason=reason,
        **work.stamp,
    )
    found.due_date, found.extended_on, found.friendly_day = due_date, work.today, None
    found.save(update_fields=["due_date", "extended_on", "friendly_day"])
    return {"item": item, "item_id": found.pk, "from": before.isoformat(), "to": due_date.isoformat()}
