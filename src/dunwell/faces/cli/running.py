"""Commands of the day: run, approve, reject, and what people did."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from dunwell.faces.cli import crew, exits, run_page
from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import WRITES, Desk, at_desk, pair

PANEL = "The day"
SHARED = ("nothing_owed", "nothing_due", "stale_cash")  # reasons told once for all who share them
SENTENCES = 30  # so many customers' silence is told in a sentence each; of more, the reasons alone


class Work(StrEnum):
    """What a person does."""

    CALL = "call"
    TASK = "task"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "run", PANEL, WRITES)(run)
    at_desk(app, "approve", PANEL, WRITES)(approve)
    at_desk(app, "reject", PANEL, WRITES)(reject)
    at_desk(app, "done", PANEL, WRITES)(done)


def run(
    desk: Desk,
    as_of: o.AsOf = None,
    allow_stale: Annotated[
        bool, typer.Option("--allow-stale", help="Run on old cash: you take the responsibility.")
    ] = False,
    approved: Annotated[
        bool, typer.Option("--approved", help="Carry it out whatever it comes to: your approval is given beforehand.")
    ] = False,
    delivered: Annotated[
        bool, typer.Option("--delivered", help="Count the messages as delivered at once; else they wait in the outbox.")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Look at every customer, also where nothing can have changed.")
    ] = False,
    workers: Annotated[
        int, typer.Option("--workers", min=1, metavar="N", help="So many processes work on the shards of a large run.")
    ] = 1,
    shard_size: Annotated[
        int | None,
        typer.Option("--shard-size", min=1, metavar="N", help="Of more customers than N a run is cut into shards."),
    ] = None,
) -> None:
    """Decide a day: who is contacted with what and why, who is not and why not.

    A company's first run waits for approval; so does one with unusually many notices (exit code 3). With --approved
    none waits. A run that was interrupted is continued.

    Examples: dunwell run · dunwell run --as-of 2026-04-22 --dry-run
    """
    caller = desk.caller()
    from django.db import transaction

    from dunwell.usecases.run_collections import run_collections

    day = as_of or desk.day()
    if desk.dry:  # carried out as of the day that is looked at, told, and undone
        caller = replace(caller, dry=False, today=max(day, caller.today))
    with transaction.atomic() if desk.dry else nullcontext(), crew.working(desk, workers, shard_size) as hands:
        answer = run_collections(
            caller,
            as_of=day,
            allow_stale=allow_stale,
            approved=approved,
            delivered=delivered,
            full=full,
            hands=hands,
        )
        facts = answer | run_told(answer["run"], desk.company, desk.day())
        if desk.dry:
            transaction.set_rollback(True)
    _show(desk, facts)


def _show(desk: Desk, facts: dict[str, Any]) -> None:
    if not desk.screen.facts(facts | ({"dry_run": True} if desk.dry else {})):
        run_page.show(desk.screen, facts, dry=desk.dry)
    if facts["state"] in ("planning", "approved") and not desk.dry:
        desk.screen.line("Stopped before the end; what was done stays done, and the next `dunwell run` goes on.")
        raise typer.Exit(exits.AMISS)
    if facts["state"] == "planned" and not desk.dry:
        raise typer.Exit(exits.WAITS)


def run_told(run: int, company: str | None, today: date) -> dict[str, Any]:
    """Gather what a run decided, with a sentence for each silent customer where they are few."""
    from dunwell.queries.companies import the_company
    from dunwell.queries.decisions import run_facts
    from dunwell.queries.explain import explain_customers

    owner = the_company(company)
    facts = run_facts(owner, run)
    telling = [row["customer"] for row in facts["silent"] if row["reason"] not in SHARED]
    if len(telling) <= SENTENCES:
        told = {
            each.customer: each.explanation.sentence
            for each in explain_customers(owner, telling, date.fromisoformat(facts["as_of"]), today)
        }
        facts["silent"] = [row | {"sentence": told.get(row["customer"])} for row in facts["silent"]]
    return facts


def approve(
    desk: Desk,
    what: Annotated[
        str, typer.Argument(metavar="RUN|WHAT", help="A run's number, or what was asked for: write-off, waive, …")
    ],
    customer: Annotated[str, typer.Argument(metavar="[CUSTOMER]", help="For whom it was asked; not with a run.")] = "",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="CUSTOMER", help="Of a run, only these customers; the rest waits."),
    ] = None,
    delivered: Annotated[
        bool, typer.Option("--delivered", help="Of a run, count the messages as delivered at once.")
    ] = False,
) -> None:
    """Approve a run that waits, or what somebody asked for.

    Examples: dunwell approve 3 · dunwell approve 3 --only ACME · dunwell approve write-off ACME
    """
    caller = desk.caller()
    if what.isdecimal() and not customer:
        from dunwell.usecases.approve_run import approve_run

        with crew.working(desk) as hands:
            answer = approve_run(caller, run=int(what), only=tuple(only or ()), delivered=delivered, hands=hands)
        if desk.dry or only:
            desk.done(f"Run {what} approved for {', '.join(only or ['all'])}", answer)
        else:
            _show(desk, answer | run_told(answer["run"], desk.company, desk.day()))
        return
    from dunwell.usecases.approve import approve as use_case

    desk.done(f"{what} of {customer} approved", use_case(caller, what=what, customer=customer))


def reject(
    desk: Desk,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="What was asked for: write-off, waive, …")],
    customer: Annotated[str, typer.Argument(metavar="[CUSTOMER]", help="For whom; not for a policy.")] = "",
    reason: o.Reason = "",
) -> None:
    """Say no to what somebody asked for. (A run that waits is given up by the next run.)

    Example: dunwell reject write-off ACME --reason "they will pay"
    """
    from dunwell.usecases.reject import reject as use_case

    answer = use_case(desk.caller(), what=what, customer=customer, reason=reason)
    desk.done(f"{what} of {customer} rejected", answer)


def done(
    desk: Desk,
    work: Annotated[Work, typer.Argument(help="A call or a task.")],
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number, as `dunwell tasks` lists it.")],
    outcome: Annotated[str, typer.Option("--outcome", metavar="TEXT", help="What came of it.")] = "",
    result: Annotated[
        str,
        typer.Option(
            "--result",
            metavar="RESULT",
            help="Of a call: reached, not-reached, promise, dispute, wrong-number, callback or refused.",
        ),
    ] = "",
    spoke_with: Annotated[str, typer.Option("--with", metavar="NAME", help="Of a call: who answered.")] = "",
    amount: Annotated[str, typer.Option("--amount", metavar="AMOUNT", help="Promised, or contested.")] = "",
    currency: Annotated[str, typer.Option("--currency", metavar="CODE", help="Of the amount.")] = "",
    on: Annotated[
        date | None, typer.Option("--on", parser=o.read_date, metavar="DATE", help="The day promised.")
    ] = None,
    invoice: Annotated[str, typer.Option("--invoice", metavar="INVOICE", help="Contested.")] = "",
    back_at: Annotated[
        datetime | None, typer.Option("--back-at", metavar="MOMENT", help="Call back then, in UTC: 2026-04-22T15:00.")
    ] = None,
) -> None:
    """Mark a call as made, with its result, or a task as done. A promise or dispute heard in a call is recorded by it.

    Examples: dunwell done task 7 ·
    dunwell done call 12 --result promise --amount 500.00 --currency EUR --on 2026-05-04 --with "Ms Ana"
    """
    from dunwell.usecases.complete_task import complete_task
    from dunwell.usecases.log_call_outcome import log_call_outcome

    if work is Work.CALL:
        amount_minor, code = pair(amount or None, currency or None)
        answer = log_call_outcome(
            desk.caller(),
            call=number,
            outcome=outcome,
            result=result,
            spoke_with=spoke_with,
            amount_minor=amount_minor,
            currency=code or "",
            on=on,
            item=invoice,
            callback_at=back_at.replace(tzinfo=UTC) if back_at else None,
        )
    else:
        answer = complete_task(desk.caller(), task=number, outcome=outcome)
    desk.done(f"{work.value.capitalize()} {number} is done", answer)
