"""Lists of what is open by sort: promises, plans, disputes, holds, hand-overs, approvals, money to allocate, work.

Each is read a stretch at a time, whatever the number of rows behind. Amounts in minor units. Reads only.
"""

from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Subquery, Sum

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.queries.stretches import Stretch, stretch

Facts = dict[str, Any]
STATES = {
    "promises": ("open", "broken", "kept"),
    "plans": ("open", "broken", "kept"),
    "disputes": ("open", "upheld", "rejected"),
    "holds": ("standing", "ended"),
    "handed-over": ("standing", "ended"),
    "approvals": ("asked", "granted", "refused"),
    "rewards": ("proposed", "granted", "declined"),
}
"""By what state a list can be narrowed; the first is shown where nothing is asked."""


def listed(company: Company, what: str, state: str, *, place: str = "", limit: int = 50) -> Stretch:
    """Give a stretch of a list by its name, what to look at first on top. Raises KeyError for an unknown one."""
    rows, order, told = LISTS[what](Books(company), state)
    found = stretch(rows, order, place, limit=limit)
    return replace(found, rows=[told(row) for row in found.rows])


def _who(row: Any) -> Facts:
    return {"customer": row.customer_id, "name": row.customer.name if row.customer else "", "id": row.pk}


def _commitments(kind: str) -> Any:
    def rows(books: Books, state: str) -> Any:
        found = books.commitments.filter(kind=kind, state=state).select_related("customer")
        return found, ("on_date", "id") if state == "open" else ("-on_date", "-id"), _commitment

    return rows


def _commitment(row: Any) -> Facts:
    return {
        **_who(row),
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "counted_minor": row.counted_minor,
        "made_on": row.made_on,
        "on": row.on_date,
        "method": " ".join(part for part in (row.method, row.number) if part),
    }


def _disputes(books: Books, state: str) -> Any:
    found = books.disputes.filter(state=state).select_related("customer", "item")
    return (
        found,
        ("due_on?", "opened_on", "id"),
        lambda row: {
            **_who(row),
            "item": row.item.number,
            "amount_minor": row.amount_minor,
            "currency": row.item.currency,
            "code": row.code,
            "reason": row.reason,
            "owner": row.owner,
            "on": row.opened_on,
            "due_on": row.due_on,
        },
    )


def _holds(books: Books, state: str) -> Any:
    found = books.holds.filter(ended_on__isnull=state != "ended").select_related("customer")
    return (
        found,
        ("-placed_on", "-id"),
        lambda row: {
            **_who(row),
            "on": row.placed_on,
            "by": row.placed_by,
            "reason": row.reason,
            "ended_on": row.ended_on,
        },
    )


def _hand_overs(books: Books, state: str) -> Any:
    found = books.hand_overs.filter(ended_on__isnull=state != "ended").select_related("customer")
    return (
        found,
        ("-handed_on", "-id"),
        lambda row: {
            **_who(row),
            "to": row.to,
            "on": row.handed_on,
            "ended_on": row.ended_on,
        },
    )


def _approvals(books: Books, state: str) -> Any:
    found = books.approvals.filter(state=state).select_related("customer")
    return (
        found,
        ("id" if state == "asked" else "-id",),
        lambda row: {
            **_who(row),
            "ref": row.customer.ref if row.customer else "",
            "what": row.what,
            "by": row.asked_by,
            "on": row.recorded_on,
            "answered_by": row.answered_by,
            "answered_on": row.answered_on,
            "lapses_on": row.lapses_on,
        },
    )


def _loose(books: Books, state: str) -> Any:
    found = books.entries.unallocated().select_related("customer")
    return (
        found,
        ("-unallocated_minor", "id"),
        lambda row: {
            **_who(row),
            "kind": row.kind,
            "amount_minor": row.unallocated_minor,
            "currency": row.currency,
            "on": row.entry_date,
            "reference": row.reference or row.number,
        },
    )


def _tasks(books: Books, state: str) -> Any:
    found = books.tasks.open().select_related("customer")
    return (
        found,
        ("due_on?", "raised_on", "id"),
        lambda row: {
            **_who(row),
            "what": row.task,
            "role": row.role,
            "on": row.raised_on,
            "due_on": row.due_on,
        },
    )


def _calls(books: Books, state: str) -> Any:
    found = books.calls.open().select_related("customer", "decision")
    return found, ("id",), lambda row: {**_who(row), "what": row.decision.template, "on": row.decision.as_of}


def _messages(books: Books, state: str) -> Any:
    found = books.messages.select_related("customer", "decision", "address")
    found = found.filter(state=state) if state else found
    return (
        found,
        ("-id",),
        lambda row: {
            **_who(row),
            "channel": row.channel,
            "what": row.decision.template,
            "address": row.address.text if row.address else "",
            "on": row.decision.as_of,
            "state": row.state,
            "reason": row.reason,
            "language": row.language,
        },
    )


def _credits(books: Books, state: str) -> Any:
    """Customers with a limit; what each owes is summed for the rows that are shown alone."""
    owed = books.items.open().filter(customer=OuterRef("pk"), currency=OuterRef("limit_currency")).order_by()
    last = books.credit_reviews.filter(customer=OuterRef("pk")).order_by("-id")
    rows = books.customers.filter(limit_minor__isnull=False).annotate(
        owed_minor=Subquery(owed.values("customer_id").annotate(minor=Sum("residual_minor")).values("minor")),
        is_frozen=Exists(books.credit_freezes.standing().filter(customer=OuterRef("pk"))),
        reviewed_on=Subquery(last.values("reviewed_on")[:1]),
    )
    return (
        rows,
        ("-limit_minor", "id"),
        lambda row: {
            "customer": row.pk,
            "name": row.name,
            "currency": row.limit_currency,
            "limit_minor": row.limit_minor,
            "owed_minor": int(row.owed_minor or 0),
            "left_minor": row.limit_minor - int(row.owed_minor or 0),
            "frozen": row.is_frozen,
            "on": row.reviewed_on,
        },
    )


def _rewards(books: Books, state: str) -> Any:
    found = books.rewards.filter(state=state).select_related("customer")
    return (
        found,
        ("-id",),
        lambda row: {
            **_who(row),
            "kind": row.kind,
            "terms": row.terms,
            "evidence": "; ".join(row.evidence),
            "on": row.proposed_on,
            "by": row.answered_by,
        },
    )


def _kinds(books: Books, state: str) -> Any:
    found = books.kind_findings.standing().select_related("customer")
    return (
        found,
        ("-id",),
        lambda row: {
            **_who(row),
            "kind": row.kind,
            "evidence": "; ".join(row.evidence),
            "on": row.confirmed_on,
            "by": row.confirmed_by,
        },
    )


def _check_ins(books: Books, state: str) -> Any:
    found = books.tasks.open().filter(task="check-in").select_related("customer")
    return (
        found,
        ("due_on?", "raised_on", "id"),
        lambda row: {
            **_who(row),
            "on": row.raised_on,
            "due_on": row.due_on,
            "sheet": row.customer_id,
        },
    )


LISTS: dict[str, Any] = {
    "promises": _commitments("promise"),
    "plans": _commitments("plan"),
    "disputes": _disputes,
    "holds": _holds,
    "handed-over": _hand_overs,
    "approvals": _approvals,
    "unallocated": _loose,
    "credits": _credits,
    "rewards": _rewards,
    "kinds": _kinds,
    "check-ins": _check_ins,
    "tasks": _tasks,
    "calls": _calls,
    "messages": _messages,
}
