"""What is done by the clock for a company: each job with its hour, when it was done last, and when it comes next."""

from datetime import datetime
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.schedule import next_moment

Facts = dict[str, Any]


def schedule_of(company: Company, local: datetime) -> list[Facts]:
    """List the jobs of a company by hour; moments are as clocks show them there. `local` is now, in that sense."""
    rows = Books(company).schedules.order_by("hour", "job")
    return [
        {
            "job": row.job,
            "hour": row.hour,
            "weekday": row.weekday,
            "active": row.active,
            "done_for": row.done_for.isoformat() if row.done_for else None,
            "next": next_moment(local, row.hour, row.weekday, row.done_for).isoformat() if row.active else None,
            "at_it": row.holder,
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
            "outcome": row.outcome,
        }
        for row in rows
    ]
