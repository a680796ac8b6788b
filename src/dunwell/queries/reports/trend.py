"""The measures month by month as a report: a row for each currency and month, n/a where nothing can be said."""

from datetime import date
from decimal import Decimal
from typing import Any

from dunwell.data.models import Company
from dunwell.domain.sheets import Column
from dunwell.queries.reports.report import Report
from dunwell.queries.trends import trends

COLUMNS = (
    Column("month", "Month"),
    Column("currency", "Currency"),
    Column("dso", "Days sales outstanding"),
    Column("add", "Average days late"),
    Column("cei", "Collection effectiveness, %"),
    Column("collection_rate", "Collection rate, %"),
    Column("promises_kept", "Promises kept, %"),
)
NOTHING = "n/a"


def trend_facts(company: Company, as_of: date) -> dict[str, Any]:
    """Give the ends of the last months by currency, the oldest first, as plain values; numbers as text, or none."""
    return {
        code: [
            {"on": month.ended_on.isoformat()} | {name: _text(value) for name, value in month.values.items()}
            for month in months
        ]
        for code, months in trends(company, as_of).items()
    }


def trend_report(facts: dict[str, Any], as_of: date) -> Report:
    """Make a report of facts, those of now or those that were kept; figures to one decimal."""
    rows = [
        {"month": month["on"][:7], "currency": code}
        | {column.name: _short(month[column.name]) for column in COLUMNS[2:]}
        for code, months in facts.items()
        for month in months
    ]
    return Report("trends", "Month by month", as_of.isoformat(), COLUMNS, rows)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _short(value: str | None) -> str:
    return NOTHING if value is None else f"{Decimal(value):.1f}"
