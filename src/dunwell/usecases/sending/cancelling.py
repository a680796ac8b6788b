"""Messages that do not go out: they and their decisions are cancelled with a reason, and the steps are due again.

Knows no rule by which a message is cancelled.
"""

from collections import defaultdict
from collections.abc import Mapping

from dunwell.data.models import Message, ReasonChange
from dunwell.data.outbox.taking_back import take_back
from dunwell.domain.reasons import Reason
from dunwell.queries.message_facts import policies_now
from dunwell.queries.policy_in_force import policy_in
from dunwell.usecases.work import Work


def cancel(work: Work, reasons: Mapping[Message, str], *, state: str = "cancelled") -> None:
    """Cancel messages with their decisions, each for its reason, so that the next run finds their steps due again.

    `state`: what the message itself becomes; `bounced` where it was tried and its address does not exist. Call `note`
    first; the customers must be locked. Their versions rise.
    """
    if not reasons:
        return
    versions = policies_now(work.company, {message.customer_id for message in reasons})
    policies = {customer: policy_in(version) for customer, version in versions.items()}
    take_back(work.books, list(reasons), policies, work.today, work.seq)
    for reason, messages in _by_reason(reasons).items():
        numbers = [message.pk for message in messages]
        work.books.messages.filter(pk__in=numbers).update(state=state, reason=reason, lease_holder="", lease_until=None)
        decisions = [message.decision_id for message in messages]
        work.books.decisions.filter(pk__in=decisions).update(cancel_reason=reason)
    _say_why(work, reasons)
    work.touch(*(message.customer for message in reasons))


def _by_reason(reasons: Mapping[Message, str]) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = defaultdict(list)
    for message, reason in reasons.items():
        found[reason].append(message)
    return found


def _say_why(work: Work, reasons: Mapping[Message, str]) -> None:
    """Note why the customer gets nothing, unless its last run reached it in another way (docs/deciding.md, rule 10)."""
    known = {message: reason for message, reason in reasons.items() if reason in set(Reason)}
    runs = {message.decision.run_id for message in known}
    reached = set(
        work.books.decisions.carried_out()
        .exclude(channel="task")
        .filter(run__in=runs, customer__in={message.customer_id for message in known})
        .values_list("run_id", "customer_id")
    )
    silent = {
        message.customer_id: reason
        for message, reason in known.items()
        if (message.decision.run_id, message.customer_id) not in reached
    }
    changed = {
        customer.pk: silent[customer.pk]
        for customer in work.books.customers.filter(pk__in=silent)
        if customer.reason != silent[customer.pk]
    }
    for reason in set(changed.values()):
        mine = [customer for customer, each in changed.items() if each == reason]
        work.books.customers.filter(pk__in=mine).update(reason=reason)
    rows = [
        ReasonChange(customer_id=customer, reason=reason, since=work.today, **work.stamp)
        for customer, reason in changed.items()
    ]
    work.books.reason_changes.bulk_create(rows)
