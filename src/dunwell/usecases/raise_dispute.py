"""A customer contests an invoice, or a part of it: what is disputed is not chased (docs/deciding.md, rule 8)."""

from datetime import timedelta

from django.db.models import F, Sum

from dunwell.data.models import Item
from dunwell.domain.disputes import DisputeCode
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.money import format_amount
from dunwell.domain.roles import Role, Verb
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.DISPUTE)
def raise_dispute(
    work: Work,
    *,
    item: str,
    amount_minor: int | None = None,
    currency: str | None = None,
    code: str = "other",
    reason: str = "",
    owner: str = "",
) -> Answer:
    """Put a dispute on record: of an amount in minor units of the item's currency, or of all that is left of it.

    `code` says why (domain.disputes.DisputeCode); `owner` sees to it, left out: the person in charge of collections;
    by when stands in the policy, by code. What awaits a credit note already cannot be disputed again. Raises Refused
    `not_open`, `already_exists` (one open dispute an item), `not_positive`, `too_much`, `wrong_currency`,
    `unknown_item`, UserError `unknown_reason`.
    """
    _must_be_known(code)
    found = work.item(item)
    _must_be_undisputed(work, found)
    disputed_minor = _amount(found, _left(work, found), amount_minor, currency)
    work.note(
        {"item": found.number, "amount_minor": disputed_minor, "currency": found.currency, "code": code},
        subject=found.customer,
        personal={"reason": reason} if reason else None,
    )
    rules = policy_of(work, found.customer).disputes
    days = {str(each): number for each, number in rules.deadlines.items()}.get(code, rules.deadline_days)
    dispute = work.books.disputes.create(
        customer=found.customer,
        item=found,
        amount_minor=disputed_minor,
        code=code,
        reason=reason,
        owner=owner or _in_charge(work),
        due_on=work.today + timedelta(days=days),
        opened_on=work.today,
        **work.stamp,
    )
    return {
        "dispute": dispute.pk,
        "customer": found.customer.ref,
        "item": found.number,
        "amount_minor": disputed_minor,
        "currency": found.currency,
        "state": dispute.state,
        "code": code,
        "owner": dispute.owner,
        "due_on": dispute.due_on.isoformat(),
    }


def _must_be_known(code: str) -> None:
    if code not in tuple(DisputeCode):
        raise UserError(
            "unknown_reason",
            f"{code!r} is no reason of a dispute",
            f"Say one of these: {', '.join(DisputeCode)}",
            field="code",
            value=code,
        )


def _in_charge(work: Work) -> str:
    """Name the person in charge of collections: the first in that role, else who takes it down."""
    people = work.books.people.filter(active=True).order_by("id")
    found = next((each.name for each in people if Role.COLLECTIONS.value in each.roles), None)
    return found or work.caller.actor


def _must_be_undisputed(work: Work, item: Item) -> None:
    if work.books.disputes.open().filter(item=item).exists():
        raise Refused(
            RefusalCode.ALREADY_EXISTS,
            f"{item.number} is disputed already",
            "Resolve that dispute first",
            field="item",
            value=item.number,
        )


def _left(work: Work, item: Item) -> int:
    """Tell how much of an item could still be disputed: what is left without what awaits a credit note."""
    awaiting = work.books.disputes.awaiting_credit().filter(item=item)
    minor: int | None = awaiting.aggregate(minor=Sum(F("amount_minor") - F("credited_minor")))["minor"]
    left = item.residual_minor - (minor or 0)
    if left <= 0:
        raise Refused(
            RefusalCode.NOT_OPEN,
            f"Nothing is left of {item.number} that could be disputed",
            "Look at the item with `dunwell customer`",
            field="item",
            value=item.number,
        )
    return left


def _amount(item: Item, left_minor: int, amount_minor: int | None, currency: str | None) -> int:
    if currency is not None and currency != item.currency:
        raise Refused(
            RefusalCode.WRONG_CURRENCY,
            f"{item.number} is in {item.currency}, not in {currency}",
            f"Give the amount in {item.currency}",
            field="currency",
            value=currency,
        )
    if amount_minor is None:
        return left_minor
    if amount_minor <= 0:
        raise Refused(
            RefusalCode.NOT_POSITIVE,
            "A disputed amount is above nothing",
            "Give an amount above nothing, or none for all of it",
            field="amount",
            value=amount_minor,
        )
    if amount_minor > left_minor:
        raise Refused(
            RefusalCode.TOO_MUCH,
            f"Of {item.number} only {format_amount(left_minor, item.currency)} could be disputed",
            "Give at most that amount, or none for all of it",
            field="amount",
            value=amount_minor,
        )
    return amount_minor
