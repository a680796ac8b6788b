"""Writes bench/PAGES.md: how long each page of the workbench takes, with a portfolio behind it and eight users at once.

    python bench/pages.py --invoices 1000000 --database postgresql://user:password@host/name

The server is `dunwell serve`, in a process of its own; the client asks over HTTP from this one, on the same machine:
each user clicks, reads for a second, clicks again. Files are asked for like pages. The books are thrown away.
"""

import argparse
import html
import http.client
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import quote, urlencode

from dunwell.bench.measure import in_a_process
from dunwell.bench.place import own_database

PAGE = Path(__file__).with_name("PAGES.md")
AIM_MS, AIM_BYTES, AIM_REQUESTS = 150, 250_000, 1_000
DAY, HOME = "2026-09-16", "/bench/"
MAIL, PASSWORD = "desk@bench.example", "eight people at their desks"
Numbers = dict[str, list[Any]]


def addresses(numbers: Numbers, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Give one round of all that can be asked for, each with the name of its route."""

    def of(what: str) -> Any:
        return chance.choice(numbers[what])

    def query(**asked: str) -> str:
        return f"?{urlencode(asked)}"

    def deep(name: str) -> str:
        places = numbers.get(f"{name} list")
        return query(**{"from": chance.choice(places)}) if places else ""

    yield from ((name, f"/{path}") for name, path in ALONE.items())
    for name in LISTS:
        yield name, f"{HOME}{name}/"
        yield name, f"{HOME}{name}/{deep(name)}"
    for name, states in STATES.items():
        yield name, f"{HOME}{name}/{query(state=chance.choice(states))}"
    for sort in ("score", "overdue", "oldest", "name"):
        yield "worklist", f"{HOME}worklist/{query(sort=sort)}"
        place = numbers.get(f"worklist {sort} list")
        if place:
            yield "worklist", f"{HOME}worklist/{query(sort=sort, **{'from': chance.choice(place)})}"
    for narrowed in ({"stage": "late"}, {"stage": "none"}, {"reason": "no_contact"}, {"reason": "disputed"}):
        yield "worklist", f"{HOME}worklist/{query(**narrowed, sort=chance.choice(('', 'name', 'overdue')))}"
    yield from (("worklist", f"{HOME}worklist/{query(due=due)}") for due in ("waits", "overdue"))
    yield "today", f"{HOME}today/"
    yield "today", f"{HOME}today/{query(channel=chance.choice(('email', 'letter', 'call')))}"
    for _ in range(4):
        yield "customer", f"{HOME}customers/{of('customer')}/"
    yield "customer", f"{HOME}customers/{of('customer')}/{query(show=chance.choice(('message', 'invoice')))}"
    yield "explain", f"{HOME}customers/{of('customer')}/why/"
    yield "explain", f"{HOME}customers/{of('customer')}/why/{query(day='2026-09-0' + str(chance.randrange(1, 10)))}"
    yield "sheet", f"{HOME}customers/{of('customer')}/sheet/"
    for deed in chance.sample(DEEDS, 3):
        yield "deed", f"{HOME}customers/{of('customer')}/do/{deed}/"
    for asked in ("name", "ref", "number", "amount", "email", "phone"):
        yield "search", f"{HOME}search/{query(q=_as_typed(str(of(asked)), asked, chance))}"
    yield "message", f"{HOME}messages/{of('message')}/"
    yield "message-file", f"{HOME}messages/{of('message')}/file/0/"
    yield "preview", f"{HOME}decided/{of('notice')}/"
    yield "preview-paper", f"{HOME}decided/{of('notice')}/paper/"
    yield "allocate", f"{HOME}money/{of('entry')}/"
    yield "insight", f"{HOME}insight/"
    yield "behind", f"{HOME}insight/behind/{query(what=chance.choice(BEHIND), currency='EUR')}"
    yield "aging", f"{HOME}aging/"
    bucket = chance.choice(("not_due", "1-30", "31-60", "over_120"))
    yield "aging", f"{HOME}aging/{query(bucket=bucket, currency='EUR')}"
    yield "journal", f"{HOME}settings/journal/{query(verb=chance.choice(('run', 'promise', '')))}"
    yield from (("setting", f"{HOME}settings/set/{name}/") for name in ("letterhead", "email", "schedule"))
    yield "template", f"{HOME}texts/{chance.choice(('polite-inquiry', 'final-warning'))}/"


# Pages that have one address, or that say themselves whom they let in.
ALONE = {
    "account": "account/", "begin": "begin/", "home": "", "sign-in": "sign-in/", "second-factor": "sign-in/code/",
    "first": "first/", "forgotten": "sign-in/forgotten/", "new-password": "sign-in/new-password/none/",
    "join": "join/none/",
    **{name: f"bench/{path}" for name, path in {
        "approvals": "approvals/", "tasks": "tasks/", "files": "files/", "week-file": "insight/week/?as=csv",
        "behind-file": "insight/behind/file/?as=csv&what=sales&currency=EUR",
        "trends": "insight/trends/", "trends-file": "insight/trends/file/?as=csv",
        "measures-file": "insight/measures/?as=csv", "aging-file": "aging/file/?as=csv", "policy": "policy/",
        "policy-paper": "policy/paper/", "policy-edit": "policy/edit/", "settings": "settings/",
        "person": "settings/people/", "reviews": "reviews/", "templates": "texts/", "letters": "letters/",
    }.items()},
}  # fmt: skip
LISTS = (
    *("promises", "plans", "disputes", "holds", "handed-over", "unallocated", "credits", "rewards", "kinds"),
    *("check-ins", "messages"),
)
STATES = {
    "promises": ("kept", "broken"), "disputes": ("upheld", "rejected"), "holds": ("ended",), "handed-over": ("ended",),
    "messages": ("planned", "in_doubt", "delivered", "failed"),
}  # fmt: skip
BEHIND = ("open", "current", "before", "sales", "due", "received", "given", "kept")
DEEDS = ("promise", "plan", "dispute", "pause", "payment", "heard", "limit")


def _as_typed(text: str, what: str, chance: random.Random) -> str:
    """Type a part of it, as one does; of a name a word, now and then with a slip."""
    if what == "name":
        word = max(text.split(), key=len)
        at = chance.randrange(1, max(2, len(word)))
        return word if chance.random() < 0.7 else word[:at] + word[at + 1 :]
    return text if what == "amount" else text[: max(4, len(text) - chance.randrange(3))]


@dataclass
class Seen:
    """What was measured of a route: milliseconds of each answer, and the largest of them in bytes."""

    ms: list[float] = field(default_factory=list)
    bytes: int = 0
    bad: dict[int, int] = field(default_factory=lambda: defaultdict(int))


class Browser:
    """A user's browser: one connection that stays open, and the cookies."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookies: dict[str, str] = {}

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Get a page, or send a form; redirects are not followed."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = urlencode(form) if form else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request("POST" if body else "GET", quote(address, safe="/?=&%+"), body, headers)
        answer = self._line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read()

    def sign_in(self) -> None:
        """Sign in as the one who may do all."""
        _status, page = self.ask("/sign-in/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"csrfmiddlewaretoken": token[1].decode() if token else "", "email": MAIL, "password": PASSWORD}
        status, _page = self.ask("/sign-in/", form)
        if status != 302:
            raise SystemExit(f"Signing in was answered by {status}")


def main() -> None:
    """Measure on SQLite, and on the server that was named; write the page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--invoices", type=int, default=1_000_000)
    words.add_argument("--database")
    words.add_argument("--users", type=int, default=8)
    words.add_argument("--requests", type=int, default=2_400)
    words.add_argument("--think", type=float, default=1.0, metavar="SECONDS")
    words.add_argument("--kept", action="append", default=[], metavar="URL", help="Books that were filled before.")
    words.add_argument("--page", type=Path, default=PAGE)
    given = words.parse_args()
    pages = [head(given)]
    for url in given.kept:
        _written(pages, measured(url, given), given.page)
    for url in () if given.kept else filter(None, ("sqlite:", given.database)):
        with own_database(url if url != "sqlite:" else None) as database:
            customers = max(10, given.invoices // 5)
            in_a_process(
                database, "fill", {"invoices": given.invoices, "customers": customers, "seed": 1, "running": True}
            )
            in_a_process(database, "run", {"full": True})
            _written(pages, measured(database, given), given.page)


def _written(pages: list[str], more: str, page: Path) -> None:
    """Write what is known so far: it took long enough."""
    pages.append(more)
    page.write_text("\n\n".join(pages) + "\n", encoding="utf-8")


def measured(database: str, given: argparse.Namespace) -> str:
    """Let the users click, and lay out what it took."""
    numbers: Numbers = in_a_process(database, "people", {})["numbers"]
    seen: dict[str, Seen] = defaultdict(Seen)
    example: dict[str, str] = {}
    load = os.getloadavg()[0]
    with served(database) as port:
        users = [
            threading.Thread(target=_click, args=(port, numbers, seen, example, number, given))
            for number in range(given.users)
        ]
        for user in users:
            user.start()
        for user in users:
            user.join()
    costs: dict[str, list[float]] = in_a_process(database, "queries", {"addresses": list(example.values())})
    counts = {name: costs[address] for name, address in example.items()}
    kind = "SQLite" if database.startswith("sqlite") else "PostgreSQL"
    return section(f"{kind}, load before {load:.1f}, after {os.getloadavg()[0]:.1f}", seen, counts)


def _click(
    port: int, numbers: Numbers, seen: dict[str, Seen], example: dict[str, str], number: int, given: argparse.Namespace
) -> None:
    """Be one user: click, read, click; the rounds of each are shuffled."""
    chance, browser = random.Random(number), Browser(port)  # noqa: S311 - the same clicks again, not a secret
    browser.sign_in()
    time.sleep(chance.random() * given.think)
    asked = 0
    while asked < given.requests // given.users:
        clicks = list(addresses(numbers, chance))
        chance.shuffle(clicks)
        for name, address in clicks[: given.requests // given.users - asked]:
            begun = time.perf_counter()
            status, page = browser.ask(address)
            took = (time.perf_counter() - begun) * 1_000
            each = seen[name]
            each.ms.append(took)
            each.bytes = max(each.bytes, len(page))
            if status >= 400 and not (name in REFUSING and status == 404):
                each.bad[status] += 1
            example.setdefault(name, address)
            asked += 1
            time.sleep(given.think)


REFUSING = {"message-file", "preview-paper", "new-password", "join"}
"""Routes of which the bench asks for what is not there: a message that was never made has no file."""


@contextmanager
def served(database: str) -> Iterator[int]:
    """Serve the workbench from a process of its own, with a home that is thrown away; gives the port."""
    with tempfile.TemporaryDirectory(prefix="dunwell-pages-") as home:
        port = _free_port()
        around = {**os.environ, "DUNWELL_DATABASE_URL": database, "DUNWELL_HOME": home}
        command = [sys.executable, "-m", "dunwell", "serve", "--port", str(port), "--day", DAY, "--no-worker"]
        process = subprocess.Popen(command, env=around, stdout=subprocess.DEVNULL)  # noqa: S603
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def _free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            Browser(port).ask("/sign-in/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start")


def head(given: argparse.Namespace) -> str:
    """Tell the machine and what was done."""
    return (
        "# How long pages take\n\n"
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}; {given.invoices:,} open "
        f"invoices and {max(10, given.invoices // 5):,} customers behind every page. {given.users} users at once, "
        f"{given.think:g} s between their clicks, the client on the same cores, over HTTP. Made by `make bench` "
        f"(bench/pages.py); aims: the 95th of a hundred answers within {AIM_MS} ms, no page over {AIM_BYTES:,} bytes. "
        "CPU ms: of one such page asked for by itself, the database server's included; this holds on a busy one too."
    )


def section(title: str, seen: dict[str, Seen], costs: dict[str, list[float]]) -> str:
    """Lay out what was measured on one database, the slowest page first."""
    rows = sorted(seen.items(), key=lambda pair: -_part(pair[1].ms, 95))
    every = [ms for _name, each in rows for ms in each.ms]
    missed = [name for name, each in rows if _part(each.ms, 95) > AIM_MS]
    heavy = [name for name, each in rows if each.bytes > AIM_BYTES]
    lines = [
        f"## {title}",
        "",
        f"{len(every):,} requests of {len(rows)} routes: half within {_part(every, 50):.0f} ms, 95 of a hundred within "
        f"{_part(every, 95):.0f} ms, the slowest {max(every):.0f} ms. Over {AIM_MS} ms at the 95th: "
        f"{', '.join(missed) or 'none'}. Over {AIM_BYTES:,} bytes: {', '.join(heavy) or 'none'}.",
        "",
        "| route | requests | 50th ms | 95th ms | slowest ms | bytes at most | queries | CPU ms | refused |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, each in rows:
        times = f"{_part(each.ms, 50):.0f} | {_part(each.ms, 95):.0f} | {max(each.ms):.0f}"
        queries, cpu = costs[name]
        bad = ", ".join(f"{number} × {status}" for status, number in each.bad.items())
        lines.append(
            f"| {html.escape(name)} | {len(each.ms)} | {times} | {each.bytes:,} | {queries:.0f} | {cpu} | {bad} |"
        )
    return "\n".join(lines)


def _part(times: list[float], percent: int) -> float:
    return quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else times[0]


if __name__ == "__main__":
    main()
