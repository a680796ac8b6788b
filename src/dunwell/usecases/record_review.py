"""Somebody has looked at a policy or at a weekly report: date, by whom, in which role, and when it is due again."""

from datetime import date, timedelta

from dunwell.domain.calendars import add_month
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.policies import newest_version
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case

WEEK = timedelta(days=7)
MONTHS = 12  # a policy is looked at again after so many, where nobody says otherwise


@use_case(Verb.REVIEW)
def record_review(work: Work, *, what: str, about: str, next_due_on: date | None = None, remarks: str = "") -> Answer:
    """Put on record that a policy (`about` its name) or the report of a week (`about` its last day) was reviewed.

    A policy is meant in the version in force today. Raises UserError `unknown_review`, `bad_date`, Refused
    `unknown_policy`.
    """
    check_text("remarks", remarks, 2_000)
    if what == "policy":
        version = newest_version(work, about)
        told, due = f"{about} {version.digest[:12]}", next_due_on or add_month(work.today, MONTHS)
    elif what == "week":
        told, due = _day(about).isoformat(), next_due_on or _day(about) + WEEK
    else:
        raise UserError("unknown_review", f"Nobody reviews a {what}", "Say policy or week", field="what", value=what)
    work.note({"what": what, "about": told, "next_due_on": due}, personal={"remarks": remarks} if remarks else None)
    row = work.books.reviews.create(
        what=what,
        about=told,
        role=work.caller.role.value,
        reviewed_by=work.caller.actor,
        reviewed_on=work.today,
        next_due_on=due,
        remarks=remarks,
        **work.stamp,
    )
    return {"review": row.pk, "what": what, "about": told, "by": work.caller.actor, "next_due_on": due.isoformat()}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(
            "bad_date", f"{text} is no day", "Write the last day of the week as 2026-04-10", field="about", value=text
        ) from None
