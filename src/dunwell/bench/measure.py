"""The bench as a whole: books of its own, each part in a fresh process, and the sums. Knows no table."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from dunwell.bench.place import own_database
from dunwell.domain.errors import UserError

Part = dict[str, Any]

MOST_ROWS = 100_000
MOST_IN_MEMORY = 1_000_000  # invoices that are decided without a database
RATES = ("decided_per_s", "import_rows_per_s", "mails_per_cpu_s", "statements_per_cpu_s", "times_weasyprint")


def measure(
    invoices: int,
    customers: int,
    *,
    url: str | None,
    seed: int,
    first_night: bool,
    told: Callable[[str], None],
    workers: int = 1,
    agreements: int = 0,
) -> dict[str, Any]:
    """Measure a night on a portfolio of some size, beside its floor, an idle night and the aging; then paths around it.

    `url`: the server; left out, SQLite. `first_night`: the first of a new company, on which every late customer is
    written to. `agreements`: so many of a hundred customers have a promise, plan, dispute or hold more. `workers`: as
    many do a night together, which is the one that is summed up then, and one does the same alone; it takes a server.
    `told` hears which part begins. Raises UserError `bench_database` and `bench_part`.
    """
    parts: list[Part] = []
    portfolio = {"invoices": invoices, "customers": customers, "seed": seed, "running": not first_night}
    portfolio |= {"agreements": agreements}
    with own_database(url) as database:

        def do(name: str, part: str, **given: Any) -> Part:
            told(name)
            parts.append({"name": name, **in_a_process(database, part, given)})
            return parts[-1]

        do("fill", "fill", **portfolio)
        run = do("full run", "run", full=True)
        floor = do("floor", "floor")
        do("the run after", "run", full=False)
        idle = do("idle night", "run", full=False)
        do("aging, totals", "aging", by_customer=False, days_ago=0)
        do("aging, by customer", "aging", by_customer=True, days_ago=0)
        do("aging, as of a past day", "aging", by_customer=False, days_ago=45)
    around = _around(invoices, customers, url, told)
    parts += around
    crews = _crews(workers, portfolio, url, told) if workers > 1 else []
    parts += crews
    night = crews[-1] if crews else run
    total, cpu = night["seconds"], night["cpu_s"] + night["server_cpu_s"]
    floor_cpu = floor["cpu_s"] + floor["server_cpu_s"]
    return {
        "invoices": invoices,
        "customers": customers,
        "database": "sqlite" if url is None or url.startswith("sqlite:") else "postgresql",
        "night": "first" if first_night else "ordinary",
        "agreements": agreements,
        "total_s": total,
        "invoices_per_s": round(invoices / total),
        "floor_s": floor["seconds"],
        "ratio_to_floor": round(total / floor["seconds"], 2),
        "cpu_ratio_to_floor": round(cpu / floor_cpu, 2) if floor_cpu else None,
        "peak_rss_mb": night["peak_rss_mb"],
        "idle_s": idle["seconds"],
        **{name: part[name] for part in around for name in RATES if name in part},
        **({"workers": workers, "speedup": round(crews[0]["seconds"] / crews[1]["seconds"], 2)} if crews else {}),
        "counts": run["counts"],
        "parts": parts,
    }


def _around(invoices: int, customers: int, url: str | None, told: Callable[[str], None]) -> list[Part]:
    """Measure what does not depend on the books, each on empty ones: decisions in memory, a list, mails, statements."""
    rows = min(invoices, MOST_ROWS)
    few = max(10, min(300, rows // 10))
    share = max(1, -(-invoices // MOST_IN_MEMORY))
    found = []
    for name, part, given in (
        ("deciding alone", "decide", {"invoices": invoices // share, "customers": customers // share}),
        ("a list taken in", "list", {"rows": rows}),
        ("mails", "mails", {"count": few}),
        ("statements", "statements", {"count": min(few, 40)}),
    ):
        told(name)
        with own_database(url) as database:
            found.append({"name": name, **in_a_process(database, part, given)})
    return found


def _crews(workers: int, portfolio: dict[str, Any], url: str | None, told: Callable[[str], None]) -> list[Part]:
    """Let one worker do the night, and then several, each crew on books of its own that are the same."""
    found = []
    for number in (1, workers):
        name = f"a night by {number} worker{'s' * (number > 1)}"
        told(name)
        with own_database(url) as database:
            in_a_process(database, "fill", portfolio)
            found.append({"name": name, **in_a_process(database, "hands", {"workers": number, "url": database})})
    return found


def in_a_process(database: str, part: str, given: dict[str, Any]) -> Part:
    """Do a part of the bench in a process of its own, on the database of a URL. Raises UserError `bench_part`."""
    done = subprocess.run(  # noqa: S603 - this Python, this package
        [sys.executable, "-m", "dunwell.bench", database, part, json.dumps(given)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise UserError(
            "bench_part", f"The part {part} of the bench failed: {last[0]}", "Try a smaller portfolio, or report this"
        )
    answer: Part = json.loads(done.stdout)
    return answer
