"""What came of handing over one message, written down: a transaction and a journal entry for each.

docs/sending.md has the table of outcomes. Knows no transport.
"""

from dataclasses import dataclass
from typing import Any

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import ChannelSetting, Company, Message, Task
from dunwell.data.outbox import leases
from dunwell.data.outbox.leases import Claim
from dunwell.domain.post import DEFAULTS, Outcome, Result, wait_after
from dunwell.domain.reasons import Reason
from dunwell.domain.roles import Verb
from dunwell.usecases.sending.cancelling import cancel
from dunwell.usecases.work import Answer, Caller, Work, use_case

MEND_CHANNEL = "mend-channel"
OWNER = "owner"
LEASE_LOST = "lease_lost"


@use_case(Verb.DISPATCH)
def record_outcome(work: Work, claim: Claim, outcome: Outcome) -> Answer:
    """Write down what came of a message that was being sent; nothing, where its lease was lost meanwhile."""
    message = work.books.messages.select_related("customer", "decision", "address").get(pk=claim.number)
    work.books.locked([message.customer_id])
    if not _still_mine(work, claim):
        return {"message": claim.number, "result": LEASE_LOST}
    facts = {"message": message.pk, "channel": message.channel, "result": outcome.result, "code": outcome.code}
    said = {"said": outcome.said} if outcome.said else None
    work.note({**facts, "sha256": message.sha256}, subject=message.customer, personal=said)
    _Settling(work, claim, message, outcome).settle()
    return facts | {"result": outcome.result.value}


GONE = {Result.DELIVERED: "delivered", Result.HANDED_OVER: "sent"}


class LeaseLost(Exception):  # noqa: N818 - not an error of the program
    """Another dispatcher has the message by now: what was about to be written down is not."""


def record_gone(company: Company, caller: Caller, message: Message, claim: Claim, outcome: Outcome) -> None:
    """Write down that a message went out, as `record_outcome` does, inside the caller's transaction.

    Raises LeaseLost where it was; the transaction must then be undone.
    """
    facts = {"message": message.pk, "channel": message.channel, "result": outcome.result, "code": outcome.code}
    seq = journal.record(
        company,
        Verb.DISPATCH.value,
        facts={**facts, "sha256": message.sha256},
        personal={"said": outcome.said} if outcome.said else None,
        subject=message.customer_id,
        actor=caller.actor,
        role=caller.role.value,
        at=caller.at,
    )
    gone = leases.Gone(message.customer_id, GONE[outcome.result], caller.at, caller.today, seq, outcome.said)
    if not leases.settle_gone(Books(company), claim, gone):
        raise LeaseLost


def _still_mine(work: Work, claim: Claim) -> bool:
    held = {"pk": claim.number, "lease_holder": claim.holder, "lease_fence": claim.fence, "state": "sending"}
    return bool(work.books.messages.filter(**held).select_for_update().exists())


@dataclass(frozen=True, slots=True)
class _Settling:
    """One outcome becoming the state of its message."""

    work: Work
    claim: Claim
    message: Message
    outcome: Outcome

    def settle(self) -> None:
        """Write the state that the outcome makes."""
        work, said = self.work, {"said": self.outcome.said, "reason": self.outcome.code}
        match self.outcome.result:
            case Result.DELIVERED:
                sent = {"sent_at": work.caller.at, "delivered_on": work.today, "delivered_seq": work.seq}
                self._write(state="delivered", **sent, said=self.outcome.said, reason="")
            case Result.HANDED_OVER:
                self._write(state="sent", sent_at=work.caller.at, said=self.outcome.said, reason="")
            case Result.IN_DOUBT:
                self._write(state="in_doubt", sent_at=work.caller.at, **said)
            case Result.RETRY:
                self._try_again(**said)
            case Result.REFUSED:
                self._write(state="failed", not_before=None, attempts=self.message.attempts + 1, **said)
            case Result.NO_CONTACT:
                self._no_such_address(**said)
            case Result.STOPPED:
                leases.put_back(work.books, self.claim)

    def _write(self, **values: Any) -> None:
        leases.settle(self.work.books, self.claim, **values)

    def _try_again(self, **said: str) -> None:
        attempts = self.message.attempts + 1
        wait = wait_after(attempts)
        at = self.work.caller.at + wait if wait else None
        self._write(state="failed", not_before=at, attempts=attempts, **said)

    def _no_such_address(self, **said: str) -> None:
        """The address counts as bounced, and the step is due again: the next run uses its fallback."""
        work, message = self.work, self.message
        bounced = {"bounced_on": work.today, "bounced_seq": work.seq}
        self._write(state="bounced", sent_at=work.caller.at, **bounced, **said)
        work.books.addresses.filter(pk=message.address_id, bounced_on__isnull=True).update(**bounced)
        cancel(work, {message: Reason.NO_CONTACT}, state="bounced")


@use_case(Verb.DISPATCH)
def stop_channel(work: Work, *, channel: str, code: str, said: str, customer: str) -> Answer:
    """Stop a channel that cannot send until a person has mended it, and ask for that once.

    What waits goes on waiting, and nobody's address counts as wrong because of it. The task stands with the customer
    whose message met the trouble.
    """
    found = work.customer(customer)
    work.note({"channel": channel, "stopped": code}, personal={"said": said} if said else None)
    row = work.books.channel_settings.standing().filter(channel=channel).select_for_update().first()
    if row is None:
        settings = DEFAULTS[channel].as_facts()
        row = ChannelSetting(channel=channel, settings=settings, **work.stamp)
    if not row.stopped_reason:
        task: Task = work.books.tasks.create(
            customer=found,
            task=MEND_CHANNEL,
            subject=channel,
            key=f"{MEND_CHANNEL}:{channel}:{work.seq}",
            role=OWNER,
            raised_on=work.today,
            **work.stamp,
        )
        row.stopped_reason, row.stopped_said, row.stopped_at = code, said, work.caller.at
        row.stopped_task = task
        row.save()
    return {"channel": channel, "stopped": row.stopped_reason, "task": row.stopped_task_id}
