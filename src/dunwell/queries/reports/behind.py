"""The rows behind one number of the measures as a report; their amounts add up to it."""

from datetime import date

from dunwell.data.models import Company
from dunwell.domain.errors import UserError
from dunwell.domain.sheets import Column
from dunwell.queries.measure_rows import WHAT, rows_behind
from dunwell.queries.reports.report import Report

COLUMNS = (
    Column("customer", "Customer"),
    Column("name", "Name"),
    Column("number", "Invoice"),
    Column("on", "Date", "date"),
    Column("due_on", "Due", "date"),
    Column("currency", "Currency"),
    Column("amount_minor", "Amount", "amount"),
)


def behind_report(company: Company, what: str, currency: str, as_of: date) -> Report:
    """List all rows behind a number in a currency as of a day. Raises UserError `unknown_figure`."""
    if what not in WHAT:
        raise UserError(
            "unknown_figure",
            f"There is no figure {what} to look behind",
            f"Choose one of: {', '.join(WHAT)}",
            field="what",
            value=what,
        )
    keys = {"ref": "customer", "name": "name", "number": "number", "on": "on", "due_on": "due_on"}
    rows = [
        {kept: row[name] for name, kept in keys.items()} | {"currency": currency, "amount_minor": row["amount_minor"]}
        for row in rows_behind(company, what, currency, as_of, limit=None).rows
    ]
    return Report("behind", f"Behind {what}, {currency}", as_of.isoformat(), COLUMNS, rows)
