"""Reasons that stop a step that is due: stale cash, a reply, a pause, no address, the gap, the limit, the calendar."""

from datetime import date, timedelta

from dunwell.policy.explain.case import Case
from dunwell.policy.explain.why import Why
from dunwell.policy.explain.words import days
from dunwell.policy.file import StepInstance


def stale_cash(case: Case, _step: StepInstance | None) -> Why:
    """Tell how old the newest cash entry is."""
    newest, allowed = case.names.newest_cash_on, case.policy.guards.stale_cash_business_days
    if newest is None:
        text = "no cash entry and no complete list of open items is on the books yet"
    else:
        text = f"the newest cash entry is of {newest}, more than {allowed} business days ago"
    return Why(text, {"newest_cash_on": _text(newest), "business_days": allowed})


def reply_waiting(case: Case, _step: StepInstance | None) -> Why:
    """Tell since when a reply waits."""
    of = f" of {case.names.replied_on}" if case.names.replied_on else ""
    return Why(f"its reply{of} has not been read yet", {"replied_on": _text(case.names.replied_on)})


def paused(case: Case, _step: StepInstance | None) -> Why:
    """Tell until when the customer is paused."""
    until = f" until the end of {case.names.paused_until}" if case.names.paused_until else ""
    reason = f" ({case.names.pause_reason})" if case.names.pause_reason else ""
    return Why(f"it is paused{until}{reason}", {"until": _text(case.names.paused_until)})


def no_contact(_case: Case, step: StepInstance | None) -> Why:
    """Tell which address is missing."""
    channels = [channel for channel in (step.channel, step.fallback) if channel] if step else []
    return Why(f"no working {' or '.join(channels) or 'postal or email'} address is known", {"channels": channels})


def too_soon(case: Case, step: StepInstance | None) -> Why:
    """Tell when the last one on the channel went out, and from when on the next may."""
    channel = _carrier(case, step)
    last, gap = _last_on(case, channel, friendly=bool(step and step.friendly)), case.policy.guards.min_gap_days
    if last is None:
        return Why(f"the last {channel} is less than {days(gap)} ago", {"min_gap_days": gap})
    next_on = last + timedelta(days=gap)
    text = f"the last {channel} was on {last}, and with a gap of {days(gap)} the next is possible from {next_on}"
    return Why(text, {"last_on": last.isoformat(), "next_on": next_on.isoformat(), "min_gap_days": gap})


def too_many(case: Case, _step: StepInstance | None) -> Why:
    """Tell how many contacts there were, and how many are allowed."""
    guards = case.policy.guards
    spent = case.customer.contacts + len(case.contacts)
    text = f"it has had {spent} contacts in {days(guards.window_days)}, and {guards.max_contacts} are the most"
    return Why(text, {"contacts": spent, "max_contacts": guards.max_contacts, "window_days": guards.window_days})


def not_a_business_day(case: Case, _step: StepInstance | None) -> Why:
    """Tell which day is the next business day where the customer is."""
    where = f"in {case.names.place}" if case.names.place else "where it is"
    following = case.names.next_business_day
    more = f"; the next one is {following}" if following else ""
    return Why(f"{case.as_of} is a weekend or holiday {where}{more}", {"next_on": _text(following)})


def bad_template(case: Case, step: StepInstance | None) -> Why:
    """Tell which template has to be mended."""
    template = step.template if step else ""
    text = f"the template {template} cannot be filled in in the language {case.customer.language} and has to be mended"
    return Why(text, {"template": template, "language": case.customer.language})


def awaiting_approval(_case: Case, step: StepInstance | None) -> Why:
    """Tell what a person has to approve."""
    name = step.step_id if step else "the step"
    return Why(f"a person has to approve {name} first", {"step": name})


def outside_hours(case: Case, _step: StepInstance | None) -> Why:
    """Tell the hours of sending."""
    guards = case.policy.guards
    text = f"messages leave between {guards.opens_hour}:00 and {guards.closes_hour}:00 where it is"
    return Why(text, {"opens_hour": guards.opens_hour, "closes_hour": guards.closes_hour})


def _carrier(case: Case, step: StepInstance | None) -> str:
    """Name the channel that would have carried a step: its own, else its fallback."""
    if step is None:
        return "message"
    row = case.customer
    reached = {"email": row.reach_email, "letter": row.reach_letter, "sms": row.reach_sms, "call": True}
    return step.channel if reached.get(step.channel) else step.fallback or step.channel


def _last_on(case: Case, channel: str, *, friendly: bool) -> date | None:
    row = case.customer
    if channel == "call":
        return row.last_call_on
    field = f"last_{channel}_on" if friendly else f"last_overdue_{channel}_on"
    found: date | None = getattr(row, field, None)
    return found


def _text(on: date | None) -> str | None:
    return on.isoformat() if on else None
