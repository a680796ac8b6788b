"""Figures that take long over large books, by name, as plain values that can be kept. Reads only; keeps nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Figures
from dunwell.data.ready import ready
from dunwell.queries.aging import aging
from dunwell.queries.aging_rows import aging_rows
from dunwell.queries.day import day_sums
from dunwell.queries.measures import measures
from dunwell.queries.reports.trend import trend_facts
from dunwell.queries.reports.week import week_report

LARGE = 20_000  # items: over fewer, all of these are worked out within the time of a page
LISTED = 50
Facts = dict[str, Any]


def is_large(company: Company) -> bool:
    """Tell whether sums over all of a company's items take longer than a page may.

    Figures are kept for large books alone, and no item is ever removed: where there are some, nothing is counted.
    """
    books = Books(company)
    return bool(_any_kept(books)) or bool(books.items.order_by("id")[LARGE : LARGE + 1].exists())


def kept_figures(company: Company, name: str, as_of: date) -> Figures | None:
    """Find the figures that are kept of a day, by name."""
    return next(iter(_kept(Books(company), name, as_of)), None)


@ready
def _any_kept(books: Books) -> Any:
    return books.figures.values_list("pk", flat=True)[:1]


@ready
def _kept(books: Books, name: str, as_of: date) -> Any:
    return books.figures.filter(name=name, as_of=as_of)


def _aging(company: Company, as_of: date) -> Facts:
    return aging(company, as_of)


def _largest(company: Company, today: date) -> Facts:
    """List the largest items behind each figure of today's aging, by currency and bucket."""
    return {
        f"{row['currency']} {each['bucket']}": [
            {**item, "due_date": item["due_date"].isoformat()}
            for item in aging_rows(company, today, each["bucket"], row["currency"], limit=LISTED)
        ]
        for row in aging(company, today)["rows"]
        for each in row["buckets"]
        if each["open_minor"]
    }


def _insight(company: Company, as_of: date) -> Facts:
    """Measure, by currency; with the aging beside."""
    measured = {
        code: [
            {"name": each.name, "value": _text(each.value), "unit": each.unit, "behind": each.behind} for each in found
        ]
        for code, found in measures(company, as_of).items()
    }
    return {"measured": measured, "aging": aging(company, as_of)["rows"]}


def _trends(company: Company, as_of: date) -> Facts:
    return trend_facts(company, as_of)


def _week(company: Company, as_of: date) -> Facts:
    report = week_report(company, as_of)
    return {"title": report.title, "rows": list(report.rows)}


def _day(company: Company, as_of: date) -> Facts:
    return day_sums(company)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


FIGURES: dict[str, Callable[[Company, date], Facts]] = {
    "day": _day,
    "aging": _aging,
    "largest": _largest,
    "insight": _insight,
    "week": _week,
    "trends": _trends,
}
"""What can be kept: each is worked out for a company and a day."""
