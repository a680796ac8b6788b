"""What the tables hold of a customer, in the order of entry: a past day is told by what had not ended then.

Knows no day.
"""

from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.ready import ready


def _of(rows: Any, customer: int) -> Any:
    return rows.of_customer(customer).order_by("id")


@ready
def row_of(books: Books, customer: int) -> Any:
    """Read the customer itself."""
    return books.customers.filter(pk=customer)


@ready
def items(books: Books, customer: int) -> Any:
    """Read the items, settled ones too."""
    return _of(books.items, customer)


@ready
def entries(books: Books, customer: int) -> Any:
    """Read the payments, credits and the rest."""
    return _of(books.entries, customer)


@ready
def allocations(books: Books, customer: int) -> Any:
    """Read the allocations and what undid them, with their entries."""
    return _of(books.allocations.select_related("entry"), customer)


@ready
def due_date_changes(books: Books, customer: int) -> Any:
    """Read when due dates were moved."""
    return _of(books.due_date_changes, customer)


@ready
def reopenings(books: Books, customer: int) -> Any:
    """Read when items were opened again."""
    return _of(books.reopenings, customer)


@ready
def disputes(books: Books, customer: int) -> Any:
    """Read the disputes."""
    return _of(books.disputes, customer)


@ready
def under_way(books: Books, customer: int) -> Any:
    """Read the money that was announced."""
    return _of(books.under_way, customer)


@ready
def commitments(books: Books, customer: int) -> Any:
    """Read the promises and plans."""
    return _of(books.commitments, customer)


@ready
def covers(books: Books, customer: int) -> Any:
    """Read what promises and plans cover."""
    return _of(books.covers, customer)


@ready
def broken_covers(books: Books, customer: int) -> Any:
    """Read what the broken ones among them covered, with the promise or plan."""
    broken = books.covers.filter(commitment__customer=customer, commitment__state="broken")
    return broken.select_related("commitment")


@ready
def instalments(books: Books, commitment: int) -> Any:
    """Read the dates and amounts of a promise or plan."""
    return books.instalments.filter(commitment=commitment).order_by("due_on")


@ready
def friendly_marks(books: Books, customer: int) -> Any:
    """Read how far reminders before the due date had gone."""
    return _of(books.step_marks.filter(slot="friendly"), customer)


@ready
def marks(books: Books, customer: int, episode: int) -> Any:
    """Read how far the slots of an episode had gone."""
    return _of(books.step_marks.filter(episode=episode), customer)


@ready
def episodes(books: Books, customer: int) -> Any:
    """Read the times on the ladder, with the policy version that decided."""
    return _of(books.episodes.select_related("policy_version"), customer)


@ready
def stage_changes(books: Books, customer: int, episode: int) -> Any:
    """Read the rungs of an episode."""
    return _of(books.stage_changes.filter(episode=episode), customer)


@ready
def charges(books: Books, customer: int, episode: int) -> Any:
    """Read what was charged in an episode."""
    return _of(books.charges.filter(episode=episode), customer)


@ready
def tasks(books: Books, customer: int) -> Any:
    """Read the tasks."""
    return _of(books.tasks, customer)


@ready
def messages(books: Books, customer: int) -> Any:
    """Read the messages, with what was decided."""
    return _of(books.messages.select_related("decision"), customer)


@ready
def contacts(books: Books, customer: int, after: date, until: date) -> Any:
    """Read the notices and calls that were carried out after a day, until another."""
    fired = books.decisions.carried_out().exclude(channel="task").filter(as_of__gt=after, as_of__lte=until)
    return _of(fired, customer)


@ready
def approvals(books: Books, customer: int) -> Any:
    """Read the steps about items that a person approved."""
    given = books.approvals.filter(state="approved", item__isnull=False).exclude(step_id="")
    return given.of_customer(customer)


@ready
def addresses(books: Books, customer: int) -> Any:
    """Read where the customer could be reached."""
    return _of(books.addresses, customer)


@ready
def pauses(books: Books, customer: int) -> Any:
    """Read the pauses."""
    return _of(books.pauses, customer)


@ready
def holds(books: Books, customer: int) -> Any:
    """Read the holds."""
    return _of(books.holds, customer)


@ready
def hand_overs(books: Books, customer: int) -> Any:
    """Read when the account was handed over."""
    return _of(books.hand_overs, customer)


@ready
def replies(books: Books, customer: int) -> Any:
    """Read the replies."""
    return _of(books.replies, customer)


@ready
def placements(books: Books, customer: int) -> Any:
    """Read on which rung a person placed the customer."""
    return _of(books.placements, customer)
