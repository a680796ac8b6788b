"""What of a customer waits for an answer or can be undone, so that a page offers what makes sense. Reads only."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.ready import ready
from dunwell.domain.money import format_amount
from dunwell.queries.customers import money_under_way
from dunwell.queries.policies import active_policy

MOST = 50
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Openings:
    """What there is of each sort: told in one statement."""

    offer: bool  # a plan is proposed
    reward: bool  # a reward is proposed
    reply: bool  # a reply is unread
    frozen: bool  # credit is frozen
    episode: bool  # it stands on the ladder
    commitment: bool  # a promise or a plan runs
    cheque: bool  # a cheque was promised
    announced: bool  # money is under way
    written_off: bool
    fee: bool  # a charge is open
    enclosable: bool  # there is something to which a file could belong


def openings_of(company: Company, row: Customer) -> Openings:
    """Tell what there is of a customer."""
    [found] = _openings(Books(company), row)
    told = {name.removeprefix("has_"): bool(there) for name, there in found.items()}
    told["enclosable"] = told.pop("dispute") | told.pop("acceptance") | told["offer"]
    return Openings(**told)


@ready
def _openings(books: Books, row: Customer) -> Any:
    sorts: dict[str, Any] = {
        "offer": books.plan_offers.standing().filter(state="proposed"),
        "reward": books.rewards.standing().filter(state="proposed"),
        "reply": books.replies.standing(),
        "frozen": books.credit_freezes.standing(),
        "episode": books.episodes.standing(),
        "commitment": books.commitments.open(),
        "cheque": _cheques(books),
        "announced": books.under_way.standing().filter(state="open"),
        "written_off": _written_off(books),
        "fee": books.items.open().filter(kind="fee"),
        "dispute": books.disputes,
        "acceptance": books.acceptances,
    }
    there = {f"has_{name}": Exists(rows.filter(customer=OuterRef("pk"))) for name, rows in sorts.items()}
    return books.customers.filter(pk=row.pk).annotate(**there).values(*there)


def answers_to(company: Company, row: Customer, kind: str) -> Choices:
    """List what can be named in answer: disputed or written-off invoices, promises, cheques, rungs, policies."""
    books = Books(company)
    match kind:
        case "disputed":
            return [
                (each.item.number, f"{each.item.number} · {format_amount(each.amount_minor, each.item.currency)}")
                for each in _disputed(books, row)
            ]
        case "commitment" | "cheque":
            found = _open_cheques(books, row) if kind == "cheque" else _open_commitments(books, row)
            return [(each.number if kind == "cheque" else str(each.pk), _told(each, kind)) for each in found]
        case "announced":
            return _numbers(each.item.number for each in money_under_way(books, row)[:MOST])
        case "written-off":
            return _numbers(_written_off_items(books, row))
        case "contact-role":
            return [("", "–"), *_numbers(_contact_roles(books, row))]
    return _of_policies(company, books, row, kind)


def call_of(company: Company, row: Customer) -> int | None:
    """Give the number of the customer's oldest open call; none where nobody has to call."""
    return next(iter(_open_calls(Books(company), row)), None)


def next_call(company: Company, row: Customer) -> int | None:
    """Give the customer who is to be called after this one, by the order of the calls; none where that is all."""
    books, here = Books(company), call_of(company, row) or 0
    later = _calls_of_others(books, row, here)
    return next(iter(later or (_calls_of_others(books, row, 0) if here else ())), None)


@ready
def _calls_of_others(books: Books, row: Customer, behind: int) -> Any:
    calls = books.calls.open().exclude(customer=row).filter(pk__gt=behind).order_by("id")
    return calls.values_list("customer_id", flat=True)[:1]


@ready
def _open_calls(books: Books, row: Customer) -> Any:
    return books.calls.of_customer(row).open().order_by("id").values_list("pk", flat=True)[:1]


@ready
def _disputed(books: Books, row: Customer) -> Any:
    return books.disputes.of_customer(row).open().select_related("item").order_by("id")[:MOST]


@ready
def _open_cheques(books: Books, row: Customer) -> Any:
    return _cheques(books).of_customer(row).oldest_first()[:MOST]


@ready
def _open_commitments(books: Books, row: Customer) -> Any:
    return books.commitments.open().of_customer(row).oldest_first()[:MOST]


@ready
def _written_off_items(books: Books, row: Customer) -> Any:
    return _written_off(books).of_customer(row).values_list("item__number", flat=True)[:MOST]


@ready
def _contact_roles(books: Books, row: Customer) -> Any:
    return books.contacts.of_customer(row).standing().exclude(role="").values_list("role", flat=True)


def _of_policies(company: Company, books: Books, row: Customer, kind: str) -> Choices:
    match kind:
        case "stage":
            policy = active_policy(company, row.policy_name or company.policy_name)
            return _numbers(rung.stage for rung in policy.ladder)
        case "agency":
            policy = active_policy(company, row.policy_name or company.policy_name)
            return [("", "–"), *_numbers(each.name for each in policy.agencies)]
        case "policy":
            return _numbers(books.policy_versions.order_by("name").values_list("name", flat=True).distinct())
    return []


def _cheques(books: Books) -> Any:
    return books.commitments.filter(method="cheque", state__in=("open", "kept")).exclude(number="")


def _written_off(books: Books) -> Any:
    """Give the allocations by which invoices were written off, and that stand."""
    return books.allocations.in_force().filter(entry__kind="write_off", item__isnull=False)


def _told(row: Any, kind: str) -> str:
    told = f"{format_amount(row.amount_minor, row.currency)} · {row.on_date}"
    return f"{row.number} · {told}" if kind == "cheque" else told


def _numbers(names: Any) -> Choices:
    return [(name, name) for name in dict.fromkeys(names)]
