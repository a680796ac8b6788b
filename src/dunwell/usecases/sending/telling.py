"""Messages about what was agreed, into the outbox: beside those of the ladder, each with a decision of its own.

They stand with the run that was carried out last, in groups below nothing. No engine decides them: what they speak of
is a date or a verdict (docs/decisions/0024). Knows neither words nor transport.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import polars as pl

from dunwell.data.models import Address, Decision, DecisionHeld, Dispute, Message, PlanOffer, Run
from dunwell.data.plans.writing import append, new_ids, proved
from dunwell.data.snapshot import is_cash_fresh
from dunwell.domain.agreed import AgreedNotice, ToTell
from dunwell.domain.reasons import Reason
from dunwell.policy.file import Policy
from dunwell.queries.agreed_notices import instalments_near, rejection_to_tell, to_ask, told_before
from dunwell.queries.agreed_offers import proposals_to_tell
from dunwell.usecases.sending.agreed_guards import CHANNELS, Desk, desk_for
from dunwell.usecases.work import Work

FEW = 500


def tell_of_agreements(work: Work, run: Run) -> dict[str, int]:
    """Remind of the instalments that are near, tell of those that were not seen and of plans proposed, each once.

    What a guard holds stays to be told, and stands among what the run held. Gives the run's counts that change by it.
    """
    near, proposed = instalments_near(work.books, run.as_of), proposals_to_tell(work.books, run.as_of)
    known = told_before(work.books, [*near, *(each.key for each in proposed)])
    fresh = to_ask(work.books, [key for key in near if key not in known])
    fresh += [each for each in proposed if each.key not in known]
    if not fresh:
        return {}
    desk = desk_for(work, {each.customer_id for each in fresh}, run.as_of, cash_fresh=run.cash_fresh)
    going, held = _judged(desk, fresh)
    _hold(work, run, held)
    _write(work, run, run.as_of, desk, going, delivered=bool(run.asked.get("delivered")))
    return _counts(run, desk, going)


def _counts(run: Run, desk: Desk, going: Sequence[tuple[ToTell, Address]]) -> dict[str, int]:
    """Count the messages among those of the run, and take their customers from those that hear nothing."""
    by_channel = Counter(address.channel for _, address in going)
    heard = {each.customer_id for each, _ in going if desk.customers[each.customer_id].reason}
    proposals = sum(each.name is AgreedNotice.PLAN_PROPOSED for each, _ in going)
    told = {"told_of_instalments": len(going) - proposals, "told_of_proposals": proposals}
    counts = {channel: run.counts.get(channel, 0) + number for channel, number in by_channel.items()}
    if heard:
        counts["silent"] = max(0, run.counts.get("silent", 0) - len(heard))
    return counts | {name: number for name, number in told.items() if number}


def answer_rejected(work: Work, dispute: Dispute) -> bool:
    """Answer a dispute that was rejected today by a letter, and tell whether that could be done.

    It cannot where a guard holds it, nothing is left to pay, or no run was carried out yet: then it is a duty.
    """
    each = rejection_to_tell(work.books, dispute)
    run = _newest_run(work)
    if each is None or run is None:
        return False
    # Of old cash it is not asked: what is to be paid is what was contested.
    return _told_now(work, run, each, cash_fresh=True) is None


def tell_proposal(work: Work, offer: PlanOffer, policy: Policy) -> str:
    """Send a proposal of today to its customer, and say why not where it waits for a run; nothing where it goes.

    The reason is the guard that holds it; `by_hand` where nothing of it goes by itself, `no_run` before the first one.
    """
    each = next((each for each in proposals_to_tell(work.books, work.today, [offer.customer_id])), None)
    if each is None:
        return "by_hand"
    run = _newest_run(work)
    if run is None:
        return "no_run"
    fresh = run.allow_stale or is_cash_fresh(work.company, work.today, policy)
    reason = _told_now(work, run, each, cash_fresh=fresh)
    return "" if reason is None else reason.value


def _newest_run(work: Work) -> Run | None:
    found: Run | None = work.books.runs.carried_out().order_by("-as_of", "-pk").first()
    return found


def _told_now(work: Work, run: Run, each: ToTell, *, cash_fresh: bool) -> Reason | None:
    """Write a message that answers somebody today; give the guard that holds it, where one does."""
    desk = desk_for(work, [each.customer_id], work.today, cash_fresh=cash_fresh)
    address = desk.channel_for(each)
    if address in (Reason.TOO_SOON, Reason.NOT_A_BUSINESS_DAY):
        # The dispatcher waits for a day on which it may go; another message of the same day does not stop an answer.
        address = _way(desk, each)
    if isinstance(address, Reason):
        return address
    _write(work, run, work.today, desk, [(each, address)], delivered=False)
    return None


def _way(desk: Desk, each: ToTell) -> Address:
    """Give the address to which a message goes where its customer is reached at all."""
    ways = [desk.addresses[each.customer_id, way] for way in CHANNELS if (each.customer_id, way) in desk.addresses]
    return ways[0]


def _judged(desk: Desk, wanted: Iterable[ToTell]) -> tuple[list[tuple[ToTell, Address]], dict[ToTell, Reason]]:
    """Part what goes, with its address, from what has to wait, with the guard."""
    going: list[tuple[ToTell, Address]] = []
    held: dict[ToTell, Reason] = {}
    for each in sorted(wanted, key=lambda each: each.key):
        address = desk.channel_for(each)
        if address is Reason.TOO_SOON and each.name is AgreedNotice.PLAN_PROPOSED:
            address = _way(desk, each)
        if isinstance(address, Reason):
            held[each] = address
        else:
            desk.take(each.customer_id, address.channel)
            going.append((each, address))
    return going, held


def _hold(work: Work, run: Run, held: dict[ToTell, Reason]) -> None:
    """Note what waits; that a message went out already today is no news."""
    rows = {
        (each.customer_id, each.name): DecisionHeld(
            customer_id=each.customer_id,
            run=run,
            as_of=run.as_of,
            step_no=0,
            step_id=each.name.value,
            guard=reason.value,
            **work.stamp,
        )
        for each, reason in held.items()
        if reason is not Reason.TOO_SOON
    }
    work.books.decisions_held.bulk_create(list(rows.values()), batch_size=FEW, ignore_conflicts=True)


def _write(
    work: Work, run: Run, as_of: date, desk: Desk, going: Sequence[tuple[ToTell, Address]], *, delivered: bool
) -> int:
    """Write decisions and messages; raise the versions of their customers."""
    if not going:
        return 0
    opened = _openings(work, going)
    groups = _groups(work, run, going)
    decisions = pl.DataFrame(
        [
            _decision(as_of, each, address.channel, opened, group)
            for (each, address), group in zip(going, groups, strict=True)
        ],
        infer_schema_length=None,
    ).with_columns(new_ids(Decision, len(going)))
    messages = pl.DataFrame(
        {
            "decision_id": decisions["id"],
            "customer_id": decisions["customer_id"],
            "channel": decisions["channel"],
            "address_id": [address.pk for _, address in going],
            "language": [desk.customers[each.customer_id].language for each, _ in going],
        }
    )
    outcome: dict[str, Any] = {"state": "planned"}
    if delivered:
        outcome = {"state": "delivered", "delivered_on": as_of, "delivered_seq": work.seq}
    with proved():  # all of it speaks of customers that are held, and of what was read of them
        append(Decision, decisions, run_id=run.pk, as_of=as_of, state="carried_out", **work.column_stamp)
        append(Message, messages, **outcome, **work.column_stamp)
    work.books.customers.raise_versions({each.customer_id for each, _ in going})
    return len(going)


def _decision(as_of: date, each: ToTell, channel: str, opened: dict[int, int], group: int) -> dict[str, Any]:
    """Give the columns of a decision that are its own."""
    anchor = each.parts[0][0]
    asked = [[item, each.currency, minor] for item, minor in each.parts]
    return {
        "customer_id": each.customer_id,
        "episode_key": -each.about_id,
        "item_id": anchor,
        "due_date": each.on,
        "opened": opened[anchor],
        "step_no": 0,
        "step_id": each.name.value,
        "step_day": 0,
        "stage": 0,
        "channel": channel,
        "template": each.name.value,
        "group_no": group,
        "days": (as_of - each.on).days,
        "asked": json.dumps(asked, separators=(",", ":")),
        "totals": json.dumps([[each.currency, each.asked_minor, 0, each.asked_minor]], separators=(",", ":")),
    }


def _openings(work: Work, going: Iterable[tuple[ToTell, Address]]) -> dict[int, int]:
    items: Any = work.books.items.filter(pk__in={each.parts[0][0] for each, _ in going})
    opened: dict[int, int] = dict(items.values_list("pk", "opened"))
    return opened


def _groups(work: Work, run: Run, going: Sequence[tuple[ToTell, Address]]) -> list[int]:
    """Give each message of a customer a group of its own within the run, below those that it has already."""
    customers = {each.customer_id for each, _ in going}
    lowest: dict[int, int] = {}
    rows = work.books.decisions.filter(run=run, customer__in=customers, group__lt=0)
    for customer, group in rows.values_list("customer_id", "group"):
        lowest[customer] = min(group, lowest.get(customer, 0))
    found = []
    for each, _ in going:
        lowest[each.customer_id] = lowest.get(each.customer_id, 0) - 1
        found.append(lowest[each.customer_id])
    return found
