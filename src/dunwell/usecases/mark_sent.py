"""A person says that messages went out: letters posted, mails sent by hand. They count as delivered from then on."""

from collections.abc import Sequence
from datetime import date

from dunwell.data import plans
from dunwell.data.models import Message
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.SENT)
def mark_sent(work: Work, *, messages: Sequence[int], on: date | None = None) -> Answer:
    """Mark messages, by their numbers, as sent on a day; left out: today. All of them or none.

    Raises Refused `unknown_message` where one does not exist, or is delivered, bounced or cancelled already, and
    `date_passed` or `too_late` for a day before the message was decided or after today.
    """
    sent_on = on or work.today
    numbers = sorted(set(messages))
    found = _found(work, numbers)
    for message in found:
        _must_be_possible(work, message, sent_on)
    seq = work.note({"messages": numbers, "on": sent_on})
    for message in found:
        plans.record_delivery(message, sent_on, seq)
    work.touch(*(message.customer for message in found))
    return {"messages": numbers, "delivered_on": sent_on.isoformat()}


def _found(work: Work, numbers: list[int]) -> list[Message]:
    """Read the messages with their customers held until the end."""
    rows = work.books.messages.filter(pk__in=numbers, state__in=plans.SENDABLE)
    work.books.locked(rows.values_list("customer_id", flat=True))
    found = list(rows.select_related("customer", "decision").order_by("pk"))
    missing = sorted(set(numbers) - {message.pk for message in found})
    if missing or not numbers:
        named = ", ".join(map(str, missing)) or "given"
        raise Refused(
            RefusalCode.UNKNOWN_MESSAGE,
            f"There is no message {named} that could still be sent",
            "Give the numbers of messages that wait, or whose sending is in doubt",
            field="messages",
            value=named,
        )
    return found


def _must_be_possible(work: Work, message: Message, sent_on: date) -> None:
    if sent_on < message.decision.as_of:
        code, said = RefusalCode.DATE_PASSED, f"was decided on {message.decision.as_of}, after {sent_on}"
    elif sent_on > work.today:
        code, said = RefusalCode.TOO_LATE, f"cannot have gone out on {sent_on}, after today"
    else:
        return
    raise Refused(
        code,
        f"Message {message.pk} {said}",
        f"Give a day from {message.decision.as_of} to {work.today}",
        field="on",
        value=sent_on,
    )
