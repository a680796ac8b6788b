"""A policy in words, as lines of plain text for staff and customers to read.

Does not know a terminal, a page or a language other than English.
"""

from collections.abc import Iterator
from decimal import Decimal

from dunwell.policy.file.freeze import policy_hash
from dunwell.policy.file.model import FriendlyStep, Policy, Stage, Step
from dunwell.policy.file.render_bending import bending_told

_RELEASES = {
    "all_settled": "until no invoice past due is left to pay",
    "with_fees": "until no invoice and no fee past due is left to pay",
    "below_rung": "until the customer stands on a lower stage",
    "approval": "until a person releases it",
}


def show_policy(policy: Policy) -> list[str]:
    """Tell a policy in lines of plain text."""
    return [
        f"Policy {policy.name}, version {policy_hash(policy)[:12]}",
        f"Terms of payment: {policy.terms}, unless a customer has its own.",
        "",
        *_before_due(policy),
        *(line for rank, stage in enumerate(policy.ladder, 1) for line in _stage(policy, rank, stage)),
        *_climb(policy),
        *_guards(policy),
        *_consequences(policy),
        *_approvals(policy),
        *bending_told(policy),
    ]


def _before_due(policy: Policy) -> Iterator[str]:
    before = policy.before_due
    yield "Before the due date"
    for step in before.steps:
        yield f"  {_days(step.days):<24} {_step(step)}"
    if before.staff_digest_days is not None:
        yield f"  {_days((before.staff_digest_days,)):<24} a digest for staff of what falls due"
    if before.not_from_stage:
        yield f"  Not for customers at stage {before.not_from_stage} or above."
    yield ""


def _stage(policy: Policy, rank: int, stage: Stage) -> Iterator[str]:
    last = policy.ladder[rank].from_day - 1 if rank < len(policy.ladder) else None
    span = f"from day {stage.from_day}" if last is None else f"days {stage.from_day} to {last}"
    yield f"Stage {rank}, {stage.stage}: {span} past due"
    if stage.hold:
        yield f"  An account hold is placed: nothing is supplied {_RELEASES[policy.hold.release]}."
    if stage.banner:
        yield f"  Banner: {stage.banner}"
    for step in stage.steps:
        when = f"{step.days[0]} days after {step.after}" if step.after else _days(step.days)
        yield f"  {when:<24} {_step(step)}"
    yield ""


def _step(step: FriendlyStep | Step) -> str:
    words = f"{step.channel} {step.step}"
    words += f" (template {step.template})" if step.template and step.template != step.step else ""
    words += f", with {' and '.join(step.attach)}" if step.attach else ""
    words += f", only for {' and '.join(step.kinds)} customers" if step.kinds else ""
    if isinstance(step, FriendlyStep):
        return words
    words += f", else by {step.fallback}" if step.fallback else ""
    words += f", for the {step.to_role}" if step.to_role else ""
    words += f", giving {step.deadline_days} days" if step.deadline_days else ""
    words += f", event {step.event}" if step.event else ""
    words += ", required by law" if step.required_by_law else ""
    return words + (", after a person has approved it" if step.approval else "")


def _days(days: tuple[int, ...]) -> str:
    return ("day " if len(days) == 1 else "days ") + ", ".join(str(day) for day in days)


def _climb(policy: Policy) -> Iterator[str]:
    climb = policy.climb
    yield "Moving up"
    yield f"  One stage a run, after {climb.min_days_in_stage} days on a stage and a notice of it delivered."
    yield (
        f"  Where nothing reaches the customer: {climb.trace_wait_days} days after the task to trace it, "
        f"up to {policy.stage_at(policy.highest_untold_rank).stage}."
    )
    yield f"  While only fees are past due, up to {policy.stage_at(policy.highest_fees_only_rank).stage}."
    yield ""


def _guards(policy: Policy) -> Iterator[str]:
    guards = policy.guards
    yield "What stops a message"
    yield f"  {guards.min_gap_days} days between overdue notices, or calls, on one channel."
    yield f"  At most {guards.max_contacts} contacts in {guards.window_days} days."
    yield f"  Nothing below {_amounts(guards.minimum)}; a rest of up to {_amounts(guards.tolerance)} counts as paid."
    days = "business days" if guards.business_days_only else "any day"
    yield f"  Sent on {days}, {guards.hours} o'clock, where the customer is."
    yield f"  No run when the newest cash is older than {guards.stale_cash_business_days} business days."
    yield ""


def _consequences(policy: Policy) -> Iterator[str]:
    charges = policy.late_charges
    yield "Charges, promises, acceptance"
    if charges.from_stage:
        what = {
            "percent": f"{format(charges.percent.normalize(), 'f')} % a month of invoices",
            "flat": f"each month {_amounts(charges.flat)} on invoices",
            "statutory": "each month the interest that the law gives on invoices",
        }[charges.basis]
        yield f"  From stage {charges.from_stage}: {what} at least {charges.min_days_past_due} days past due."
        if charges.basis != "statutory" and charges.otherwise == "statutory":
            yield "  Where the law does not plainly allow that: the interest that it gives."
        if charges.compensation:
            yield "  With it the fixed sum that the law gives for each invoice paid late, once."
    else:
        yield "  No late charges."
    yield f"  A promise is broken when its money is more than {policy.promises.promise_grace_days} days late."
    yield f"  A sale needs the customer's acceptance of these terms: {'yes' if policy.acceptance.required else 'no'}."
    yield ""


def _approvals(policy: Policy) -> Iterator[str]:
    approvals = policy.approvals
    yield "What waits for a person"
    if approvals.first_run:
        yield "  A company's first run."
    yield (
        f"  A run with more than {format(approvals.unusual_run_times.normalize(), 'f')} times the usual notices "
        f"(average of the last {approvals.usual_over_runs} runs)."
    )
    for each in approvals.verbs:
        above = f" above {_amounts(each.above)}" if each.above else ""
        other = ", another person than asked" if each.other_person else ""
        yield f"  {each.verb}{above}: the {each.role}{other}."


def _amounts(amounts: dict[str, Decimal]) -> str:
    return ", ".join(f"{format(amount, 'f')} {currency}" for currency, amount in amounts.items()) or "0"
