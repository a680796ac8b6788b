"""What the law says of contacting a customer now: hours and counts, the strictest of which wins over the policy's.

Counts are of messages (mail and text message) and of calls, by the day on which they went out or were to be made.
Changes nothing but calls that would be one too many: those are cancelled with the rule's name.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from dunwell.data.models import Customer, Message, Run
from dunwell.law.contact_rules import ContactRule, contact_rules_for, exceeded
from dunwell.queries.case.account import law_of
from dunwell.usecases.work import Work

COUNTED = ("email", "sms")
LOOKED_BACK = timedelta(days=31)


def rules_of(work: Work, customer: Customer, on: date) -> tuple[ContactRule, ...]:
    """List the rules that apply to a customer of ours, whose claims are our own and come from sales."""
    return contact_rules_for(law_of(work.company, customer), customer.kind, on)


def one_too_many(work: Work, messages: Iterable[Message], on: date) -> dict[Message, ContactRule]:
    """Name the messages that would be one more than a law lets go out by this day, with the rule."""
    bound = {
        each: rules for each in messages if each.channel in COUNTED and (rules := rules_of(work, each.customer, on))
    }
    if not bound:
        return {}
    sent: dict[int, list[date]] = defaultdict(list)
    rows = work.books.messages.filter(
        customer__in={each.customer_id for each in bound},
        channel__in=COUNTED,
        sent_at__gte=work.caller.at - LOOKED_BACK,
        state__in=("sending", "sent", "delivered", "bounced", "in_doubt"),
    )
    for customer, at in rows.values_list("customer_id", "sent_at"):
        sent[customer].append(at.date())
    found: dict[Message, ContactRule] = {}
    for message, rules in bound.items():
        broken = exceeded(rules, "message", sent[message.customer_id], on)
        if broken:
            found[message] = broken[0]
        else:
            sent[message.customer_id].append(on)
    return found


def cancel_unlawful_calls(work: Work, run: Run) -> int:
    """Cancel the calls of a run that would be one more than a law allows, and count them."""
    calls = list(
        work.books.calls.open().filter(decision__run=run, customer__kind="consumer").select_related("customer")
    )
    bound = {call: rules for call in calls if (rules := rules_of(work, call.customer, run.as_of))}
    made: dict[int, list[date]] = defaultdict(list)
    if bound:
        earlier = work.books.calls.filter(
            customer__in={call.customer_id for call in bound},
            decision__as_of__gte=run.as_of - LOOKED_BACK,
            state__in=("open", "done"),
        ).exclude(pk__in=[call.pk for call in calls])
        for customer, day in earlier.values_list("customer_id", "decision__as_of"):
            made[customer].append(day)
    cancelled = 0
    for call, rules in bound.items():
        broken = exceeded(rules, "call", made[call.customer_id], run.as_of)
        if broken is None:
            made[call.customer_id].append(run.as_of)
            continue
        call.state, call.outcome = "cancelled", broken[0].named
        call.save(update_fields=["state", "outcome"])
        cancelled += 1
    return cancelled
