"""Post an invoice, or an opening balance: a claim with a due date."""

from datetime import date

from dunwell.data.models import Customer, Item
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.domain.terms import Terms, instalments
from dunwell.domain.terms import due_date as due_by
from dunwell.domain.terms_reading import parse_terms
from dunwell.queries.acceptance import lacking_acceptance
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.ledger.texts import already_exists, check_text
from dunwell.usecases.work import Answer, Work, use_case

POSTED_KINDS = ("invoice", "opening")  # fees are charged by runs


@use_case(Verb.INVOICE)
def post_invoice(
    work: Work,
    *,
    number: str,
    customer: str,
    amount_minor: int,
    currency: str,
    due_date: date | None = None,
    item_date: date | None = None,
    kind: str = "invoice",
    text: str = "",
    terms: str = "",
    received_on: date | None = None,
) -> Answer:
    """Post a claim of so many minor units; without a due date it falls due by the customer's terms, or the policy's.

    `item_date` left out is today. `terms` are those of this claim alone; of instalments each is an item of its own,
    NUMBER/1, NUMBER/2, …; `received_on` is the day from which terms `from receipt` count. Unallocated money settles
    it only by a verb of its own. A sale without accepted terms, where the policy wants them accepted, is taken with a
    warning (`no_acceptance`), which the journal keeps. Raises Refused `unknown_customer`, `already_exists`,
    `not_positive` or `unknown_policy`, UserError `unknown_currency` and `unknown_terms`.
    """
    _check(number, amount_minor, currency, kind, text)
    owner = work.customer(customer)
    dated = item_date or work.today
    agreed = parse_terms(terms) if terms else None
    cut = [(due_date, amount_minor)] if due_date else _cut(work, owner, agreed, dated, amount_minor, received_on)
    numbers = [number] if len(cut) == 1 else [f"{number}/{at}" for at in range(1, len(cut) + 1)]
    for each in numbers:
        if work.books.items.filter(number=each).exists():
            raise already_exists("an item", each)
    facts = {"number": number, "kind": kind, "amount_minor": amount_minor, "currency": currency}
    facts |= {"terms": terms} if terms else {}
    # An opening balance was sold before there was a policy.
    unaccepted = lacking_acceptance(work.books, [owner.pk]).get(owner.pk, "") if kind == "invoice" else ""
    facts |= {"without_acceptance": unaccepted} if unaccepted else {}
    due = cut[0][0]
    work.note({**facts, "item_date": dated, "due_date": due}, subject=owner, personal={"text": text} if text else None)
    items = [
        work.books.items.create(
            customer=owner,
            kind=kind,
            number=named,
            currency=currency,
            amount_minor=minor,
            residual_minor=minor,
            item_date=dated,
            due_date=on,
            text=text,
            **work.stamp,
        )
        for named, (on, minor) in zip(numbers, cut, strict=True)
    ]
    if terms:
        _keep_terms(work, owner, items, terms, received_on)
    return {
        "item": numbers[0],
        "item_id": items[0].pk,
        "customer": customer,
        "amount_minor": amount_minor,
        "currency": currency,
        "item_date": dated.isoformat(),
        "due_date": due.isoformat(),
        **_instalments_told(items),
        **_warned(owner, unaccepted),
    }


def _warned(owner: Customer, policy: str) -> Answer:
    """Warn of a sale to somebody who has not accepted the terms of a policy that wants them accepted."""
    if not policy:
        return {}
    said = (
        f"{owner.ref} has not accepted the terms {policy}: put it on record with `dunwell accept {owner.ref} {policy}`"
    )
    return {"warnings": [{"code": "no_acceptance", "sentence": f"{said}."}]}


def _cut(
    work: Work, owner: Customer, agreed: Terms | None, dated: date, minor: int, received_on: date | None
) -> list[tuple[date, int]]:
    """Cut a claim into what falls due when, by its own terms, else the customer's, else the policy's."""
    terms = agreed or parse_terms(owner.terms or policy_of(work, owner).terms)
    cut = instalments(terms, dated, minor)
    return cut if len(cut) > 1 else [(due_by(terms, dated, received_on), minor)]


def _instalments_told(items: list[Item]) -> Answer:
    if len(items) == 1:
        return {}
    told = [
        {"item": each.number, "amount_minor": each.amount_minor, "due_date": each.due_date.isoformat()}
        for each in items
    ]
    return {"instalments": told}


def _keep_terms(work: Work, customer: Customer, items: list[Item], terms: str, received_on: date | None) -> None:
    """Keep the claim's own terms: a discount is judged by them when money comes."""
    for item in items:
        work.books.item_terms.create(customer=customer, item=item, text=terms, received_on=received_on, **work.stamp)


def _check(number: str, amount_minor: int, currency: str, kind: str, text: str) -> None:
    check_text("number", number, needed=True)
    check_text("text", text, 300)
    check_amount(amount_minor, currency)
    if kind not in POSTED_KINDS:
        raise UserError(
            "unknown_kind",
            f"{kind!r} is no kind of claim that can be posted",
            f"Write one of {', '.join(POSTED_KINDS)}",
            field="kind",
            value=kind,
        )
