"""The figures of a week: what is open and past due, what went out, what was promised, kept and broken, what came in.

The week is the seven days up to and with the day of the report; open and past due stand beside those of a week before.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.sheets import Column
from dunwell.queries.aging import aging
from dunwell.queries.reports.report import Report

DAYS = 7
COLUMNS = (
    Column("figure", "Figure"),
    Column("about", "About"),
    Column("number", "Number", "number"),
    Column("currency", "Currency"),
    Column("total_minor", "Amount", "amount"),
    Column("before_minor", "A week before", "amount"),
)
_TAKEN_BACK = ("refund", "chargeback")

Row = dict[str, Any]


def week_report(company: Company, as_of: date) -> Report:
    """Gather the figures of the seven days up to a day. Amounts are in minor units of each row's currency."""
    books, since = Books(company), as_of - timedelta(days=DAYS - 1)
    week = since, as_of
    rows = [
        *_open(company, as_of),
        *_went_out(books, week),
        *_did_not(books, week),
        *_agreed(books, "promised", made_on__range=week),
        *_agreed(books, "promises kept", state="kept", ended_on__range=week),
        *_agreed(books, "promises broken", state="broken", ended_on__range=week),
        *_collected(books, week),
    ]
    return Report("week", f"{since} to {as_of}", as_of.isoformat(), COLUMNS, rows)


def week_as_report(facts: dict[str, Any], as_of: date) -> Report:
    """Make a report of a week's title and rows that were kept."""
    return Report("week", facts["title"], as_of.isoformat(), COLUMNS, facts["rows"])


def _open(company: Company, as_of: date) -> Iterator[Row]:
    now = {row["currency"]: row for row in aging(company, as_of)["rows"]}
    before = {row["currency"]: row for row in aging(company, as_of - timedelta(days=DAYS))["rows"]}
    for currency in sorted({*now, *before}):
        row, old = now.get(currency), before.get(currency)
        total, was = row["total_minor"] if row else 0, old["total_minor"] if old else 0
        yield _row("open", "", row["items"] if row else 0, currency, total, was)
        yield _row("past due", "", None, currency, total - _not_due(row), was - _not_due(old))


def _not_due(row: Row | None) -> int:
    return sum(each["open_minor"] for each in row["buckets"] if each["bucket"] == "not_due") if row else 0


def _went_out(books: Books, week: tuple[date, date]) -> Iterator[Row]:
    sent = books.messages.delivered().filter(delivered_on__range=week).order_by()
    for channel, number in sent.values_list("channel").annotate(number=Count("id")).order_by("channel"):
        yield _row("went out", channel, number)
    calls = books.calls.filter(done_on__range=week).count()
    if calls:
        yield _row("went out", "call", calls)


def _did_not(books: Books, week: tuple[date, date]) -> Iterator[Row]:
    rows = books.messages.filter(state__in=("cancelled", "bounced"), decision__as_of__range=week).order_by()
    for reason, number in rows.values_list("reason").annotate(number=Count("id")).order_by("reason"):
        yield _row("did not go out", reason or "bounced", number)


def _agreed(books: Books, figure: str, **which: Any) -> Iterator[Row]:
    rows = books.commitments.filter(**which).order_by().values_list("kind", "currency")
    for kind, currency, number, minor in rows.annotate(number=Count("id"), minor=Sum("amount_minor")).order_by(
        "kind", "currency"
    ):
        yield _row(figure, kind, number, currency, int(minor))


def _collected(books: Books, week: tuple[date, date]) -> Iterator[Row]:
    rows = books.entries.cash().filter(entry_date__range=week).order_by().values_list("kind", "currency")
    sums: Any = rows.annotate(number=Count("id"), minor=Sum("amount_minor")).order_by("kind", "currency")
    for kind, currency, number, minor in sums:
        taken_back = kind in _TAKEN_BACK
        yield _row("collected", kind, number, currency, -int(minor) if taken_back else int(minor))


def _row(
    figure: str,
    about: str,
    number: int | None,
    currency: str = "",
    total_minor: int | None = None,
    before_minor: int | None = None,
) -> Row:
    return {
        "figure": figure,
        "about": about,
        "number": number,
        "currency": currency,
        "total_minor": total_minor,
        "before_minor": before_minor,
    }
