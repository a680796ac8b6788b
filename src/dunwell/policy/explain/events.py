"""Telling what else a day brings: promises that broke, tasks, late charges, an account hold placed or released."""

from collections.abc import Iterator

from dunwell.domain.money import format_amount
from dunwell.domain.reasons import Reason
from dunwell.policy.explain.case import Case
from dunwell.policy.explain.words import listed


def told_events(case: Case) -> list[str]:
    """Tell each event in a clause that may follow a semicolon."""
    return [*_tasks(case), *_charges(case), *_hold(case)]


def _tasks(case: Case) -> Iterator[str]:
    tasks = [row.step_id for row in case.actions if row.channel == "task"] + [row.task for row in case.rows["tasks"]]
    if tasks:
        yield f"{'task' if len(tasks) == 1 else 'tasks'} {listed(tasks)} for staff"


def _charges(case: Case) -> Iterator[str]:
    for row in case.rows["charges"]:
        charge, base = format_amount(row.charge_minor, row.currency), format_amount(row.base_minor, row.currency)
        yield f"a late charge of {charge} is posted on {base}"
    if any(row.reason == Reason.CHARGE_NOT_LAWFUL for row in case.rows["notes"]):
        yield charge_not_lawful(case)


def charge_not_lawful(case: Case) -> str:
    """Tell why the policy's late charge is not posted."""
    percent = format(case.policy.late_charges.percent.normalize(), "f")
    instead = "; what the law gives is posted instead" if case.policy.late_charges.otherwise == "statutory" else ""
    why = f"because the law that governs makes it {_verdict(case)}"
    return f"the late charge of {percent} % is not posted, {why}{instead}"


def _verdict(case: Case) -> str:
    return case.customer.charge_verdict if case.customer.charge_verdict != "safe" else "doubtful"


def _hold(case: Case) -> Iterator[str]:
    standing = case.standing
    if standing and standing.hold and not case.customer.hold:
        yield "the account is put on hold"
    if standing and not standing.hold and case.customer.hold:
        yield "the account hold is released"
