"""The day for staff: what falls due, what went out, what waits for somebody. A handful of queries. Reads only."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.roles import Role
from dunwell.policy.file import Policy
from dunwell.queries.letterhead import channel_facts
from dunwell.queries.messages import outbox_summary
from dunwell.queries.policies import active_policy

Facts = dict[str, Any]
READERS = frozenset({Role.OWNER.value, Role.FINANCE.value, Role.COLLECTIONS.value})
LISTED = 20
USUAL_DAYS = 7


def digest_facts(company: Company, on: date) -> Facts:
    """Tell what staff should know on a day. Amounts are in minor units of their currency.

    What falls due is told as far ahead as the company's policy says; what went out is that of the day itself and of
    all days since the digest before.
    """
    books = Books(company)
    ahead = _days_ahead(active_policy(company, company.policy_name))
    before = books.digests.filter(on__lt=on).order_by("-on").values_list("on", flat=True).first()
    since = before or on - timedelta(days=1)
    return {
        "on": on.isoformat(),
        "since": since.isoformat(),
        "ahead_days": ahead,
        "falls_due": _falls_due(books, on, on + timedelta(days=ahead)),
        "went_out": _went_out(books, since, on),
        "cancelled": _cancelled(books, since),
        "waits": _waits(books),
        "stopped": [row for row in channel_facts(company) if row["stopped"]],
    }


def readers(company: Company) -> list[tuple[str, str]]:
    """Name the people to whom the digest goes, with their addresses: owners, finance and collections."""
    rows = Books(company).people.filter(active=True).exclude(email="").order_by("name")
    return [(row.name, row.email) for row in rows if READERS & set(row.roles)]


def _days_ahead(policy: Policy) -> int:
    said = policy.before_due.staff_digest_days
    return USUAL_DAYS if said is None else -said


def _falls_due(books: Books, on: date, until: date) -> Facts:
    rows = books.items.open().filter(due_date__gte=on, due_date__lte=until)
    sums: Any = (
        rows.values_list("currency").annotate(items=Count("id"), minor=Sum("residual_minor")).order_by("currency")
    )
    largest = rows.select_related("customer").order_by("due_date", "-residual_minor")[:LISTED]
    return {
        "totals": [{"currency": code, "items": items, "open_minor": int(minor)} for code, items, minor in sums],
        "items": [
            {
                "customer": row.customer.ref,
                "name": row.customer.name,
                "item": row.number,
                "due_date": row.due_date.isoformat(),
                "currency": row.currency,
                "open_minor": row.residual_minor,
            }
            for row in largest
        ],
    }


def _went_out(books: Books, since: date, until: date) -> list[Facts]:
    """Count by channel and template what was delivered since a day, that day not included."""
    rows = books.messages.delivered().filter(delivered_on__gt=since, delivered_on__lte=until)
    counts = Counter(rows.values_list("channel", "decision__template"))
    return [
        {"channel": channel, "template": template, "messages": number}
        for (channel, template), number in sorted(counts.items())
    ]


def _cancelled(books: Books, since: date) -> dict[str, int]:
    rows = books.messages.filter(state="cancelled", decision__as_of__gt=since)
    return dict(sorted(Counter(rows.values_list("reason", flat=True)).items()))


def _waits(books: Books) -> Facts:
    tasks = Counter(books.tasks.open().values_list("task", flat=True))
    return {
        "messages": outbox_summary(books.company),
        "calls": books.calls.open().count(),
        "tasks": dict(sorted(tasks.items())),
        "approvals": books.approvals.filter(state="asked").count(),
        "runs": list(books.runs.waiting().values_list("pk", flat=True)),
        "replies": books.replies.standing().count(),
    }
