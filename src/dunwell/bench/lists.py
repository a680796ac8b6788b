"""A list of invoices of any length, invented and the same each time, and how long it takes to take it in.

Plain, as most programs export: UTF-8, commas, ISO dates, a decimal point; one row
in a thousand is odd, as in real life.
"""

import random
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command

from dunwell import wiring
from dunwell.bench.clock import measured, peak_rss_mb
from dunwell.bench.floor import floor_of_writing
from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.roles import Role
from dunwell.usecases.import_items import import_items
from dunwell.usecases.open_company import open_company
from dunwell.usecases.work import Caller

HEAD = "Invoice number,Customer number,Customer name,Email,Invoice date,Due date,Currency,Amount,Open amount"
PER_CUSTOMER = 5
FIRST = date(2026, 1, 1)
ODD = 1_000
SLUG = "lists"
AT = datetime(2026, 4, 15, 11, tzinfo=UTC)


def write_list(path: Path, rows: int, seed: int = 1) -> None:
    """Write a list of so many invoices, five to a customer on the average."""
    chance = random.Random(seed)  # noqa: S311 - the same list again, not a secret
    customers = max(1, rows // PER_CUSTOMER)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEAD}\n")
        for at in range(rows):
            file.write(f"{_row(chance, at, customers)}\n")


def take_list(rows: int) -> dict[str, Any]:
    """Take a list of so many invoices into empty books, all checks included; then move the same rows, unchecked."""
    call_command("migrate", verbosity=0)
    caller = Caller(SLUG, "bench", Role.OWNER, AT, AT.date())
    open_company(caller, slug=SLUG, name="Ours B.V.", country="NL", currency="EUR")
    with tempfile.TemporaryDirectory(prefix="dunwell-bench-") as folder:
        path = Path(folder) / "list.csv"
        write_list(path, rows)
        told = take_in(caller, path)
    company = Company.objects.get(slug=SLUG)
    cost, written = floor_of_writing(company, Books(company).items.earliest("pk").recorded_seq)
    return told | {
        "rows_written": written,
        "floor_s": round(cost.seconds, 3),
        "floor_cpu_s": round(cost.cpu_s + cost.server_cpu_s, 3),
        "ratio_to_floor": round(told["seconds"] / cost.seconds, 1),
    }


def take_in(caller: Caller, path: Path) -> dict[str, Any]:
    """Read a list with all checks and take it in; tells rows, seconds, and rows a second of wall and processor."""
    with measured() as cost:
        reading = wiring.files_reader()(path)
        answer = import_items(caller, reading=reading)
    rows = answer["rows"]
    return {
        "rows": rows,
        "invoices": answer["invoices"],
        "seconds": round(cost.seconds, 3),
        "cpu_s": round(cost.cpu_s, 3),
        "server_cpu_s": round(cost.server_cpu_s, 3),
        "peak_rss_mb": round(peak_rss_mb(), 1),
        "import_rows_per_s": round(rows / cost.seconds),
        "import_rows_per_cpu_s": round(rows / cost.cpu_s),
    }


def _row(chance: random.Random, at: int, customers: int) -> str:
    customer, on = chance.randrange(customers), FIRST + timedelta(days=chance.randrange(200))
    due, cents = on + timedelta(days=chance.choice((14, 30, 60))), chance.randrange(1_000, 500_000)
    amount = f"{cents // 100}.{cents % 100:02d}"
    if at % ODD == ODD - 1:
        due = on - timedelta(days=1)  # told, and taken in as it stands
    who = f"C{customer:06d},Customer {customer} Ltd,ap{customer}@example.com"
    return f"INV-{at:07d},{who},{on},{due},EUR,{amount},{amount}"
