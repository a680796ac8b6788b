"""One customer on a page: what is owed, where it stands, what was agreed, whom to speak to, and all that happened.

A constant number of statements, whatever the number of customers; lists are cut where a page would grow too long.
Amounts are in minor units. Reads only.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.ready import ready
from dunwell.domain.money import format_amount
from dunwell.queries.customers import facts_of, loose_entries, open_items
from dunwell.queries.openings import Openings, answers_to, openings_of
from dunwell.queries.tasks import subjects_told
from dunwell.queries.timeline import timeline

Facts = dict[str, Any]
ITEMS_SHOWN = 100
TASKS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """All that the page of a customer shows."""

    row: Customer
    facts: Facts
    items: list[Facts]
    items_in_all: int
    owed: dict[str, int]
    overdue: dict[str, int]
    contacts: list[Facts]
    tasks: list[Facts]
    timeline: list[Facts]
    openings: Openings


def customer_page(company: Company, number: int, as_of: date) -> CustomerPage | None:
    """Gather the page of a customer by the number of its row; none where the company has no such customer."""
    books = Books(company)
    row: Customer | None = next(iter(_row(books, number)), None)
    if row is None:
        return None
    facts = facts_of(company, row, as_of)
    items = facts["items"]
    return CustomerPage(
        row=row,
        facts=facts,
        items=_with_what_settled_them(books, row, items[:ITEMS_SHOWN]),
        items_in_all=len(items),
        owed=_sum(items),
        overdue=_sum([item for item in items if item["days"] > 0]),
        contacts=_contacts(books, row),
        tasks=_tasks(books, row),
        timeline=timeline(company, row),
        openings=openings_of(company, row),
    )


def customer_row(company: Company, ref: str) -> Customer:
    """Find the row of a customer by its number. Raises Customer.DoesNotExist."""
    found: Customer = Books(company).customers.get(ref=ref)
    return found


def customers_by_id(company: Company, numbers: list[int]) -> list[Customer]:
    """Find customers by the numbers of their rows, in the order of their names; unknown ones are left out."""
    return _rows(Books(company), numbers)


def colleagues(company: Company) -> list[str]:
    """Name those who work for the company, by name: who can be in charge of a customer."""
    return _colleagues(Books(company))


def paused_until(company: Company, numbers: list[int], as_of: date) -> dict[int, date]:
    """Tell of those customers that are paused until which day."""
    rows = Books(company).pauses.filter(customer__in=numbers).holding(as_of)
    return dict(rows.order_by("id").values_list("customer_id", "until"))


def choices_of(company: Company, row: Customer, kind: str) -> list[tuple[str, str]]:
    """List what a field of a form can name of a customer: its open items, tasks, calls, entries, currencies."""
    books = Books(company)
    match kind:
        case "item" | "items":
            return [
                (each.number, f"{each.number} · {format_amount(each.residual_minor, each.currency)} · {each.due_date}")
                for each in open_items(books, row)[:ITEMS_SHOWN]
            ]
        case "task":
            tasks = _open_tasks(books, row)
            about = subjects_told(books, ((each.task, each.subject) for each in tasks))
            return [(str(each.pk), f"{each.task} {about[each.task, each.subject]}") for each in tasks]
        case "call":
            calls = reversed(_open_calls(books, row))
            return [(str(each.pk), f"{each.decision.template} · {each.decision.as_of}") for each in calls]
        case "entry":
            entries = loose_entries(books, row)
            return [(str(each.pk), format_amount(each.unallocated_minor, each.currency)) for each in entries]
        case "colleague":
            return [("", "–"), *((name, name) for name in colleagues(company))]
        case "currency":
            return [(code, code) for code in _currencies(books, company, row)]
    return answers_to(company, row, kind)


def _currencies(books: Books, company: Company, row: Customer) -> list[str]:
    owed = books.items.of_customer(row).open().order_by().values_list("currency", flat=True).distinct()
    found = sorted(set(owed))
    if company.currency and company.currency not in found:
        found.append(company.currency)
    return found or ["EUR"]


def _with_what_settled_them(books: Books, row: Customer, items: list[Facts]) -> list[Facts]:
    """Lay beside each open item what settled a part of it: when, by what, how much."""
    given: dict[str, list[Facts]] = {}
    shown = {item["item"] for item in items}
    for each in _settled(books, row):
        if each.item.number not in shown:
            continue
        told = {"on": each.allocated_on, "kind": each.entry.kind, "minor": each.amount_minor}
        given.setdefault(each.item.number, []).append(told | {"reference": each.entry.reference or each.entry.number})
    return [{**item, "given": given.get(item["item"], [])} for item in items]


def _sum(items: list[Facts]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for item in items:
        sums[item["currency"]] = sums.get(item["currency"], 0) + item["residual_minor"]
    return sums


def _contacts(books: Books, row: Customer) -> list[Facts]:
    """List the addresses of a customer with their health: works, bounced, ended."""
    return [
        {
            "name": each.contact.name if each.contact else "",
            "role": each.contact.role if each.contact else "",
            "channel": each.channel,
            "address": each.text,
            "bounced_on": each.bounced_on,
        }
        for each in _addresses(books, row)
    ]


def _tasks(books: Books, row: Customer) -> list[Facts]:
    tasks = _open_tasks(books, row)
    about = subjects_told(books, ((each.task, each.subject) for each in tasks))
    return [
        *(
            {
                "kind": "task",
                "id": each.pk,
                "what": each.task,
                "about": about[each.task, each.subject],
                "since": each.raised_on,
                "due_on": each.due_on,
                "role": each.role,
            }
            for each in tasks
        ),
        *(
            {
                "kind": "call",
                "id": each.pk,
                "what": each.decision.template,
                "about": "",
                "since": each.decision.as_of,
                "due_on": None,
                "role": "",
            }
            for each in _open_calls(books, row)
        ),
    ]


@ready
def _rows(books: Books, numbers: list[int]) -> Any:
    return books.customers.filter(pk__in=numbers).order_by("name", "id")


@ready
def _row(books: Books, number: int) -> Any:
    return books.customers.filter(pk=number)


@ready
def _colleagues(books: Books) -> Any:
    return books.people.filter(active=True).order_by("name").values_list("name", flat=True)


@ready
def _settled(books: Books, row: Customer) -> Any:
    """Read what settled parts of items that are still open."""
    mine = books.allocations.in_force().of_customer(row).filter(item__residual_minor__gt=0)
    return mine.select_related("item", "entry").order_by("allocated_on", "id")


@ready
def _addresses(books: Books, row: Customer) -> Any:
    return books.addresses.of_customer(row).standing().select_related("contact").order_by("channel", "-id")


@ready
def _open_tasks(books: Books, row: Customer) -> Any:
    return books.tasks.of_customer(row).open().order_by("raised_on", "id")[:TASKS_SHOWN]


@ready
def _open_calls(books: Books, row: Customer) -> Any:
    return books.calls.of_customer(row).open().select_related("decision").order_by("id")
