"""Commands of the process that works by itself: worker, schedule. Knows no job."""

import threading
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dunwell import config
from dunwell.domain.schedule import WEEKDAYS
from dunwell.faces.cli import crew, night, tables
from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk
from dunwell.faces.cli.papers import ShowsFirst
from dunwell.faces.cli.screen import table
from dunwell.faces.cli.upkeep import PANEL

if TYPE_CHECKING:
    from dunwell.usecases.working.lanes import Tick, Worker
    from dunwell.usecases.working.tools import Tools

IDLE_SECONDS, LOST_SECONDS = 2.0, 5.0


class Lane(StrEnum):
    """What a worker may be for."""

    SCHEDULE = "schedule"
    SHARDS = "shards"
    OUTBOX = "outbox"
    EVENTS = "events"


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "worker", PANEL, {"company": (o.Company, None)}, books=False)(worker)
    schedule = typer.Typer(help="What is done by the clock.", cls=ShowsFirst)
    at_desk(schedule, "show", "", LOOKS)(show)
    at_desk(schedule, "set", "", WRITES)(set_job)
    app.add_typer(schedule, name="schedule", rich_help_panel=PANEL)


def worker(
    desk: Desk,
    once: Annotated[bool, typer.Option("--once", help="Do what there is to do, and end.")] = False,
    only: Annotated[list[Lane] | None, typer.Option("--only", help="Only this; several may be given.")] = None,
    run: Annotated[int | None, typer.Option("--run", metavar="RUN", help="Work on this run alone, to its end.")] = None,
) -> None:
    """Work by itself: keep the schedule, decide shards of large runs, send, tell other systems. Ctrl-C stops it.

    On PostgreSQL any number of workers may run, on any number of hosts; on SQLite one.

    Examples: dunwell worker · dunwell worker --once --only outbox
    """
    config.one_thread()
    tables.open_books()
    from dunwell.usecases.sharding.driving import drive
    from dunwell.usecases.working.lanes import Worker

    with crew.stoppable() as stop:
        tools = night.tools(desk.screen.line, stops=stop, pause=stop.wait)
        if run is not None:
            drive(tools.caller(desk.ledger()), run, tools.hands)
            return
        one = Worker(tools, desk.company)
        lanes = lanes_of(one, only or list(Lane))
        if once:
            work_off(lanes, stop)
        else:
            one.get_ready()
            desk.screen.line("The worker is at work; Ctrl-C stops it.")
            work_on(lanes, stop)


def lanes_of(one: "Worker", only: Iterable[Lane]) -> "list[list[Tick]]":
    """Give what is done beside each other: planning, sending, telling other systems."""
    lanes = (
        {Lane.SCHEDULE: one.keep_schedule, Lane.SHARDS: one.help_runs},
        {Lane.OUTBOX: one.send},
        {Lane.EVENTS: one.tell},
    )
    ticks = [[tick for lane, tick in each.items() if lane in only] for each in lanes]
    return [each for each in ticks if each]


def work_off(lanes: "list[list[Tick]]", stop: Callable[[], bool]) -> None:
    """Do all there is to do, one after another, until nothing is left."""
    while not stop() and _turn(tick for lane in lanes for tick in lane):
        pass


def work_on(lanes: "list[list[Tick]]", stop: crew.Stop) -> None:
    """Work until asked to stop, each lane in a thread of its own."""
    threads = [threading.Thread(target=_lane, args=(lane, stop)) for lane in lanes]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for thread in threads:
            thread.join(timeout=0.5)  # short, so that a signal is heard


def _turn(ticks: "Iterable[Tick]") -> bool:
    """Do the next step of each, and tell whether any of them did something."""
    done = [tick() for tick in ticks]
    return any(done)


def _lane(ticks: "list[Tick]", stop: crew.Stop) -> None:
    """Do what there is to do and wait where there is nothing; a database that goes away is waited for."""
    from django.db import InterfaceError, OperationalError, connection

    try:
        while not stop():
            try:
                seconds = 0.0 if _turn(ticks) else IDLE_SECONDS
            except (OperationalError, InterfaceError):
                connection.close()
                seconds = LOST_SECONDS
            stop.wait(seconds)
    except BaseException:
        stop.asked.set()  # a lane that fails ends the worker: whoever watches it starts it anew
        raise
    finally:
        connection.close()


def show(desk: Desk) -> None:
    """Show what is done by the clock, when it was done and when it comes next, in the company's own time.

    Example: dunwell schedule show
    """
    company, tools = desk.ledger(), _put_on(desk)
    from dunwell.queries.schedule import schedule_of

    rows = schedule_of(company, tools.local(company))
    if desk.screen.facts({"company": company.slug, "zone": company.zone, "jobs": rows}):
        return
    made = table("job", "hour", "on", "done for", "next", "outcome")
    for row in rows:
        on = "off" if not row["active"] else "each day" if row["weekday"] is None else WEEKDAYS[row["weekday"]]
        told = ", ".join(f"{name} {value}" for name, value in row["outcome"].items() if value not in ("", None))
        made.add_row(row["job"], f"{row['hour']}:00", on, row["done_for"], (row["next"] or "")[:16], told[:60])
    desk.screen.table(made)


def set_job(
    desk: Desk,
    job: Annotated[str, typer.Argument(metavar="JOB", help="The job, as `dunwell schedule` names it.")],
    hour: Annotated[int | None, typer.Option("--hour", metavar="0-23", help="The company's own hour.")] = None,
    on: Annotated[Weekday | None, typer.Option("--weekday", help="On this day of the week alone.")] = None,
    daily: Annotated[bool, typer.Option("--daily", help="On every day.")] = False,
    active: Annotated[bool | None, typer.Option("--on/--off", help="Whether it is done at all.")] = None,
) -> None:
    """Set at which hour a job is done, or switch it off. What is not given stays.

    Examples: dunwell schedule set run --hour 5 · dunwell schedule set digest --off
    """
    _put_on(desk)
    from dunwell.usecases.set_schedule import set_schedule

    weekday = None if on is None else WEEKDAYS.index(on.value)
    answer = set_schedule(desk.caller(), job=job, hour=hour, weekday=weekday, daily=daily, active=active)
    desk.done(f"{job} is set", answer)


def _put_on(desk: Desk) -> "Tools":
    from dunwell.usecases.working.clock import ensure_schedule

    tools = night.tools()
    ensure_schedule(desk.ledger(), tools)
    return tools
