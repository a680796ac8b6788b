"""Give up what is left of an item. Who may do so stands in the policy; others ask, and it waits for a yes."""

from calendar import monthrange
from datetime import date
from typing import Any

from dunwell.data.models import Customer
from dunwell.domain.roles import Verb
from dunwell.law.bad_debts import tax_note
from dunwell.usecases.approvals import ask_first
from dunwell.usecases.ledger.commitments import refresh_commitments
from dunwell.usecases.ledger.finding import check_open
from dunwell.usecases.ledger.giving_up import give_up
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.review_credit import freeze
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.WRITE_OFF)
def write_off(work: Work, *, item: str, reason: str = "") -> Answer:
    """Write off all that is left of an item; `undo_write_off` opens it again.

    Answers with what tax law makes of it where the company is, if that is known; and whether the customer was cut off
    by the policy's rule for those who are written off too often: nothing is sold to it on credit any more, until
    somebody lifts that. Raises Refused `unknown_item`, `not_open`.
    """
    found = work.item(item)
    check_open(found)
    owner = found.customer
    waits = ask_first(work, owner, {found.currency: found.residual_minor}, item=item, reason=reason)
    if waits is not None:
        return waits
    done = give_up(work, owner, "write_off", [(found, found.residual_minor)], reason)
    told = {"tax": tax_told(work.company.country, found.due_date), "cut_off": _cut_off(work, owner)}
    return {**done, "item": item, "commitments": refresh_commitments(work, owner), **told}


def tax_told(country: str, due: date) -> dict[str, Any] | None:
    """Say what is known of the tax on a claim that was due on a day and is given up; none where nothing is."""
    note = tax_note(country)
    if note is None:
        return None
    by_time = note.claimable_on(due)
    return {"law": note.law, "claimable_on": by_time.isoformat() if by_time else None, **note.evidence.as_facts()}


def _cut_off(work: Work, owner: Customer) -> str | None:
    """Freeze the credit of a customer that was written off too often, and say by which rule; none where it was not."""
    rule = policy_of(work, owner).cut_off
    if rule.write_offs is None:
        return None
    since = months_before(work.today, rule.within_months)
    undone = work.books.entries.of_customer(owner).filter(kind="undo", for_item__isnull=False).values("for_item")
    given_up = work.books.allocations.of_customer(owner).filter(entry__kind="write_off", allocated_on__gt=since)
    number = given_up.filter(amount_minor__gt=0).exclude(item__in=undone).values("entry").distinct().count()
    if number < rule.write_offs:
        return None
    said = f"{number} write-offs within {rule.within_months} months; the policy cuts off at {rule.write_offs}"
    return said if freeze(work, owner, said) else None


def months_before(on: date, months: int) -> date:
    """Give the day so many months before another; the last of the month where that day is missing."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
