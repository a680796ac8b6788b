"""Each verb of agreements in a book as a call of its use case. Knows no rule."""

from collections.abc import Callable
from typing import Any

from dunwell.policy.books import agreements as said
from dunwell.usecases.add_person import add_person
from dunwell.usecases.answer_plan import accept_plan, decline_plan
from dunwell.usecases.bounce_cheque import bounce_cheque
from dunwell.usecases.confirm_kind import confirm_kind
from dunwell.usecases.enter_figure import enter_figure
from dunwell.usecases.freeze_credit import freeze_credit, unfreeze_credit
from dunwell.usecases.place_hold import place_hold
from dunwell.usecases.play.people import call_customer, do_task
from dunwell.usecases.propose_plan import propose_plan
from dunwell.usecases.record_heard import record_heard
from dunwell.usecases.record_review import record_review
from dunwell.usecases.release_hold import release_hold
from dunwell.usecases.report_matter import report_matter
from dunwell.usecases.review_credit import review_credit
from dunwell.usecases.rewarding import answer_reward
from dunwell.usecases.set_limit import set_limit
from dunwell.usecases.tell_order import tell_order
from dunwell.usecases.work import Answer

Call = tuple[Callable[..., Answer], dict[str, Any]]


def _money(amount: Any) -> dict[str, Any]:
    return {"amount_minor": amount.minor, "currency": amount.currency} if amount else {}


def _cheque_bounced(line: said.ChequeBounced) -> Call:
    return bounce_cheque, {"customer": line.customer, "number": line.number}


def _propose(line: said.Propose) -> Call:
    return propose_plan, {
        "customer": line.customer,
        "items": list(line.invoices),
        "every": line.every,
        "first_on": line.first_date,
        "asked_by": line.asked_by,
        "wish_minor": line.wish.minor if line.wish else None,
    }


def _answer_plan(line: said.AnswerPlan) -> Call:
    if not line.accepted:
        return decline_plan, {"customer": line.customer}
    return accept_plan, {"customer": line.customer, "how": line.how}


def _hold(line: said.HoldPlaced) -> Call:
    return place_hold, {"customer": line.customer, "reason": line.reason}


def _release(line: said.Release) -> Call:
    return release_hold, {
        "customer": line.customer,
        "method": line.method,
        "number": line.number,
        "payment_on": line.payment_date,
        "reason": line.reason,
        **_money(line.amount),
    }


def _order(line: said.Order) -> Call:
    return tell_order, {
        "number": line.name,
        "customer": line.customer,
        "state": line.state,
        **_money(line.amount),
    }


def _limit(line: said.Limit) -> Call:
    return set_limit, {"customer": line.customer, "reason": line.reason, **_money(line.amount)}


def _figure(line: said.Figure) -> Call:
    return enter_figure, {"customer": line.customer, "name": line.name, "number": line.number}


def _credit_review(line: said.CreditReview) -> Call:
    return review_credit, {"customer": line.customer}


def _freeze(line: said.Freeze) -> Call:
    return (freeze_credit if line.frozen else unfreeze_credit), {"customer": line.customer, "reason": line.reason}


def _call_made(line: said.CallMade) -> Call:
    return call_customer, {
        "customer": line.customer,
        "result": line.result,
        "on": line.promised_date,
        "item": line.invoice,
        "callback_at": line.callback,
        **_money(line.amount),
    }


def _heard(line: said.Heard) -> Call:
    asked = {"customer": line.customer, "text": line.text, "trouble": line.trouble, "heard_in": "check-in"}
    return record_heard, asked


def _kind(line: said.Kind) -> Call:
    return confirm_kind, {"customer": line.customer, "kind": line.kind or ""}


def _reward(line: said.Reward) -> Call:
    return answer_reward, {"customer": line.customer, "granted": line.granted}


def _person(line: said.Person) -> Call:
    return add_person, {"name": line.name, "roles": list(line.roles)}


def _done(line: said.Done) -> Call:
    return do_task, {"customer": line.customer, "task": line.task}


def _review(line: said.Review) -> Call:
    return record_review, {"what": line.what, "about": line.about}


def _matter(line: said.Matter) -> Call:
    return report_matter, {"customer": line.customer, "status": line.status, "matter": line.matter}


AGREEMENTS: dict[type, Callable[[Any], Call]] = {
    said.ChequeBounced: _cheque_bounced,
    said.HoldPlaced: _hold,
    said.Release: _release,
    said.Order: _order,
    said.Limit: _limit,
    said.Figure: _figure,
    said.CreditReview: _credit_review,
    said.Freeze: _freeze,
    said.CallMade: _call_made,
    said.Heard: _heard,
    said.Kind: _kind,
    said.Reward: _reward,
    said.Person: _person,
    said.Done: _done,
    said.Review: _review,
    said.Matter: _matter,
    said.Propose: _propose,
    said.AnswerPlan: _answer_plan,
}
"""The verbs of `dunwell.policy.books.agreements`; those of the ledger stand in `lines`."""
