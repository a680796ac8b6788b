"""Telling what goes out: which notice or call, about what, how many days past due, how much, from which stage."""

from typing import Any

from dunwell.policy.explain.case import Case
from dunwell.policy.explain.words import days, listed, money, verb
from dunwell.policy.plan import OVERDUE, ActionRow


def going_sentence(case: Case) -> str:
    """Tell the notices and calls of the day in a sentence, without the full stop."""
    overdue = [row for row in case.contacts if row.group == OVERDUE]
    friendly = [row for row in case.contacts if row.group != OVERDUE]
    told = []
    if overdue:
        told.append(f"{_start(case, overdue)}: {_overdue(case, overdue[0])}")
    told += [f"{_start(case, [row])}: {_friendly(case, row)}" for row in friendly]
    return "; ".join(told)


def action_told(case: Case, row: ActionRow) -> dict[str, Any]:
    """Give one action as plain values."""
    return {
        "channel": row.channel,
        "step": row.step_id,
        "step_day": row.step_day,
        "template": row.template,
        "anchor": case.names.item(row.item_id),
        "due_date": row.due_date.isoformat(),
        "days": row.days,
        "items": [case.names.item(each) for each in case.asked(row.group)],
        "totals_minor": case.totals(row.group),
        "credit_minor": case.credit(row.group),
    }


def _start(case: Case, rows: list[ActionRow]) -> str:
    named = listed(f"{row.channel} {row.template}" for row in rows)
    return f"{named[0].upper()}{named[1:]} {verb(len(rows), 'goes', 'go')} out to {case.names.customer} on {case.as_of}"


def _overdue(case: Case, row: ActionRow) -> str:
    others = len(case.asked(OVERDUE)) - 1
    beside = f", with {others} more past due" if others > 0 else ""
    return (
        f"{case.names.item(row.item_id)} has been past due for {days(row.days)} (due {row.due_date}){beside}, "
        f"{_amount(case, OVERDUE)} in all; {_stage(case)}"
    )


def _friendly(case: Case, row: ActionRow) -> str:
    items = case.asked(row.group)
    claims = [claim for claim in case.owed.claims if claim.item.item_id in items]
    last = max(claim.item.due_date for claim in claims)
    until = f" to {last}" if last != row.due_date else ""
    falls = verb(len(items), "falls", "fall")
    return (
        f"{listed(map(case.names.item, items))} {falls} due on {row.due_date}{until}, {_amount(case, row.group)} in all"
    )


def _amount(case: Case, group: int) -> str:
    credit = {currency: minor for currency, minor in case.credit(group).items() if minor}
    return money(case.totals(group)) + (f" after {money(credit)} of credit" if credit else "")


def _stage(case: Case) -> str:
    standing = case.standing
    since = f" since {standing.stage_since}" if standing and standing.stage_since != case.as_of else ""
    held = ", account on hold" if standing and standing.hold else ""
    return f"stage {case.stage}{since}{held}"
