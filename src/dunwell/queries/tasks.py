"""The work that waits for people: tasks and calls that are open. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company


def open_tasks(company: Company, customer: str | None = None, role: str | None = None) -> list[dict[str, Any]]:
    """List open tasks and calls, the oldest first; of one customer, or for one role, where they are named."""
    books = Books(company)
    rows = [*_tasks(books), *_calls(books)]
    if customer is not None:
        rows = [row for row in rows if row["customer"] == customer]
    if role is not None:
        rows = [row for row in rows if row["role"] in (role, "")]
    return sorted(rows, key=lambda row: (row["raised_on"], row["customer"], row["what"]))


def _tasks(books: Books) -> list[dict[str, Any]]:
    rows = books.tasks.open().select_related("customer")
    return [
        {
            "id": row.pk,
            "kind": "task",
            "customer": row.customer.ref,
            "name": row.customer.name,
            "what": row.task,
            "about": _about(books, row),
            "role": row.role,
            "raised_on": row.raised_on.isoformat(),
            "due_on": row.due_on.isoformat() if row.due_on else None,
        }
        for row in rows
    ]


def _calls(books: Books) -> list[dict[str, Any]]:
    rows = books.calls.open().select_related("customer", "decision", "decision__item")
    return [
        {
            "id": row.pk,
            "kind": "call",
            "customer": row.customer.ref,
            "name": row.customer.name,
            "what": row.decision.template,
            "about": f"{row.decision.item.number}, {row.decision.days} days past due",
            "role": "",
            "raised_on": row.decision.as_of.isoformat(),
            "due_on": None,
        }
        for row in rows
    ]


def _about(books: Books, task: Any) -> str:
    """Say what a task is about in words: an entry, an invoice, a channel, a template."""
    if not task.subject.isdecimal():
        return str(task.subject)
    number = int(task.subject)
    tables = {"allocate": books.entries, "credit-note": books.disputes}
    row = tables[task.task].filter(pk=number).first() if task.task in tables else None
    if row is None:
        return f"no. {number}"
    return row.item.number if task.task == "credit-note" else f"payment of {row.entry_date}"
