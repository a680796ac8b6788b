"""A dispute ends: rejected, the amount is chased again; upheld, it awaits a credit note (docs/deciding.md, rule 8)."""

from dunwell.data.models import Dispute, Item
from dunwell.domain.disputes import DisputeState
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.approvals import ask_first
from dunwell.usecases.ledger.amounts import check_amount, check_currency, too_much
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.sending.telling import answer_rejected
from dunwell.usecases.work import Answer, Work, use_case

VERDICTS = (DisputeState.UPHELD, DisputeState.REJECTED)


@use_case(Verb.RESOLVE)
def resolve_dispute(
    work: Work,
    *,
    item: str,
    verdict: str,
    reason: str = "",
    amount_minor: int | None = None,
    currency: str = "",
) -> Answer:
    """Close the open dispute of an item: `upheld` or `rejected`; upheld for an amount, the rest of it is rejected.

    Steps that count from another one start anew from the day of a rejection. `answered` tells whether the letter that
    says why is on its way (policy: `disputes.answer_rejected`); otherwise it is a duty of the next run. Waits for a yes
    where the policy names `resolve` under approvals, by the amount in dispute. Raises Refused `no_dispute`, `too_much`,
    `wrong_currency`, `not_positive` and `unknown_item`, UserError `unknown_verdict`.
    """
    state = _verdict(verdict)
    found = work.item(item)
    dispute = work.books.disputes.open().filter(item=found).first()
    if dispute is None:
        raise Refused(
            RefusalCode.NO_DISPUTE,
            f"{item} has no open dispute",
            "Look at the item with `dunwell customer`",
            field="item",
            value=item,
        )
    left_minor = dispute.amount_minor - dispute.credited_minor
    upheld_minor = _upheld(found, state, left_minor, amount_minor, currency)
    wanted = {"item": item, "verdict": verdict, "reason": reason, "amount_minor": amount_minor, "currency": currency}
    if waits := ask_first(work, found.customer, {found.currency: left_minor}, **wanted):
        return waits
    work.note(
        {"dispute": dispute.pk, "item": found.number, "verdict": state, "upheld_minor": upheld_minor},
        subject=found.customer,
        personal={"reason": reason} if reason else None,
    )
    asked, whole = dispute.pk, upheld_minor in (0, left_minor)
    ended = {"ended_on": work.today, "ended_seq": work.seq, "resolution": reason}
    # Of one upheld in part the dispute itself is rejected, and what was upheld stands as one of its own since today.
    work.books.disputes.filter(pk=dispute.pk).update(state=state if whole else DisputeState.REJECTED, **ended)
    if not whole:
        dispute = _uphold(work, dispute, upheld_minor, reason)
    return {
        "dispute": dispute.pk,
        "answered": _answer(work, found, asked) if upheld_minor < left_minor else False,
        "customer": found.customer.ref,
        "item": found.number,
        "state": state.value,
        "awaiting_minor": upheld_minor,
        "rejected_minor": left_minor - upheld_minor,
        "currency": found.currency,
    }


def _answer(work: Work, item: Item, dispute: int) -> bool:
    """Let the letter go out that says why, where the policy wants that and the customer can be written to."""
    if not policy_of(work, item.customer).disputes.answer_rejected:
        return False
    return answer_rejected(work, work.books.disputes.select_related("item").get(pk=dispute))


def _upheld(item: Item, state: DisputeState, left_minor: int, amount_minor: int | None, currency: str) -> int:
    """Tell how much is upheld, in minor units of the item's currency."""
    if state is not DisputeState.UPHELD:
        return 0
    if amount_minor is None:
        return left_minor
    check_amount(amount_minor, currency)
    check_currency(currency, item.currency, f"{item.number} is")
    if amount_minor > left_minor:
        raise too_much(amount_minor, left_minor, currency, f"what is disputed of {item.number}")
    return amount_minor


def _uphold(work: Work, dispute: Dispute, minor: int, reason: str) -> Dispute:
    row: Dispute = work.books.disputes.create(
        customer_id=dispute.customer_id,
        item_id=dispute.item_id,
        amount_minor=minor,
        code=dispute.code,
        reason=dispute.reason,
        owner=dispute.owner,
        due_on=dispute.due_on,
        resolution=reason,
        opened_on=work.today,
        state=DisputeState.UPHELD,
        ended_on=work.today,
        ended_seq=work.seq,
        **work.stamp,
    )
    return row


def _verdict(word: str) -> DisputeState:
    if word not in VERDICTS:
        raise UserError(
            "unknown_verdict",
            f"A dispute is not resolved as {word}",
            "Say upheld or rejected",
            field="verdict",
            value=word,
        )
    return DisputeState(word)
