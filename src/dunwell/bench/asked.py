"""What can be asked for of the bench's books: numbers of rows, places in lists; and what a page takes of processors."""

import random
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from dunwell import wiring
from dunwell.bench.clock import measured
from dunwell.bench.desk import MAIL
from dunwell.bench.filling import WEDNESDAY
from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.queries.accounts import account_by_mail
from dunwell.queries.companies import first_zone
from dunwell.queries.lists import LISTS
from dunwell.queries.stretches import place_behind
from dunwell.queries.work_rows import SORTS

SAMPLES = 200
TIMES = 5
STATES = {"promises": "open", "plans": "open", "disputes": "open", "holds": "standing", "rewards": "proposed"}
BACKEND = "dunwell.faces.workbench.signing.ByMail"  # as wiring names what a face has, by its path


def numbers_of(company: Company) -> dict[str, list[Any]]:
    """Draw rows to look at, by what they are; and places deep in the lists, by list."""
    books, chance = Books(company), random.Random(1)  # noqa: S311 - the same again, not a secret
    notices = books.decisions.filter(channel="email", run=books.runs.order_by("-id")[:1]).order_by("-id")
    items = books.items.open()
    drawn = {
        "customer": _drawn(books.customers, "pk", chance),
        "message": _drawn(books.messages, "pk", chance),
        "notice": list(notices.values_list("pk", flat=True)[:SAMPLES]),
        "entry": list(books.entries.unallocated().filter(kind="payment").values_list("pk", flat=True)[:SAMPLES]),
        "number": _drawn(items, "number", chance),
        "amount": [f"{minor / 100:.2f}" for minor in _drawn(items, "residual_minor", chance)],
        "name": _drawn(books.customers, "name", chance),
        "ref": _drawn(books.customers, "ref", chance),
        "email": _drawn(books.addresses.filter(channel="email"), "text", chance),
        "phone": _drawn(books.addresses.filter(channel="sms"), "text", chance),
    }
    return drawn | {f"{name} list": places for name, places in _places(books).items()}


def _drawn(rows: Any, column: str, chance: random.Random) -> list[Any]:
    last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
    wanted = [chance.randrange(1, last + 1) for _ in range(SAMPLES)]
    return list(rows.filter(pk__in=wanted).values_list(column, flat=True))


def _places(books: Books) -> dict[str, list[str]]:
    """Find places a tenth, a half and nine tenths down each list: they are what a page's link to the next one holds."""
    lists = {name: LISTS[name](books, STATES.get(name, ""))[:2] for name in LISTS}
    lists |= {f"worklist {sort}": (books.work_rows, order) for sort, order in SORTS.items()}
    found: dict[str, list[str]] = {}
    for name, (rows, order) in lists.items():
        total = rows.count()
        behind = (place_behind(rows, order, max(1, total * tenths // 10)) for tenths in (1, 5, 9))
        found[name] = [place for place in behind if place]
    return found


def _account() -> Any:
    return account_by_mail(MAIL)


def count_queries(addresses: list[str]) -> dict[str, Any]:
    """Count the queries of pages, each asked for by itself, and the milliseconds of processors, the server's too."""
    wiring.live_on(WEDNESDAY, first_zone())
    counts: dict[str, list[float]] = {}
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        client = Client()
        client.force_login(_account(), backend=BACKEND)
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            number = len(queries)
            with measured() as cost:
                for _ in range(TIMES):
                    client.get(address)
            counts[address] = [number, round((cost.cpu_s + cost.server_cpu_s) / TIMES * 1_000, 1)]
    return counts
