"""Calls and tasks that a person has done: one way to close both. Knows neither."""

from dunwell.data.models.querysets import WorkQuerySet
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.usecases.work import Answer, Work


def finish(work: Work, what: str, rows: WorkQuerySet, number: int, outcome: str) -> Answer:
    """Close an open call or task with what came of it. Raises Refused `unknown_task`."""
    row = rows.open().filter(pk=number).select_related("customer").first()
    if row is None:
        raise Refused(
            RefusalCode.UNKNOWN_TASK,
            f"There is no open {what} {number}",
            f"Give the number of a {what} that is still to do",
            field=what,
            value=number,
        )
    customer = work.customer(row.customer.ref)
    work.note({what: row.pk}, subject=customer, personal={"outcome": outcome} if outcome else None)
    rows.filter(pk=row.pk).update(state="done", done_on=work.today, outcome=outcome)
    return {what: row.pk, "customer": customer.ref, "state": "done", "done_on": work.today.isoformat()}
