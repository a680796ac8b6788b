"""Take what may go out now on a channel: hours and limits first, then each customer is read again. Sends nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from dunwell.data.models import Message
from dunwell.data.outbox import leases
from dunwell.domain.calendars import NO_CALENDAR
from dunwell.domain.post import ChannelSettings
from dunwell.domain.roles import Verb
from dunwell.domain.zones import next_opening, zones_of
from dunwell.law.contact_rules import hours_on
from dunwell.policy.file import Policy
from dunwell.queries.message_facts import policies_now
from dunwell.queries.names import calendar_of
from dunwell.queries.policy_in_force import policy_in
from dunwell.usecases.sending.cancelling import cancel
from dunwell.usecases.sending.lawful import one_too_many, rules_of
from dunwell.usecases.sending.looking_again import no_longer_true
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.DISPATCH)
def take(work: Work, settings: ChannelSettings, *, channel: str, holder: str, limit: int, keeps_hours: bool) -> Answer:
    """Claim up to `limit` messages that may go now, and cancel, with a reason, those that no longer hold.

    Answers with the numbers claimed and the fence of each, those cancelled with the reason (docs/deciding.md, rule 12),
    those put off with the moment when they may go (`outside_hours`), how many are to be made anew for another address,
    and whether a limit of the channel is reached.
    """
    room = min(limit, _room(work, settings, channel))
    if room <= 0:
        return {"claimed": {}, "cancelled": {}, "put_off": {}, "readdressed": 0, "limited": True}
    at = work.caller.at
    # What was decided for a day to come waits for that day.
    ready = work.books.messages.ready(at).filter(channel=channel, decision__as_of__lte=work.today)
    customers = leases.oldest_first(work.books, ready, room)
    messages = leases.of_customers(ready, customers, room)
    put_off = _too_early_or_late(work, messages) if keeps_hours else {}
    messages = [message for message in messages if message not in put_off]
    _put_off(work, put_off)
    waiting = _beyond_the_law(work, messages)
    messages = [message for message in messages if message not in waiting]
    put_off |= waiting
    cancelled = _cancelled(work, messages)
    holding = _reachable(work, [message for message in messages if message not in cancelled])
    claims = leases.claim(work.books, [message.pk for message in holding], holder, at)
    return {
        "claimed": {str(claim.number): claim.fence for claim in claims},
        "cancelled": {str(message.pk): reason for message, reason in cancelled.items()},
        "put_off": {str(message.pk): until.isoformat() for message, until in put_off.items()},
        "readdressed": len(messages) - len(cancelled) - len(claims),
        "limited": False,
    }


def _room(work: Work, settings: ChannelSettings, channel: str) -> int:
    """Tell how many messages the channel may still send now."""
    if settings.per_minute is None and settings.per_day is None:
        return 1_000_000
    # Two dispatchers must not both think that there is room.
    list(work.books.channel_settings.standing().filter(channel=channel).select_for_update())
    in_minute, in_day = leases.used(work.books, channel, work.caller.at)
    limits = ((settings.per_minute, in_minute), (settings.per_day, in_day))
    return min(most - used for most, used in limits if most is not None)


def _too_early_or_late(work: Work, messages: Sequence[Message]) -> dict[Message, datetime]:
    """Tell for whom it is outside the hours, or no business day, where they are, and when they may be written to."""
    versions = policies_now(work.company, {message.customer_id for message in messages})
    found = {message: _opens(work, message, policy_in(versions[message.customer_id])) for message in messages}
    return {message: at for message, at in found.items() if at is not None}


def _opens(work: Work, message: Message, policy: Policy) -> datetime | None:
    customer, guards = message.customer, policy.guards
    zones = zones_of(customer.zone, customer.country, customer.region, work.company.zone)
    calendar = calendar_of(work.company, customer) if guards.business_days_only else NO_CALENDAR
    # The law's hours cut the policy's: of the days on which hours differ the narrower ones hold for all.
    rules, usual = rules_of(work, customer, work.today), (guards.opens_hour, guards.closes_hour)
    hours = usual
    for day in range(7):
        cut, _ = hours_on(rules, work.today + timedelta(days=day), usual)
        hours = (max(hours[0], cut[0]), min(hours[1], cut[1])) if cut else hours
    return next_opening(work.caller.at, zones, hours if hours[0] < hours[1] else usual, calendar)


def _beyond_the_law(work: Work, messages: Sequence[Message]) -> dict[Message, datetime]:
    """Put off to the next day what would be one message more than a law allows, with the rule's name."""
    until = work.caller.at + timedelta(days=1)
    found = one_too_many(work, messages, work.today)
    for message, rule in found.items():
        work.books.messages.filter(pk=message.pk).update(not_before=until, said=rule.named)
    return dict.fromkeys(found, until)


def _put_off(work: Work, put_off: Mapping[Message, datetime]) -> None:
    by_moment: dict[datetime, list[int]] = defaultdict(list)
    for message, at in put_off.items():
        by_moment[at].append(message.pk)
    for at, numbers in by_moment.items():
        work.books.messages.filter(pk__in=numbers).update(not_before=at)


def _cancelled(work: Work, messages: Sequence[Message]) -> dict[Message, str]:
    """Read the customers again, and cancel what no longer holds."""
    if not messages:
        return {}
    reasons = no_longer_true(work, messages)
    found = {message: reasons[message.pk] for message in messages if message.pk in reasons}
    if found:
        work.note({"cancelled": {str(message.pk): reason for message, reason in found.items()}})
        cancel(work, found)
    return found


def _reachable(work: Work, messages: Sequence[Message]) -> list[Message]:
    """Keep messages whose address still works; one that has another by now is made anew for that one."""
    stale = [message for message in messages if message.address is None or not _works(message)]
    work.books.messages.filter(pk__in=[message.pk for message in stale]).update(state="planned", not_before=None)
    return [message for message in messages if message not in stale]


def _works(message: Message) -> bool:
    address = message.address
    return address is not None and address.ended_on is None and address.bounced_on is None
