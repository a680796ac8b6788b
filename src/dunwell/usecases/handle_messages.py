"""What a person decides about single messages: try one again, or keep one from going out.

(To say that one went out is `mark_sent`.) Knows no transport.
"""

from collections.abc import Sequence

from dunwell.data.models import Message
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case

BY_PERSON = "by_person"


@use_case(Verb.DISPATCH)
def retry_messages(work: Work, *, messages: Sequence[int]) -> Answer:
    """Send messages again that failed or are in doubt, as the same bytes under the same Message-ID. All or none.

    Of one in doubt the person takes it on herself that the customer may get it twice. The customer is read again
    before, as before any sending. Raises Refused `unknown_message`.
    """
    found = _found(work, messages, ("failed", "in_doubt"))
    work.note({"retry": [message.pk for message in found]})
    rows = work.books.messages.filter(pk__in=[message.pk for message in found])
    rows.filter(sha256="").update(state="planned", not_before=None, attempts=0)
    rows.exclude(sha256="").update(state="rendered", not_before=None, attempts=0)
    work.touch(*(message.customer for message in found))
    return {"messages": [message.pk for message in found], "state": "waiting"}


@use_case(Verb.DISPATCH)
def cancel_messages(work: Work, *, messages: Sequence[int], reason: str) -> Answer:
    """Keep messages that wait, failed or are in doubt from going out, for a reason in words. All or none.

    Their steps count as done: a person has decided, and the next run does not write the same again. Raises Refused
    `unknown_message` and UserError `missing`.
    """
    check_text("reason", reason, 500, needed=True)
    found = _found(work, messages, ("planned", "rendered", "failed", "in_doubt"))
    numbers = [message.pk for message in found]
    work.note({"cancelled": numbers, "reason": BY_PERSON}, personal={"reason": reason})
    work.books.messages.filter(pk__in=numbers).update(state="cancelled", reason=BY_PERSON, said=reason)
    decisions = work.books.decisions.filter(pk__in=[message.decision_id for message in found])
    decisions.update(state="cancelled", cancel_reason=BY_PERSON)
    work.touch(*(message.customer for message in found))
    return {"messages": numbers, "state": "cancelled"}


def _found(work: Work, messages: Sequence[int], states: tuple[str, ...]) -> list[Message]:
    """Read the messages with their customers held until the end. Raises Refused `unknown_message`."""
    numbers = sorted(set(messages))
    rows = work.books.messages.filter(pk__in=numbers, state__in=states)
    work.books.locked(rows.values_list("customer_id", flat=True))
    found = list(rows.select_related("customer").order_by("pk"))
    missing = sorted(set(numbers) - {message.pk for message in found})
    if missing or not numbers:
        named = ", ".join(map(str, missing)) or "given"
        raise Refused(
            RefusalCode.UNKNOWN_MESSAGE,
            f"There is no message {named} in one of these states: {', '.join(states)}",
            "Give numbers as `dunwell outbox` lists them",
            field="messages",
            value=named,
        )
    return found
