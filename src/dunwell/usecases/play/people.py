"""What people do in books with work that has a number: books name the customer, and mean the oldest that is open."""

from typing import Any

from dunwell.data.books import Books
from dunwell.usecases.complete_task import complete_task
from dunwell.usecases.log_call_outcome import log_call_outcome
from dunwell.usecases.work import Answer, Caller, find_company


def call_customer(caller: Caller, *, customer: str, **asked: Any) -> Answer:
    """Make the oldest open call to a customer. Raises what `log_call_outcome` raises."""
    books = Books(find_company(caller.company))
    calls = books.calls.open().filter(customer__ref=customer).order_by("id")
    return log_call_outcome(caller, call=calls.values_list("pk", flat=True).first() or 0, **asked)


def do_task(caller: Caller, *, customer: str, task: str) -> Answer:
    """Do the oldest open task of a name. Raises what `complete_task` raises."""
    books = Books(find_company(caller.company))
    tasks = books.tasks.open().filter(customer__ref=customer, task=task).order_by("id")
    return complete_task(caller, task=tasks.values_list("pk", flat=True).first() or 0)
