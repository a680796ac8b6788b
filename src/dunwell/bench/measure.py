"""The bench as a whole: books of its own, each part in a fresh process, and the sums. Knows no table."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from dunwell.bench.place import own_database
from dunwell.domain.errors import UserError

Part = dict[str, Any]


def measure(
    invoices: int, customers: int, *, url: str | None, seed: int, first_night: bool, told: Callable[[str], None]
) -> dict[str, Any]:
    """Measure a night on a portfolio of some size, beside its floor, an idle night and the aging.

    `url`: the server; left out, SQLite. `first_night`: the first of a new company, on which every late customer is
    written to. `told` hears which part begins. Raises UserError `bench_database` and `bench_part`.
    """
    parts: list[Part] = []
    with own_database(url) as database:

        def do(name: str, part: str, **given: Any) -> Part:
            told(name)
            parts.append({"name": name, **_in_a_process(database, part, given)})
            return parts[-1]

        do("fill", "fill", invoices=invoices, customers=customers, seed=seed, running=not first_night)
        run = do("full run", "run", full=True)
        floor = do("floor", "floor")
        do("the run after", "run", full=False)
        idle = do("idle night", "run", full=False)
        do("aging, totals", "aging", by_customer=False, days_ago=0)
        do("aging, by customer", "aging", by_customer=True, days_ago=0)
        do("aging, as of a past day", "aging", by_customer=False, days_ago=45)
    total, cpu = run["seconds"], run["cpu_s"] + run["server_cpu_s"]
    floor_cpu = floor["cpu_s"] + floor["server_cpu_s"]
    return {
        "invoices": invoices,
        "customers": customers,
        "database": "sqlite" if url is None or url.startswith("sqlite:") else "postgresql",
        "night": "first" if first_night else "ordinary",
        "total_s": total,
        "invoices_per_s": round(invoices / total),
        "floor_s": floor["seconds"],
        "ratio_to_floor": round(total / floor["seconds"], 2),
        "cpu_ratio_to_floor": round(cpu / floor_cpu, 2) if floor_cpu else None,
        "peak_rss_mb": run["peak_rss_mb"],
        "idle_s": idle["seconds"],
        "counts": run["counts"],
        "parts": parts,
    }


def _in_a_process(database: str, part: str, given: dict[str, Any]) -> Part:
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
