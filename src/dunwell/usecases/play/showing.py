"""How agreements stand, and which duties and events a day brought, in the words of books. Reads only."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from dunwell.data.books import Books
from dunwell.domain.agreed import AgreedNotice
from dunwell.domain.duties import PREFIX
from dunwell.domain.money import format_amount
from dunwell.policy.books.expectations import Expectation
from dunwell.policy.books.showing import NONE, Shows
from dunwell.queries.debtors import suggestions
from dunwell.queries.promises import words_of

Names = Mapping[int, str]
Show = Callable[[Books, int, date], str]


def _promise(books: Books, customer: int, _on: date) -> str:
    return _last_word(books, customer, "promise")


def _plan(books: Books, customer: int, _on: date) -> str:
    return _last_word(books, customer, "plan")


def _last_word(books: Books, customer: int, kind: str) -> str:
    words = words_of(books, [customer]).get(customer, [])
    return next((word.became.value for row, word in reversed(words) if row.kind == kind), NONE)


def _offer(books: Books, customer: int, _on: date) -> str:
    row = books.plan_offers.of_customer(customer).order_by("-id").first()
    if row is None:
        return NONE
    told = f"{row.count} x {format_amount(row.instalment_minor, row.currency)}"
    return told if row.state == "proposed" else row.state


def _approval(books: Books, customer: int, _on: date) -> str:
    row = books.approvals.of_customer(customer).order_by("-id").first()
    return NONE if row is None else str(row.state)


def _dispute(books: Books, customer: int, _on: date) -> str:
    row = books.disputes.of_customer(customer).select_related("item").order_by("-id").first()
    if row is None:
        return NONE
    return f"{row.state} {format_amount(row.amount_minor, row.item.currency)}"


def _answer(books: Books, customer: int, _on: date) -> str:
    return _told_by(books, customer, AgreedNotice.DISPUTE_REJECTED)


def _proposal(books: Books, customer: int, _on: date) -> str:
    return _told_by(books, customer, AgreedNotice.PLAN_PROPOSED)


def _told_by(books: Books, customer: int, name: AgreedNotice) -> str:
    answers = books.decisions.of_customer(customer).filter(step_id=name)
    row = answers.exclude(state="cancelled").order_by("-id").first()
    return NONE if row is None else str(row.channel)


def _limit(books: Books, customer: int, _on: date) -> str:
    row = books.customers.get(pk=customer)
    return NONE if row.limit_minor is None else format_amount(row.limit_minor, row.limit_currency)


def _frozen(books: Books, customer: int, _on: date) -> str:
    return "yes" if books.credit_freezes.of_customer(customer).standing().exists() else "no"


def _kind(books: Books, customer: int, _on: date) -> str:
    return str(books.customers.get(pk=customer).debtor_kind) or NONE


def _suggested(books: Books, customer: int, on: date) -> str:
    found = suggestions(books, on, [customer]).get(customer)
    return found.kind.value if found else NONE


def _reward(books: Books, customer: int, _on: date) -> str:
    row = books.rewards.of_customer(customer).order_by("-id").first()
    return NONE if row is None else f"{row.kind} {row.state}"


def _terms(books: Books, customer: int, _on: date) -> str:
    return str(books.customers.get(pk=customer).terms) or NONE


SHOWN: dict[str, Show] = {
    "limit": _limit,
    "frozen": _frozen,
    "kind": _kind,
    "suggested": _suggested,
    "reward": _reward,
    "terms": _terms,
    "dispute": _dispute,
    "answer": _answer,
    "approval": _approval,
    "proposal": _proposal,
    "offer": _offer,
    "promise": _promise,
    "plan": _plan,
}
"""How each thing that a book may ask of an agreement is told."""


def shown(books: Books, on: date, names: Names, expected: Iterable[Expectation]) -> dict[tuple[str, str], str]:
    """Tell what the day's lines ask of agreements, by customer and thing."""
    ids = {ref: pk for pk, ref in names.items()}
    return {
        (each.customer, each.what): SHOWN[each.what](books, ids[each.customer], on)
        for each in expected
        if isinstance(each, Shows)
    }


def duties(books: Books, on: date, names: Names) -> dict[str, tuple[str, ...]]:
    """Name the duties raised on a day, by customer."""
    rows = books.tasks.filter(raised_on=on, customer__in=names, key__startswith=PREFIX).order_by("id")
    return _by_customer(names, rows.values_list("customer_id", "task"))


def events(books: Books, on: date, names: Names) -> dict[str, tuple[str, ...]]:
    """Name the events of a day, by customer."""
    rows = books.events.filter(happened_on=on, customer__in=names).order_by("id")
    return _by_customer(names, rows.values_list("customer_id", "name"))


def _by_customer(names: Names, rows: Iterable[tuple[int, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for customer, name in rows:
        found[names[customer]].append(name)
    return {customer: tuple(told) for customer, told in found.items()}
