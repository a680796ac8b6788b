"""Writes bench/RESULTS.md: the medians of three measurements each, on this machine, beside what is aimed at.

    python bench/results.py --invoices 1000000 --database postgresql://user:password@host/name

Each measurement is one call of `dunwell bench`, which makes a database of its own and throws it away.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

PAGE = Path(__file__).with_name("RESULTS.md")
AIMS = {"ratio_to_floor": "≤ 3", "peak_rss_mb": "≤ 450", "invoices_per_s": "≥ 450,000", "idle_s": "≤ 0.3"}
SHOWN = ("total_s", "floor_s", "ratio_to_floor", "cpu_ratio_to_floor", "invoices_per_s", "peak_rss_mb", "idle_s")


def main() -> None:
    """Measure and write the page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--invoices", type=int, default=1_000_000)
    words.add_argument("--database")
    words.add_argument("--times", type=int, default=3)
    given = words.parse_args()
    pages = [head()]
    for url in filter(None, ("sqlite:", given.database)):
        for first_night in (False, True):
            found = [measured(given.invoices, url, first_night=first_night) for _ in range(given.times)]
            pages.append(section(found))
    PAGE.write_text("\n\n".join(pages) + "\n", encoding="utf-8")


def measured(invoices: int, url: str, *, first_night: bool) -> dict[str, Any]:
    """Call the bench once."""
    command = [sys.executable, "-m", "dunwell", "bench", "--invoices", str(invoices), "--json"]
    command += ["--database", url] * (url != "sqlite:") + ["--first-night"] * first_night
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    return answer


def head() -> str:
    """Tell the machine and the versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("dunwell", "polars", "django", "psycopg"))
    return (
        "# What was measured\n\n"
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, {versions}. Load when it began: {os.getloadavg()[0]:.1f}.\n"
        "Made by `make bench`; medians, with the least and the most."
    )


def section(found: list[dict[str, Any]]) -> str:
    """Lay out the measurements of one database and night."""
    one = found[0]
    lines = [
        f"## {one['database']}, {one['night']} night: {one['invoices']:,} invoices, {one['customers']:,} customers",
        "",
        f"Decided: {', '.join(f'{number:,} {name}' for name, number in one['counts'].items())}.",
        "",
        "| | median | least | most | aim |",
        "|---|---|---|---|---|",
    ]
    for name in SHOWN:
        values = [each[name] for each in found if each[name] is not None]
        if values:
            shown = (f"{value:,.2f}".rstrip("0").rstrip(".") for value in (median(values), min(values), max(values)))
            lines.append(f"| {name} | {' | '.join(shown)} | {AIMS.get(name, '')} |")
    lines += ["", "| part | seconds | CPU s | server CPU s | peak MB |", "|---|---|---|---|---|"]
    for place, part in enumerate(one["parts"]):
        columns = ("seconds", "cpu_s", "server_cpu_s", "peak_rss_mb")
        medians = (f"{median(each['parts'][place][column] for each in found):.2f}" for column in columns)
        lines.append(f"| {part['name']} | {' | '.join(medians)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
