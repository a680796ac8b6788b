"""The work that waits for people: tasks and calls that are open. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.duties import DutyName
from dunwell.domain.money import format_amount

INSTALMENTS = frozenset({DutyName.INSTALMENT_DUE, DutyName.INSTALMENT_MISSED})
DISPUTED = frozenset({DutyName.DISPUTE_DUE, DutyName.DISPUTE_LATE, DutyName.REJECTION_LETTER})
CHEQUES = frozenset({DutyName.BANK_CHEQUE, DutyName.CHEQUE_BOUNCED})
"""Duties by what their subject is."""


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
            "about": subject_told(books, row.task, row.subject),
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


def subject_told(books: Books, task: str, subject: str) -> str:
    """Say what a task is about in words: money to allocate, an invoice, a promise, a channel, a template."""
    number, _, day = subject.partition(":")
    if task in INSTALMENTS and number.isdecimal():
        return f"plan {number}, the instalment of {day}"
    if not subject.isdecimal():
        return subject
    if task in DISPUTED:
        return str(books.disputes.select_related("item").get(pk=int(subject)).item.number)
    if task in CHEQUES:
        cheque = books.commitments.get(pk=int(subject))
        return f"{cheque.number}, {format_amount(cheque.amount_minor, cheque.currency)} for {cheque.on_date}"
    if task == "allocate":
        entry = books.entries.get(pk=int(subject))
        return f"{format_amount(entry.amount_minor, entry.currency)} of {entry.entry_date}"
    if task == "credit-note":
        return str(books.disputes.select_related("item").get(pk=int(subject)).item.number)
    if task in ("broken-promise", "broken-plan"):
        agreed = books.commitments.get(pk=int(subject))
        return f"{format_amount(agreed.amount_minor, agreed.currency)} for {agreed.on_date}"
    return f"no. {subject}"
