"""Writes bench/RESULTS.md: the medians of three measurements each, on this machine, beside what is aimed at.

    python bench/results.py --invoices 1000000 --database postgresql://user:password@host/name

Each measurement is one call of `dunwell bench`, which makes a database of its own and throws it away. With a server two
workers share a night too; a tenth of the invoices, and with `--large` ten times as many, tell how the time grows. The
page is written after each measurement, and `--go-on` goes on with those that were kept. What the numbers mean, and
what was tried, is written by hand in bench/FINDINGS.md, and follows them.
"""

import argparse
import itertools
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from math import log
from pathlib import Path
from statistics import median
from typing import Any

KEPT = Path(__file__).parent.parent / "build" / "results.json"
PAGE, FINDINGS = (Path(__file__).with_name(name) for name in ("RESULTS.md", "FINDINGS.md"))
AIMS = {"ratio_to_floor": "≤ 3", "peak_rss_mb": "≤ 450", "invoices_per_s": "≥ 450,000", "idle_s": "≤ 0.3"}
MORE = ("decided_per_s", "import_rows_per_s", "mails_per_cpu_s", "statements_per_cpu_s", "times_weasyprint", "speedup")
AIMS |= dict(zip(MORE, ("≥ 3,000,000", "≥ 30,000", "≥ 200", "≥ 18", "≥ 6", "≥ 1.6"), strict=True))
SHOWN = ("total_s", "floor_s", "ratio_to_floor", "cpu_ratio_to_floor", "invoices_per_s", "peak_rss_mb", "idle_s", *MORE)


def main() -> None:
    """Measure and write the page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--invoices", type=int, default=1_000_000)
    words.add_argument("--database")
    words.add_argument("--times", type=int, default=3)
    words.add_argument("--large", action="store_true", help="ten times as many, once, on the server")
    words.add_argument("--go-on", action="store_true", help="keep what was measured before")
    given = words.parse_args()
    page = Page(go_on=given.go_on)
    urls = list(filter(None, (given.database, "sqlite:")))
    for url in urls:
        page.measure(given.times, given.invoices, url, *(["--workers", "2"] * (url != "sqlite:")))
    if given.database:
        page.measure(given.times, given.invoices // 10, given.database)
    for url in urls:
        page.measure(1, given.invoices, url, "--first-night")
    if given.database and given.large:
        page.measure(1, given.invoices * 10, given.database)


class Page:
    """What was measured so far, as it stands in the file, and as it is kept to go on with."""

    def __init__(self, *, go_on: bool) -> None:
        self.found: dict[str, list[dict[str, Any]]] = {}
        if go_on and KEPT.exists():
            self.found = json.loads(KEPT.read_text("utf-8"))
        self.head = head()

    def measure(self, times: int, invoices: int, url: str, *more: str) -> None:
        """Measure a night so often, but for what is kept already, and write the page after each."""
        name = " ".join((url.partition(":")[0], str(invoices), *more))
        found = self.found.setdefault(name, [])
        while len(found) < times:
            found.append(measured(invoices, url, *more))
            self.write()

    def write(self) -> None:
        """Write the page."""
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(self.found), encoding="utf-8")
        found = [each for each in self.found.values() if each]
        parts = [self.head, *map(section, found), growth(found), FINDINGS.read_text("utf-8")]
        PAGE.write_text("\n\n".join(part.strip() for part in parts if part) + "\n", encoding="utf-8")


def measured(invoices: int, url: str, *more: str) -> dict[str, Any]:
    """Call the bench once."""
    command = [sys.executable, "-m", "dunwell", "bench", "--invoices", str(invoices), "--json"]
    command += [*(["--database", url] * (url != "sqlite:")), *more]
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    return answer


def growth(found: list[list[dict[str, Any]]]) -> str:
    """Tell by which power of the number of invoices the time of an ordinary night grows, on the server."""
    usual = {"database": "postgresql", "night": "ordinary", "agreements": 0}
    nights = [each for each in found if each and usual.items() <= each[0].items()]
    sizes = sorted((each[0]["invoices"], median(one["total_s"] for one in each)) for each in nights)
    if len(sizes) < 2:
        return ""
    lines = ["## How the time grows, PostgreSQL", "", "| from | to | exponent |", "|---|---|---|"]
    for (few, short), (many, long) in [*itertools.pairwise(sizes), (sizes[0], sizes[-1])]:
        lines.append(f"| {few:,} | {many:,} | {log(long / short) / log(many / few):.2f} |")
    return "\n".join(dict.fromkeys(lines))


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
        values = [each[name] for each in found if each.get(name) is not None]
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
