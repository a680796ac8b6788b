"""The work that waits for people: tasks and calls that are open. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.duties import DutyName
from dunwell.domain.money import format_amount

INSTALMENTS = frozenset({DutyName.INSTALMENT_DUE, DutyName.INSTALMENT_MISSED})
DISPUTED = frozenset({DutyName.DISPUTE_DUE, DutyName.DISPUTE_LATE, DutyName.REJECTION_LETTER})
CHEQUES = frozenset({DutyName.BANK_CHEQUE, DutyName.CHEQUE_BOUNCED})
CONTESTED = DISPUTED | {"credit-note"}
AGREED = CHEQUES | {"broken-promise", "broken-plan"}
MONEY = frozenset({"allocate"})
"""Duties and tasks by what their subject is."""


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
    rows = list(books.tasks.open().select_related("customer"))
    about = subjects_told(books, ((row.task, row.subject) for row in rows))
    return [
        {
            "id": row.pk,
            "kind": "task",
            "customer": row.customer.ref,
            "name": row.customer.name,
            "what": row.task,
            "about": about[row.task, row.subject],
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


def subjects_told(books: Books, tasks: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Say what tasks (each with its subject) are about in words: money, an invoice, a promise, a channel, a template.

    A statement for each sort of subject that is there, for any number of tasks.
    """
    asked = set(tasks)
    ids = {
        name: {int(subject) for task, subject in asked if task in group and subject.isdecimal()}
        for name, group in (("disputes", CONTESTED), ("commitments", AGREED), ("entries", MONEY))
    }
    found = _Subjects(
        books.disputes.select_related("item").in_bulk(ids["disputes"]) if ids["disputes"] else {},
        books.commitments.in_bulk(ids["commitments"]) if ids["commitments"] else {},
        books.entries.in_bulk(ids["entries"]) if ids["entries"] else {},
    )
    return {(task, subject): _told(found, task, subject) for task, subject in asked}


@dataclass(frozen=True, slots=True)
class _Subjects:
    """What tasks are about, by id."""

    disputes: dict[int, Any]
    commitments: dict[int, Any]
    entries: dict[int, Any]


def _told(found: _Subjects, task: str, subject: str) -> str:
    number, _, day = subject.partition(":")
    if task in INSTALMENTS and number.isdecimal():
        return f"plan {number}, the instalment of {day}"
    if not subject.isdecimal():
        return subject
    if task in CONTESTED:
        return str(found.disputes[int(subject)].item.number)
    if task in MONEY:
        entry = found.entries[int(subject)]
        return f"{format_amount(entry.amount_minor, entry.currency)} of {entry.entry_date}"
    if task in AGREED:
        agreed = found.commitments[int(subject)]
        told = f"{format_amount(agreed.amount_minor, agreed.currency)} for {agreed.on_date}"
        return f"{agreed.number}, {told}" if task in CHEQUES else told
    return f"no. {subject}"
