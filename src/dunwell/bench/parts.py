"""The parts of the bench, each done in a process of its own on books that others before it have filled."""

from collections.abc import Callable
from datetime import datetime, time
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management import call_command

from dunwell.bench.asked import count_queries, numbers_of
from dunwell.bench.clock import Cost, measured, peak_rss_mb
from dunwell.bench.desk import MAIL, people_at_work
from dunwell.bench.filling import SLUG, WEDNESDAY, fill
from dunwell.bench.floor import floor
from dunwell.bench.hands import help_run, run_by_hands
from dunwell.bench.lists import take_list
from dunwell.bench.mails import mails
from dunwell.bench.statements import statements
from dunwell.data.models import Company
from dunwell.domain.roles import Role
from dunwell.policy.bench.alone import decide_alone
from dunwell.queries.accounts import account_by_mail
from dunwell.queries.reports import aging_report
from dunwell.usecases.keep_figures import prepare_pages
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.work import Caller
from dunwell.wiring import hands

Answer = dict[str, Any]
SEED = 1


def fill_books(invoices: int, customers: int, seed: int, running: bool, agreements: int = 0) -> Answer:
    """Make the tables and write the portfolio."""
    with measured() as cost:
        call_command("migrate", verbosity=0)
        fill(invoices, customers, seed, running=running, agreements=agreements)
    return _told(cost)


def run_night(full: bool) -> Answer:
    """Run the day: facts, plan, rows, journal. The counts are those of what was decided."""
    moment = datetime.combine(WEDNESDAY, time(6), ZoneInfo("Europe/Amsterdam"))
    caller = Caller(SLUG, "bench", Role.OWNER, moment, WEDNESDAY)
    with measured() as cost:
        mine = hands(pause=sleep, lanes=2)  # as `dunwell run` does it
        answer = run_collections(caller, as_of=WEDNESDAY, approved=True, full=full, hands=mine)
    return _told(cost) | {"counts": answer["counts"]}


def look_at_floor() -> Answer:
    """Move the same bytes out and in."""
    cost, rows = floor(Company.objects.get(slug=SLUG))
    return _told(cost) | rows


def age(by_customer: bool, days_ago: int) -> Answer:
    """Sum what is open by how long it is past due, as of the day of the run or of an earlier one."""
    company = Company.objects.get(slug=SLUG)
    day = WEDNESDAY.fromordinal(WEDNESDAY.toordinal() - days_ago)
    with measured() as cost:
        aging_report(company, day, by_customer=by_customer)
    return _told(cost)


def put_to_work() -> Answer:
    """Write what people left, and make ready what pages show; names rows and places in lists to look at."""
    company, moment = Company.objects.get(slug=SLUG), datetime.combine(WEDNESDAY, time(7), ZoneInfo("UTC"))
    with measured() as cost:
        if account_by_mail(MAIL) is None:
            people_at_work(company, SEED, moment)
            prepare_pages(company, WEDNESDAY, lambda: moment)
    return _told(cost) | {"numbers": numbers_of(company)}


def decide_only(invoices: int, customers: int) -> Answer:
    """Decide the day of as large a portfolio in memory, on one core: no database, no rows."""
    seconds = decide_alone(invoices, customers, SEED)
    return {
        "seconds": round(seconds, 3),
        "cpu_s": round(seconds, 3),
        "server_cpu_s": 0.0,
        "peak_rss_mb": round(peak_rss_mb(), 1),
        "decided_per_s": round(invoices / seconds),
    }


PARTS: dict[str, Callable[..., Answer]] = {
    "fill": fill_books,
    "run": run_night,
    "floor": look_at_floor,
    "aging": age,
    "list": take_list,
    "hands": run_by_hands,
    "help": help_run,
    "mails": mails,
    "people": put_to_work,
    "queries": count_queries,
    "statements": statements,
    "decide": decide_only,
}


def _told(cost: Cost) -> Answer:
    return {
        "seconds": round(cost.seconds, 3),
        "cpu_s": round(cost.cpu_s, 3),
        "server_cpu_s": round(cost.server_cpu_s, 3),
        "peak_rss_mb": round(peak_rss_mb(), 1),
    }
