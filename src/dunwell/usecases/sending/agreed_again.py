"""Does a message about what was agreed still hold when it is to be sent? What it tells is looked for anew.

It holds while the same instalment is not met, the same dispute stands rejected or the same proposal may be accepted,
and the same amount is asked for.
It cancels nothing by itself.
"""

from collections.abc import Sequence

from dunwell.data.models import Message
from dunwell.data.snapshot import is_cash_fresh
from dunwell.domain.agreed import AgreedNotice, ToTell
from dunwell.domain.reasons import Reason
from dunwell.queries.agreed_notices import instalments_near, rejection_to_tell, to_ask
from dunwell.queries.agreed_offers import proposals_to_tell
from dunwell.queries.chunks import policies_for
from dunwell.usecases.sending.agreed_guards import silenced
from dunwell.usecases.work import Work

_OF_PLANS = (AgreedNotice.INSTALMENT_DUE, AgreedNotice.INSTALMENT_MISSED)

SUPERSEDED = "superseded"
"""Something else is to be said by now, or nothing: the instalment is met, the plan or dispute is another."""


def is_agreed(message: Message) -> bool:
    """Tell whether a message is about what was agreed, and not of the ladder."""
    return bool(message.decision.episode_key < 0)


def agreed_no_longer_true(work: Work, messages: Sequence[Message]) -> dict[int, str]:
    """Name those of these messages that must not go out, by number, with the reason."""
    if not messages:
        return {}
    customers = {message.customer_id for message in messages}
    silent = silenced(work.books, customers, work.today)
    wanted = {each.key: each.asked_minor for each in _wanted(work, messages)}
    stale = _of_old_cash(work, messages)
    found: dict[int, str] = {}
    asked = _asked(work, messages)
    for message in messages:
        decision = message.decision
        key = (message.customer_id, decision.step_id, -decision.episode_key, decision.due_date)
        if message.customer_id in silent:
            found[message.pk] = silent[message.customer_id].value
        elif message.pk in stale:
            found[message.pk] = Reason.STALE_CASH.value
        elif wanted.get(key) != asked[message.pk]:
            found[message.pk] = SUPERSEDED
    return found


def _wanted(work: Work, messages: Sequence[Message]) -> list[ToTell]:
    """List what is to be told today of all that these messages are about."""
    rejected = [-each.decision.episode_key for each in messages if _is_rejection(each)]
    disputes = work.books.disputes.filter(pk__in=rejected).select_related("item")
    answers = [each for each in (rejection_to_tell(work.books, dispute) for dispute in disputes) if each]
    offered = {message.customer_id for message in messages if _is(message, AgreedNotice.PLAN_PROPOSED)}
    proposals = proposals_to_tell(work.books, work.today, offered) if offered else []
    others = {message.customer_id for message in messages if message.decision.step_id in _OF_PLANS}
    instalments = to_ask(work.books, instalments_near(work.books, work.today, others)) if others else []
    return [*answers, *proposals, *instalments]


def _of_old_cash(work: Work, messages: Sequence[Message]) -> set[int]:
    """Find those that remind of money while the newest cash is too old, and nobody has said that it does not matter."""
    doubtful = [each for each in messages if not (_is_rejection(each) or each.decision.run.allow_stale)]
    policies = policies_for(work.books, {each.customer_id for each in doubtful})
    fresh = {pk: is_cash_fresh(work.company, work.today, policy) for pk, policy in policies.items()}
    return {each.pk for each in doubtful if not fresh.get(each.customer_id, True)}


def _is_rejection(message: Message) -> bool:
    return _is(message, AgreedNotice.DISPUTE_REJECTED)


def _is(message: Message, name: AgreedNotice) -> bool:
    return bool(message.decision.step_id == name)


def _asked(work: Work, messages: Sequence[Message]) -> dict[int, int]:
    """Give what each message asks for, in minor units: it has one total."""
    rows = work.books.decision_totals.filter(
        run__in={each.decision.run_id for each in messages}, customer__in={each.customer_id for each in messages}
    )
    totals = {(row.run_id, row.customer_id, row.group): row.total_minor for row in rows}
    return {each.pk: totals[each.decision.run_id, each.customer_id, each.decision.group] for each in messages}
