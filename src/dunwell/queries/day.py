"""The company's day on one page: the newest run, what it does and does not, what waits, what is in doubt. Reads only.

Short stretches, so that the page costs the same with a million rows behind it; the sums stand by themselves.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count

from dunwell.data.books import Books
from dunwell.data.models import Company, Run
from dunwell.data.snapshot import newest_cash
from dunwell.domain.reasons import Reason
from dunwell.queries.stretches import Stretch, stretch

Facts = dict[str, Any]
CONTACTS = ("email", "letter", "sms", "call")
SHOWN = 50
MISSING = ("no_contact", "bad_template")
"""Reasons that somebody can mend by giving what is missing."""


def day_facts(company: Company, today: date, *, channel: str = "", place: str = "") -> Facts:
    """Tell the day: the newest run with a stretch of what it decided. What waits is told by `day_sums`."""
    books = Books(company)
    run = _newest(books)
    return {
        "run": run,
        "run_waits": _waits_for_a_yes(run),
        "done_today": run is not None and run.as_of >= today,
        "counts": [(name, run.counts.get(name, 0)) for name in CONTACTS] if run else [],
        "deeds": _deeds(books, run, channel, place) if run else Stretch([]),
        "channel": channel,
        "newest_cash": newest_cash(company, today),
        "nothing_yet": run is None and not books.items.exists(),
    }


def day_sums(company: Company) -> Facts:
    """Count over all the books, as plain values: who got nothing and why, messages by state, what waits for a person.

    silent, missing: pairs of a reason and a number.
    """
    books = Books(company)
    reasons = books.customers.exclude(reason="").order_by().values_list("reason").annotate(number=Count("id"))
    silent = sorted(map(list, reasons), key=lambda row: list(Reason).index(Reason(row[0])))
    states = dict(books.messages.order_by().values_list("state").annotate(number=Count("id")))
    return {
        "silent": silent,
        "missing": [pair for pair in silent if pair[0] in MISSING],
        "outbox": {name: states.get(name, 0) for name in ("planned", "rendered", "sent", "in_doubt", "failed")},
        "waits": _waits(books),
    }


def run_waits(company: Company) -> bool:
    """Tell whether the newest run waits for a person."""
    return _waits_for_a_yes(_newest(Books(company)))


def _newest(books: Books) -> Run | None:
    newest: Run | None = books.runs.exclude(state="cancelled").order_by("-id").first()
    return newest


def _waits_for_a_yes(run: Run | None) -> bool:
    return run is not None and run.state == "planned"


def _deeds(books: Books, run: Run, channel: str, place: str) -> Stretch:
    """Give a stretch of what the run decided, with the sums that it asks for."""
    rows = books.decisions.filter(run=run).exclude(state="cancelled").exclude(channel="task")
    rows = rows.filter(channel=channel) if channel else rows
    found = stretch(rows.select_related("customer"), ("id",), place, limit=SHOWN)
    asked = _totals(books, run, [row.customer_id for row in found.rows])
    told = [
        {
            "id": row.pk,
            "customer": row.customer_id,
            "ref": row.customer.ref,
            "name": row.customer.name,
            "channel": row.channel,
            "what": row.template,
            "days": row.days,
            "totals": asked.get((row.customer_id, row.group), {}),
        }
        for row in found.rows
    ]
    return replace(found, rows=told)


def _totals(books: Books, run: Run, customers: list[int]) -> dict[tuple[int, int], dict[str, int]]:
    found: dict[tuple[int, int], dict[str, int]] = {}
    for row in books.decision_totals.filter(run=run, customer__in=customers):
        found.setdefault((row.customer_id, row.group), {})[row.currency] = row.total_minor
    return found


def _waits(books: Books) -> Facts:
    return {
        "approvals": books.approvals.filter(state="asked").count(),
        "tasks": books.tasks.open().count(),
        "calls": books.calls.open().count(),
        "replies": books.replies.standing().count(),
        "unallocated": books.entries.unallocated().count(),
    }
