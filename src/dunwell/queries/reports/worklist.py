"""The worklist: whom to look at first. One row a customer and currency, with the day's step or why there is none.

The day is decided as a run would decide it, and nothing is written. A constant number of statements for all customers
that share a policy version.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.data.snapshot import policies_in_use, take_facts
from dunwell.domain.reasons import ANCHOR_GUARDS, MEANINGS, Reason
from dunwell.domain.sheets import Column
from dunwell.domain.urgency import BROKEN_DAYS, Urgency, score
from dunwell.policy.decide import decide
from dunwell.queries.bad_templates import bad_templates
from dunwell.queries.policy_in_force import policy_in
from dunwell.queries.reports.report import Report

COLUMNS = (
    Column("customer", "Customer"),
    Column("name", "Name"),
    Column("due", "Due today"),
    Column("reason", "Why not"),
    Column("currency", "Currency"),
    Column("overdue_minor", "Past due", "amount"),
    Column("open_minor", "Open", "amount"),
    Column("days", "Oldest days", "number"),
    Column("promised_minor", "Promised", "amount"),
    Column("disputed_minor", "Disputed", "amount"),
    Column("last_contact_on", "Last contact", "date"),
    Column("next_review_on", "Next review", "date"),
    Column("waits", "Waits for a person"),
    Column("score", "Score", "number"),
    Column("score_why", "Score is made of"),
)
STOPS = frozenset({*ANCHOR_GUARDS, Reason.PAUSED})
BROKEN_FOR = timedelta(days=BROKEN_DAYS)

Key = tuple[int, str]


def worklist(company: Company, as_of: date) -> Report:
    """List the customers who owe something, the most urgent first; the points are explained in each row.

    Amounts are in minor units of the row's currency.
    """
    books = Books(company)
    due, reasons = _decided(company, as_of)
    sums, among = _sums(books, as_of), defaultdict[str, list[int]](list)
    for (_, currency), row in sums.items():
        if row["overdue_minor"]:
            among[currency].append(row["overdue_minor"])
    around = _Around(books, as_of)
    customers = books.customers.in_bulk({customer for customer, _ in sums})
    rows = []
    for key, row in sums.items():
        customer = customers[key[0]]
        reason = reasons.get(customer.pk, "")
        told = row | around.of(key) | {"due": due.get(customer.pk, ""), "reason": reason}
        told["next_review_on"] = customer.next_review_on.isoformat() if customer.next_review_on else None
        points, why = score(_urgency(told, key in around.broken, among[key[1]]))
        rows.append({"customer": customer.ref, "name": customer.name, **told, "score": points, "score_why": why})
    rows.sort(key=lambda row: (-row["score"], -row["days"], row["customer"], row["currency"]))
    facts = [{"meaning": MEANINGS[Reason(row["reason"])] if row["reason"] else "", **row} for row in rows]
    return Report("worklist", f"Worklist on {as_of}", as_of.isoformat(), COLUMNS, facts)


def _decided(company: Company, as_of: date) -> tuple[dict[int, str], dict[int, str]]:
    """Decide the day: the steps due by customer, and the reason of each that gets no notice and no call."""
    due: dict[int, list[str]] = defaultdict(list)
    reasons: dict[int, str] = {}
    bad = bad_templates(company)
    for version in Books(company).policy_versions.filter(pk__in=policies_in_use(company)):
        policy = policy_in(version)
        plan = decide(take_facts(company, as_of, version.pk, policy, bad_templates=bad), policy)
        for customer, channel, template in plan.actions.select("customer_id", "channel", "template").iter_rows():
            due[customer].append(f"{channel} {template}")
        reasons.update(plan.reasons.select("customer_id", "reason").iter_rows())
    return {customer: ", ".join(steps) for customer, steps in due.items()}, reasons


def _sums(books: Books, as_of: date) -> dict[Key, dict[str, Any]]:
    """Sum open items by customer and currency: all, what is past due, and the oldest day."""
    rows = books.items.open().order_by().values_list("customer_id", "currency")
    past = Q(due_date__lt=as_of)
    sums: Any = rows.annotate(
        open_minor=Sum("residual_minor"), overdue=Sum("residual_minor", filter=past), oldest=Min("due_date")
    )
    return {
        (customer, currency): {
            "currency": currency,
            "overdue_minor": int(overdue or 0),
            "open_minor": int(open_minor),
            "days": (as_of - oldest).days,
        }
        for customer, currency, open_minor, overdue, oldest in sums
    }


class _Around:
    """What stands around the amounts: promises, disputes, contacts, work that waits."""

    def __init__(self, books: Books, as_of: date) -> None:
        covers = books.covers.filter(commitment__state="open", item__residual_minor__gt=0)
        self.promised = _by_currency(covers, "item__currency", Sum("cover_minor"))
        disputes = books.disputes.filter(Q(state="open") | Q(state="upheld", credited_minor__lt=F("amount_minor")))
        self.disputed = _by_currency(disputes, "item__currency", Sum(F("amount_minor") - F("credited_minor")))
        broken = books.commitments.filter(state="broken", ended_on__gt=as_of - BROKEN_FOR)
        self.broken = set(broken.values_list("customer_id", "currency"))
        self.contacts: dict[int, date] = dict(_each(books.messages.delivered(), Max("delivered_on")))
        for customer, on in _each(books.calls.filter(done_on__isnull=False), Max("done_on")):
            self.contacts[customer] = max(on, self.contacts.get(customer, on))
        self.waiting = {
            ("unread reply", "unread replies"): dict(_each(books.replies.standing(), Count("id"))),
            ("call", "calls"): dict(_each(books.calls.open(), Count("id"))),
            ("task", "tasks"): dict(_each(books.tasks.open(), Count("id"))),
        }

    def of(self, key: Key) -> dict[str, Any]:
        """Tell what stands around one customer and currency."""
        last = self.contacts.get(key[0])
        waits = {what: rows.get(key[0], 0) for what, rows in self.waiting.items()}
        return {
            "promised_minor": self.promised.get(key, 0),
            "disputed_minor": self.disputed.get(key, 0),
            "last_contact_on": last.isoformat() if last else None,
            "waits": ", ".join(f"{number} {what[number > 1]}" for what, number in waits.items() if number),
        }


def _by_currency(rows: Any, currency: str, what: Any) -> dict[Key, int]:
    sums = rows.order_by().values_list("customer_id", currency).annotate(minor=what)
    return {(customer, code): int(minor) for customer, code, minor in sums if minor}


def _each(rows: Any, what: Any) -> Any:
    return rows.order_by().values_list("customer_id").annotate(told=what)


def _urgency(row: dict[str, Any], broken: bool, among: list[int]) -> Urgency:
    overdue = row["overdue_minor"]
    return Urgency(
        days=max(0, row["days"]),
        place=sum(each <= overdue for each in among) if overdue else 0,
        among=len(among),
        due=row["due"],
        waits=row["waits"],
        broken=broken,
        silent=row["reason"] if row["reason"] in STOPS else "",
    )
