"""Reasons that lie in what is owed: disputes, promises, plans, money on its way, credit, nothing at all."""

from collections import defaultdict
from datetime import timedelta

from dunwell.domain.money import format_amount
from dunwell.policy.explain.case import Case, sums
from dunwell.policy.explain.why import Why
from dunwell.policy.explain.words import listed, money
from dunwell.policy.facts import CommitmentRow
from dunwell.policy.file import StepInstance
from dunwell.policy.reference.claims import Claim, broken_on


def handed_over(case: Case, _step: StepInstance | None) -> Why:
    """Tell to whom the customer is handed over."""
    names = case.names
    since = f" since {names.handed_over_on}" if names.handed_over_on else ""
    to = names.handed_over_to or "an agency or counsel"
    return Why(f"it is handed over to {to}{since}, who alone speaks with it now", {"to": names.handed_over_to})


def covered_by_credit(case: Case, step: StepInstance | None) -> Why:
    """Tell how far unallocated money and credits reach."""
    covered = [claim for claim in case.owed.past_due if case.owed.covered(claim.item.currency)]
    if covered:
        has, of = case.owed.unallocated, sums(covered, "rest_minor")
        what = "is past due"
    elif case.owed.chaseable and not (step and step.friendly):
        has, of = case.owed.free, sums(case.owed.chaseable, "chaseable_minor")
        what = "could be asked for"
    else:
        coming = [claim for claim in case.owed.claims if not claim.past_due]
        has, of = case.owed.unallocated, sums(coming, "chaseable_minor")
        what = "falls due next"
    credit = {currency: has.get(currency, 0) for currency in of}
    text = f"its unallocated money and credits of {money(credit)} reach the {money(of)} that {what}"
    return Why(text, {"credit_minor": credit, "owed_minor": of})


def disputed(case: Case, step: StepInstance | None) -> Why:
    """Tell what is disputed, and what awaits a credit note."""
    claims = _concerned(case, step)
    open_ones = [claim for claim in claims if claim.item.disputed_minor]
    awaiting = [claim for claim in claims if claim.item.awaiting_minor]
    parts = []
    if open_ones:
        parts.append(f"{_parts(case, open_ones, 'disputed_minor')} {'is' if len(open_ones) == 1 else 'are'} disputed")
    if awaiting:
        verb = "awaits its credit note" if len(awaiting) == 1 else "await their credit notes"
        parts.append(f"{_parts(case, awaiting, 'awaiting_minor')} {verb}")
    numbers = {"disputed_minor": sums(open_ones, "disputed_minor"), "awaiting_minor": sums(awaiting, "awaiting_minor")}
    return Why(" and ".join(parts), numbers)


def promise_open(case: Case, _step: StepInstance | None) -> Why:
    """Tell what was promised for when, and until when it may come."""
    return _agreed(case, "promise", "is open")


def plan_on_track(case: Case, _step: StepInstance | None) -> Why:
    """Tell which plan is on track, and until when its next instalment may come."""
    return _agreed(case, "plan", "is on track: its next instalment may come")


def payment_under_way(case: Case, step: StepInstance | None) -> Why:
    """Tell what money is on its way."""
    claims = [claim for claim in _concerned(case, step) if claim.item.under_way_minor]
    under_way = sums(claims, "under_way_minor")
    text = f"a payment of {money(under_way)} for {listed(map(case.number, claims))} is under way"
    return Why(text, {"under_way_minor": under_way})


def below_minimum(case: Case, step: StepInstance | None) -> Why:
    """Tell how little could be asked for."""
    if step is not None and step.friendly and not case.owed.chaseable:
        return Why("what is left to ask is too little for a message")
    asked = sums(case.owed.chaseable, "chaseable_minor")
    left = {currency: minor - case.owed.free.get(currency, 0) for currency, minor in asked.items()}
    minimum = {currency: case.policy.guards.minimum_minor.get(currency, 0) for currency in asked}
    text = f"the {money(left)} that could be asked for is less than the policy's minimum of {money(minimum)}"
    return Why(text, {"left_minor": left, "minimum_minor": minimum})


def nothing_owed(case: Case, _step: StepInstance | None) -> Why:
    """Tell that nothing is open, and what stands to the customer's credit."""
    credit = {currency: minor for currency, minor in case.owed.unallocated.items() if minor}
    more = f", and {money(credit)} stand to its credit" if credit else ""
    return Why(f"it has no open item{more}", {"credit_minor": credit})


def _concerned(case: Case, step: StepInstance | None) -> list[Claim]:
    """Give the claims that a reason speaks of: those not yet due for a friendly step, else the unpaid ones."""
    if step is not None and step.friendly:
        return [claim for claim in case.owed.claims if claim.item.due_date > case.as_of]
    return case.unpaid


def _parts(case: Case, claims: list[Claim], part: str) -> str:
    return listed(
        f"{case.number(claim)} ({format_amount(getattr(claim.item, part), claim.item.currency)})" for claim in claims
    )


def _agreed(case: Case, kind: str, stands: str) -> Why:
    open_ones = [
        row
        for row in case.facts.commitments
        if row.kind == kind and row.unmet_on is not None and broken_on(row, case.as_of) is None
    ]
    told = listed(f"the {kind} of {_terms(case, row)} {stands} until the end of {_last_day(row)}" for row in open_ones)
    until = max((_last_day(row) for row in open_ones), default="")
    return Why(told, {"until": until, "covered_minor": _covered(case, open_ones)})


def _terms(case: Case, row: CommitmentRow) -> str:
    agreed = case.names.commitments.get(row.commitment_id)
    if agreed is None:
        return f"{money(_covered(case, [row]))} for {row.unmet_on}"
    by = "for" if row.kind == "promise" else "until"
    return f"{format_amount(agreed.amount_minor, agreed.currency)} {by} {agreed.on_date}"


def _last_day(row: CommitmentRow) -> str:
    return (row.unmet_on + timedelta(days=row.grace_days)).isoformat() if row.unmet_on else ""


def _covered(case: Case, rows: list[CommitmentRow]) -> dict[str, int]:
    currencies = {item.item_id: item.currency for item in case.facts.items}
    ids = {row.commitment_id for row in rows}
    covered: dict[str, int] = defaultdict(int)
    for cover in case.facts.covers:
        if cover.commitment_id in ids:
            covered[currencies[cover.item_id]] += cover.cover_minor
    return dict(covered)
