"""Credit of customers: limit, exposure, reviews, figures, orders told. And the sheet for a call. Reads only."""

from datetime import date
from typing import Any

from django.db.models import Max, Sum

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.ready import ready
from dunwell.domain.credit import Behaviour, score
from dunwell.domain.phones import read_phone
from dunwell.queries.behaviour import YEAR, behaviours
from dunwell.queries.customers import facts_of, find_customer
from dunwell.queries.debtors import suggestions
from dunwell.queries.may_sell import exposure
from dunwell.queries.promises import promise_facts_of

Facts = dict[str, Any]
LISTED = 10


def credit_facts(company: Company, ref: str, as_of: date) -> Facts:
    """Tell all about one customer's credit: limit, exposure, score with its reasons, figures, orders, reviews."""
    books, customer = Books(company), find_customer(company, ref)
    behaviour = behaviours(books, as_of, [customer.pk]).get(customer.pk, Behaviour())
    figures = books.credit_figures.of_customer(customer).standing().order_by("name")
    trouble = books.heard.of_customer(customer).filter(trouble=True, heard_on__gt=as_of - YEAR).exists()
    found = score(behaviour, dict(figures.values_list("name", "number")), in_trouble=trouble)
    currency = customer.limit_currency
    frozen = books.credit_freezes.of_customer(customer).standing().first()
    return {
        "customer": ref,
        "currency": currency,
        "limit_minor": customer.limit_minor,
        "exposure_minor": exposure(books, customer, currency) if currency else None,
        "frozen": frozen.reason or "yes" if frozen else "",
        "score": found.points,
        "reasons": found.told(),
        "figures": [
            {"figure": row.name, "number": row.number, "as_of": row.as_of.isoformat(), "source": row.source}
            for row in figures
        ],
        "orders": [
            {"order": row.number, "currency": row.currency, "amount_minor": row.amount_minor}
            for row in books.orders_told.of_customer(customer).standing().order_by("id")
        ],
        "reviews": [
            {
                "on": row.reviewed_on.isoformat(),
                "result": row.result,
                "currency": row.currency,
                "before_minor": row.before_minor,
                "after_minor": row.after_minor,
                "score": row.score,
                "by": row.reviewed_by,
                "reasons": "; ".join(row.reasons),
            }
            for row in books.credit_reviews.of_customer(customer).order_by("-id")[:LISTED]
        ],
    }


def exposures(company: Company) -> list[Facts]:
    """List the customers that have a limit, with exposure and the newest review: one statement each, for all."""
    books = Books(company)
    sums: dict[tuple[int, str], int] = {}
    for rows, amount, sign in (
        (books.items.open(), "residual_minor", 1),
        (books.orders_told.standing(), "amount_minor", 1),
        (books.entries.unallocated(), "unallocated_minor", -1),
    ):
        found: Any = rows.order_by().values_list("customer_id", "currency").annotate(minor=Sum(amount))
        for customer, currency, minor in found:
            sums[customer, currency] = sums.get((customer, currency), 0) + sign * int(minor)
    last = dict(books.credit_reviews.order_by().values_list("customer_id").annotate(on=Max("reviewed_on")))
    frozen = set(books.credit_freezes.standing().values_list("customer_id", flat=True))
    return [
        {
            "customer": row.ref,
            "name": row.name,
            "currency": row.limit_currency,
            "limit_minor": row.limit_minor,
            "exposure_minor": max(0, sums.get((row.pk, row.limit_currency), 0)),
            "frozen": "frozen" if row.pk in frozen else "",
            "reviewed_on": last[row.pk].isoformat() if row.pk in last else "",
        }
        for row in books.customers.filter(limit_minor__isnull=False).order_by("ref")
    ]


GOALS = {
    "call": "Hear when, how much and how payment will come: date, amount, cheque number or transfer reference.",
    "check-in": "Hear how things are: nothing is asked for. Thank for what was paid on time.",
}
LISTEN = {
    "call": (
        "Is the invoice contested, or something of it?",
        "Who decides on payment there, and when?",
        "Can all be paid, or does a plan help?",
        "Is money under way: by which number, of which day?",
    ),
    "check-in": (
        "Orders: more, less, put off?",
        "New owners, new people who pay the bills, a new address?",
        "Do their own customers pay them late?",
        "Is anything of ours not right?",
    ),
}


def sheet_facts(company: Company, ref: str, as_of: date, what: str) -> Facts:
    """Give the sheet for a call or a check-in: the goal, the facts, what was said before, what to listen for."""
    return sheet_of(company, find_customer(company, ref), as_of, what)


def sheet_of(company: Company, customer: Customer, as_of: date, what: str) -> Facts:
    """Give the same of a customer whose row was read."""
    books, facts = Books(company), facts_of(company, customer, as_of)
    said = promise_facts_of(books, customer)
    suggested = None if customer.debtor_kind else suggestions(books, as_of, [customer.pk]).get(customer.pk)
    return {
        "customer": customer.ref,
        "name": facts["name"],
        "for": what,
        "goal": GOALS[what],
        "language": customer.language,
        "stage": facts.get("stage"),
        "telephone": _telephone(books, customer),
        "kind_of_debtor": customer.debtor_kind or (f"{suggested.kind} is suggested" if suggested else ""),
        "balance_minor": facts["balance_minor"],
        "items": facts["items"],
        "promises": said["promises"][-LISTED:],
        "kept": said["rates"],
        "disputes": facts["disputes"],
        "heard": [
            {"on": row.heard_on.isoformat(), "in": row.heard_in, "text": row.text} for row in _heard(books, customer)
        ],
        "contacts": facts["contacts"],
        "listen_for": [{"listen_for": point} for point in LISTEN[what]],
    }


def _telephone(books: Books, customer: Any) -> str:
    """Give the newest working number as it is written abroad, and what is odd about it."""
    row = next(iter(_telephones(books, customer)), None)
    if row is None:
        return ""
    phone = read_phone(row.text, customer.country)
    return f"{phone.written} ({phone.problem})" if phone.problem else phone.written


@ready
def _telephones(books: Books, customer: Customer) -> Any:
    return books.addresses.of_customer(customer).working().filter(channel="sms").order_by("-id")[:1]


@ready
def _heard(books: Books, customer: Customer) -> Any:
    return books.heard.of_customer(customer).order_by("-id")[:LISTED]


def reward_facts(company: Company) -> list[Facts]:
    """List the rewards, those to be granted first."""
    rows = Books(company).rewards.select_related("customer").order_by("-state", "-id")
    return [
        {
            "customer": row.customer.ref,
            "reward": row.kind,
            "terms": row.terms,
            "evidence": "; ".join(row.evidence),
            "proposed_on": row.proposed_on.isoformat(),
            "state": row.state,
            "by": row.answered_by,
        }
        for row in rows
    ]
