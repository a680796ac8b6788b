"""Reading the verbs of agreements, each from the words after it; its form stands in its docstring, as in docs/books.md.

Does not know whether a customer or an invoice that is named exists.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time

from dunwell.policy.books import agreements as say
from dunwell.policy.books.statements import Place, Statement
from dunwell.policy.books.words import Words

HOW_PAID = ("cheque", "transfer", "cash", "card", "debit")
KINDS = ("cannot-pay", "delays", "avoids", "none")
MATTERS = ("accepted", "in_work", "in_court", "paying", "collected", "uncollectable")
LEADS = ("reached", "not-reached", "promise", "dispute", "wrong-number", "callback", "refused")


def _cheque_bounced(words: Words, place: Place) -> Statement:
    """cheque-bounced CUSTOMER N"""
    return say.ChequeBounced(customer=words.text("a customer"), number=words.text("a cheque number"), **place)


def _propose(words: Words, place: Place) -> Statement:
    """propose CUSTOMER INVOICE… monthly|weekly from DATE [for customer] [each AMOUNT]"""
    customer = words.text("a customer")
    invoices = []
    while (word := words.peek()) is not None and word.text not in ("monthly", "weekly"):
        invoices.append(words.text("an invoice"))
    every = words.choice(("monthly", "weekly"), "monthly or weekly")
    words.literal("from")
    first = words.date("the date of the first instalment")
    asked_by = words.choice(("customer", "staff"), "customer or staff") if words.skip("for") else "staff"
    wish = words.amount() if words.skip("each") else None
    return say.Propose(
        customer=customer,
        invoices=tuple(invoices),
        every=every,
        first_date=first,
        asked_by=asked_by,
        wish=wish,
        **place,
    )


def _accept_plan(words: Words, place: Place) -> Statement:
    """accept-plan CUSTOMER [HOW]"""
    return say.AnswerPlan(
        customer=words.text("a customer"), accepted=True, how=words.text_or_none("how it was accepted"), **place
    )


def _decline_plan(words: Words, place: Place) -> Statement:
    """decline-plan CUSTOMER"""
    return say.AnswerPlan(customer=words.text("a customer"), accepted=False, **place)


def _hold(words: Words, place: Place) -> Statement:
    """hold CUSTOMER ["reason"]"""
    return say.HoldPlaced(customer=words.text("a customer"), reason=words.text_or_none("a reason"), **place)


def _release(words: Words, place: Place) -> Statement:
    """release CUSTOMER [METHOD N AMOUNT on DATE] ["reason"]"""
    customer = words.text("a customer")
    word = words.peek()
    if word is None or word.quoted or word.text not in HOW_PAID:
        return say.Release(customer=customer, reason=words.text_or_none("a reason"), **place)
    method, number, amount = words.text("a method"), words.text("a number"), words.amount()
    words.literal("on")
    on = words.date("the day of the payment to come")
    reason = words.text_or_none("a reason")
    return say.Release(
        customer=customer, method=method, number=number, amount=amount, payment_date=on, reason=reason, **place
    )


def _order(words: Words, place: Place) -> Statement:
    """order ID CUSTOMER AMOUNT · order ID invoiced|cancelled"""
    name = words.text("an order number")
    if words.rest() == 1:
        state = words.choice(("invoiced", "cancelled"), "invoiced or cancelled")
        return say.Order(name=name, state=state, **place)
    return say.Order(name=name, customer=words.text("a customer"), amount=words.amount(), **place)


def _limit(words: Words, place: Place) -> Statement:
    """limit CUSTOMER AMOUNT ["reason"]"""
    customer, amount = words.text("a customer"), words.amount()
    return say.Limit(customer=customer, amount=amount, reason=words.text_or_none("a reason"), **place)


def _figure(words: Words, place: Place) -> Statement:
    """figure CUSTOMER NAME NUMBER"""
    customer, name, word = words.text("a customer"), words.text("what it is"), words.take("a whole number")
    try:
        number = int(word.text.replace(",", ""))
    except ValueError:
        raise words.refused(word, "a whole number") from None
    return say.Figure(customer=customer, name=name, number=number, **place)


def _credit_review(words: Words, place: Place) -> Statement:
    """credit-review CUSTOMER"""
    return say.CreditReview(customer=words.text("a customer"), **place)


def _freeze(words: Words, place: Place) -> Statement:
    """freeze CUSTOMER ["reason"]"""
    return say.Freeze(customer=words.text("a customer"), frozen=True, reason=words.text_or_none("a reason"), **place)


def _unfreeze(words: Words, place: Place) -> Statement:
    """unfreeze CUSTOMER"""
    return say.Freeze(customer=words.text("a customer"), frozen=False, **place)


def _call(words: Words, place: Place) -> Statement:
    """call CUSTOMER reached|not-reached|wrong-number|refused · promise AMOUNT on DATE · dispute INVOICE · callback DATE [HH:MM]"""  # noqa: E501
    customer, result = words.text("a customer"), words.choice(LEADS, "what came of the call")
    if result == "promise":
        amount = words.amount()
        words.literal("on")
        on = words.date("the promised date")
        return say.CallMade(customer=customer, result=result, amount=amount, promised_date=on, **place)
    if result == "dispute":
        return say.CallMade(customer=customer, result=result, invoice=words.text("an invoice"), **place)
    if result == "callback":
        on = words.date("the day on which to call back")
        at = time.fromisoformat(words.text("a time")) if words else time(9)
        return say.CallMade(customer=customer, result=result, callback=datetime.combine(on, at, UTC), **place)
    return say.CallMade(customer=customer, result=result, **place)


def _heard(words: Words, place: Place) -> Statement:
    """heard CUSTOMER "text" [trouble]"""
    customer, text = words.text("a customer"), words.text("what was heard, in quotes")
    return say.Heard(customer=customer, text=text, trouble=words.skip("trouble"), **place)


def _kind(words: Words, place: Place) -> Statement:
    """kind CUSTOMER cannot-pay|delays|avoids|none"""
    customer, kind = words.text("a customer"), words.choice(KINDS, "a kind of debtor")
    return say.Kind(customer=customer, kind=None if kind == "none" else kind, **place)


def _reward(words: Words, place: Place) -> Statement:
    """reward CUSTOMER granted|declined"""
    customer = words.text("a customer")
    return say.Reward(
        customer=customer, granted=words.choice(("granted", "declined"), "granted or declined") == "granted", **place
    )


def _person(words: Words, place: Place) -> Statement:
    """person NAME ROLE…"""
    name, roles = words.text("a name"), [words.text("a role")]
    while words:
        roles.append(words.text("a role"))
    return say.Person(name=name, roles=tuple(roles), **place)


def _done(words: Words, place: Place) -> Statement:
    """done CUSTOMER TASK"""
    return say.Done(customer=words.text("a customer"), task=words.text("a task"), **place)


def _review(words: Words, place: Place) -> Statement:
    """review policy NAME · review week DATE"""
    what = words.choice(("policy", "week"), "policy or week")
    return say.Review(what=what, about=words.text("its name, or its day"), **place)


def _matter(words: Words, place: Place) -> Statement:
    """matter CUSTOMER STATUS [NUMBER]"""
    customer, status = words.text("a customer"), words.choice(MATTERS, "how it stands")
    return say.Matter(customer=customer, status=status, matter=words.text_or_none("their number"), **place)


READERS: dict[str, Callable[[Words, Place], Statement]] = {
    "cheque-bounced": _cheque_bounced,
    "propose": _propose,
    "accept-plan": _accept_plan,
    "decline-plan": _decline_plan,
    "hold": _hold,
    "release": _release,
    "order": _order,
    "limit": _limit,
    "figure": _figure,
    "credit-review": _credit_review,
    "freeze": _freeze,
    "unfreeze": _unfreeze,
    "call": _call,
    "heard": _heard,
    "kind": _kind,
    "reward": _reward,
    "person": _person,
    "done": _done,
    "review": _review,
    "matter": _matter,
}
"""The verbs of agreements; those of the ledger and the ladder stand in `verbs`."""
