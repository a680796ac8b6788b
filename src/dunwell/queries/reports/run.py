"""The report of a run: what went out, what did not and why, customer by customer. One row a message and currency."""

from collections.abc import Iterator
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.reasons import MEANINGS
from dunwell.domain.sheets import Column
from dunwell.queries.decisions import run_facts
from dunwell.queries.reports.report import Report

COLUMNS = (
    Column("customer", "Customer"),
    Column("name", "Name"),
    Column("what", "What"),
    Column("state", "State"),
    Column("reason", "Reason"),
    Column("why", "Why"),
    Column("about", "About"),
    Column("days", "Days past due", "number"),
    Column("currency", "Currency"),
    Column("total_minor", "Asked for", "amount"),
    Column("delivered_on", "Went out on", "date"),
)

Row = dict[str, Any]


def run_report(company: Company, run: int | None = None) -> Report:
    """Tell what came of a run (left out: of the newest). Raises Refused `nothing_to_approve` where there is none."""
    facts = run_facts(company, run)
    books = Books(company)
    on_the_way = _on_the_way(books, facts["run"])
    rows = [
        *(row for contact in facts["contacts"] for row in _contact(contact, on_the_way)),
        *_cancelled(books, facts["run"]),
        *(_row(each, f"task {each['template']}", about=_about(each)) for each in facts["tasks"]),
        *(
            _row(each, "late charge", currency=each["currency"], minor=each["charge_minor"])
            for each in facts["charges"]
        ),
        *(_row(each, "nothing", "silent", each["reason"], each["meaning"]) for each in facts["silent"]),
    ]
    title = f"Run {facts['run']} of {facts['as_of']}, {facts['state']}"
    return Report(f"run {facts['run']}", title, facts["as_of"], COLUMNS, rows)


def _on_the_way(books: Books, run: int) -> dict[tuple[str, str, str], Row]:
    """Tell of each message and call of a run how far it has come, by customer, channel and template."""
    found: dict[tuple[str, str, str], Row] = {}
    for rows, ended in ((books.messages, "delivered_on"), (books.calls, "done_on")):
        for row in rows.filter(decision__run=run).exclude(state="cancelled").select_related("customer", "decision"):
            key = row.customer.ref, row.decision.channel, row.decision.template
            found[key] = {"state": row.state, "delivered_on": getattr(row, ended)}
            found[key] |= {"reason": getattr(row, "reason", ""), "why": getattr(row, "said", "")}
    return found


def _contact(contact: Row, on_the_way: dict[tuple[str, str, str], Row]) -> Iterator[Row]:
    came = on_the_way.get((contact["customer"], contact["channel"], contact["template"]), {})
    what = f"{contact['channel']} {contact['template']}"
    about = ", ".join(each["item"] for each in contact["items"])
    for total in contact["totals"] or [{"currency": "", "total_minor": None}]:
        yield _row(
            contact,
            what,
            came.get("state", "planned"),
            came.get("reason", ""),
            came.get("why", ""),
            about=about,
            days=contact["days"],
            currency=total["currency"],
            minor=total["total_minor"],
            delivered_on=came.get("delivered_on"),
        )


def _cancelled(books: Books, run: int) -> Iterator[Row]:
    rows = books.messages.filter(decision__run=run, state__in=("cancelled", "bounced"), decision__state="cancelled")
    for row in rows.select_related("customer", "decision", "decision__item").order_by("customer__ref", "id"):
        owner = {"customer": row.customer.ref, "name": row.customer.name}
        why = MEANINGS.get(row.reason) or row.said
        what = f"{row.channel} {row.decision.template}"
        yield _row(owner, what, row.state, row.reason, why, about=row.decision.item.number, days=row.decision.days)


def _about(task: Row) -> str:
    return str(task.get("anchor") or task.get("about") or "")


def _row(
    owner: Row,
    what: str,
    state: str = "",
    reason: str = "",
    why: str = "",
    *,
    about: str = "",
    days: int | None = None,
    currency: str = "",
    minor: int | None = None,
    delivered_on: Any = None,
) -> Row:
    return {
        "customer": owner["customer"],
        "name": owner["name"],
        "what": what,
        "state": state,
        "reason": reason,
        "why": why,
        "about": about,
        "days": days,
        "currency": currency,
        "total_minor": minor,
        "delivered_on": delivered_on.isoformat() if delivered_on else None,
    }
