"""A dispute ends: rejected, the amount is chased again; upheld, it awaits a credit note (docs/deciding.md, rule 8)."""

from dunwell.domain.disputes import DisputeState
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case

VERDICTS = (DisputeState.UPHELD, DisputeState.REJECTED)


@use_case(Verb.RESOLVE)
def resolve_dispute(work: Work, *, item: str, verdict: str, reason: str = "") -> Answer:
    """Close the open dispute of an item: `upheld` or `rejected`.

    Steps that count from another one start anew from the day of a rejection. Raises Refused `no_dispute` and
    `unknown_item`, UserError `unknown_verdict`.
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
    work.note(
        {"dispute": dispute.pk, "item": found.number, "verdict": state},
        subject=found.customer,
        personal={"reason": reason} if reason else None,
    )
    work.books.disputes.filter(pk=dispute.pk).update(state=state, ended_on=work.today, ended_seq=work.seq)
    return {
        "dispute": dispute.pk,
        "customer": found.customer.ref,
        "item": found.number,
        "state": state.value,
        "awaiting_minor": left_minor if state is DisputeState.UPHELD else 0,
        "currency": found.currency,
    }


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
