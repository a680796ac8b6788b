"""How the work stands: runs and their shards, who is at what, what waits to be sent and how fast it goes, what is due.

Reads only; a constant number of statements, whatever the number of messages.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import Company, JournalSealer, Run
from dunwell.queries.schedule import schedule_of

Facts = dict[str, Any]
HOUR = timedelta(hours=1)
LEASED = ("claimed", "sending")


def status(company: Company, at: datetime, local: datetime) -> Facts:
    """Tell how the work of a company stands at a moment; `local` is that moment as clocks show it there.

    Rates are of the hour before: messages and shards a minute.
    """
    books = Books(company)
    return {
        "company": company.slug,
        "runs": [_run(books, run, at) for run in _runs(books)],
        "leases": _leases(books, at),
        "channels": _channels(books, at),
        "in_doubt": books.messages.filter(state="in_doubt").count(),
        "unsealed": journal.unsealed(company),
        "schedule": schedule_of(company, local),
    }


def _runs(books: Books) -> list[Run]:
    """List the newest run, and those before it that are not over."""
    newest = books.runs.order_by("-pk").first()
    open_ones = books.runs.filter(state__in=("planning", "planned", "approved")).order_by("-pk")
    return [*([newest] if newest else []), *(run for run in open_ones if run != newest)]


def _run(books: Books, run: Run, at: datetime) -> Facts:
    shards = books.run_shards.filter(run=run)
    states = dict(shards.order_by().values_list("state").annotate(number=Count("pk")))
    recent = shards.filter(done_at__gt=at - HOUR).count()
    return {
        "run": run.pk,
        "as_of": run.as_of.isoformat(),
        "state": run.state,
        "waits_for": run.waits_for,
        "shards": states,
        "at_work": shards.filter(lease_until__gte=at).count(),
        "shards_per_minute": round(recent / 60, 2),
    }


def _leases(books: Books, at: datetime) -> list[Facts]:
    """List who holds what, and until when; a lease that is over is taken over by whoever comes next."""
    found: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for holder, until in books.run_shards.exclude(holder="").values_list("holder", "lease_until"):
        found[holder, "shards"].append(until)
    for holder, until in books.messages.exclude(lease_holder="").values_list("lease_holder", "lease_until"):
        found[holder, "messages"].append(until)
    for holder, job, until in books.schedules.exclude(holder="").values_list("holder", "job", "lease_until"):
        found[holder, f"job {job}"].append(until)
    for sealer in books.of(JournalSealer).filter(held_until__gt=at):
        found[sealer.holder, "sealing"].append(sealer.held_until)
    return [
        {
            "holder": holder,
            "what": what,
            "number": len(untils),
            "until": max(untils).isoformat(),
            "over": max(untils) < at,
        }
        for (holder, what), untils in sorted(found.items())
    ]


def _channels(books: Books, at: datetime) -> list[Facts]:
    waiting = books.messages.outbox().order_by().values_list("channel", "state")
    backlog: dict[str, Counter[str]] = defaultdict(Counter)
    for channel, state, number in waiting.annotate(number=Count("pk")):
        backlog[channel][state] += number
    for channel, state, number in (
        books.messages.filter(state__in=LEASED).order_by().values_list("channel", "state").annotate(number=Count("pk"))
    ):
        backlog[channel][state] += number
    oldest: dict[str, date] = dict(
        books.messages.outbox().order_by().values_list("channel").annotate(on=Min("decision__as_of"))
    )
    sent = dict(
        books.messages.filter(sent_at__gt=at - HOUR).order_by().values_list("channel").annotate(number=Count("pk"))
    )
    stopped = {row.channel: row.stopped_reason for row in books.channel_settings.standing() if row.stopped_reason}
    return [
        {
            "channel": channel,
            "waiting": sum(backlog[channel].values()),
            "states": dict(backlog[channel]),
            "oldest": oldest[channel].isoformat() if channel in oldest else None,
            "per_minute": round(sent.get(channel, 0) / 60, 2),
            "stopped": stopped.get(channel, ""),
        }
        for channel in sorted({*backlog, *sent, *stopped})
    ]
