"""Deeds about how far a customer is trusted: credit limit, figures, orders, the kind of debtor, rewards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dunwell.domain.roles import Verb
from dunwell.faces.workbench.deeds import shape
from dunwell.faces.workbench.deeds.shape import Deed
from dunwell.faces.workbench.fields import Field
from dunwell.usecases.confirm_kind import confirm_kind
from dunwell.usecases.enter_figure import enter_figure
from dunwell.usecases.freeze_credit import freeze_credit, unfreeze_credit
from dunwell.usecases.review_credit import review_credit
from dunwell.usecases.rewarding import answer_reward
from dunwell.usecases.set_limit import set_limit
from dunwell.usecases.tell_order import tell_order
from dunwell.usecases.work import Answer, Caller

KINDS_OF_DEBTOR: tuple[tuple[str, Any], ...] = (
    ("", _("none: take it back")),
    ("cannot-pay", _("wants to pay, and cannot")),
    ("delays", _("could pay, and delays")),
    ("avoids", _("avoids paying")),
)


def _review(caller: Caller, *, customer: str) -> Answer:
    return review_credit(caller, customer=customer, cause="person")


def _confirm(caller: Caller, *, customer: str, kind: str = "", reason: str = "") -> Answer:
    return confirm_kind(caller, customer=customer, kind=kind, reason=reason)


def _reward(caller: Caller, *, customer: str, answer: str, reason: str = "") -> Answer:
    return answer_reward(caller, customer=customer, granted=answer == "granted", reason=reason)


DEEDS: tuple[Deed, ...] = (
    Deed(
        "limit",
        Verb.LIMIT,
        _("Set the credit limit"),
        _("The limit is set."),
        "scales",
        set_limit,
        (shape.AMOUNT, shape.CURRENCY, shape.WHY),
        about=_("A limit of nothing sells nothing on credit."),
    ),
    Deed(
        "credit-review",
        Verb.CREDIT_REVIEW,
        _("Review the credit limit"),
        _("The limit is reviewed."),
        "chart",
        _review,
        about=_("The record gives a score; by it the policy raises, lowers, freezes or keeps the limit."),
    ),
    Deed(
        "freeze",
        Verb.FREEZE,
        _("Freeze the credit"),
        _("Nothing is sold on credit until somebody lifts it."),
        "lock",
        freeze_credit,
        (shape.WHY,),
    ),
    Deed(
        "unfreeze",
        Verb.UNFREEZE,
        _("Sell on credit again"),
        _("The freeze is lifted."),
        "next",
        unfreeze_credit,
        (shape.WHY,),
    ),
    Deed(
        "kind",
        Verb.KIND,
        _("Confirm the kind of debtor"),
        _("It is on record; the strategy of the policy follows from it."),
        "person",
        _confirm,
        (Field("kind", _("Kind"), "choice", choices=KINDS_OF_DEBTOR), shape.WHY),
    ),
    Deed(
        "reward",
        Verb.REWARD,
        _("Answer the reward"),
        _("The answer is on record."),
        "check",
        _reward,
        (
            Field(
                "answer",
                _("Answer"),
                "choice",
                needed=True,
                choices=(("granted", _("Grant it")), ("declined", _("Decline it"))),
            ),
            shape.WHY,
        ),
    ),
    Deed(
        "figure",
        Verb.FIGURE,
        _("Enter a figure from outside"),
        _("The figure is kept."),
        "chart",
        enter_figure,
        (
            Field(
                "name",
                _("Figure"),
                "choice",
                needed=True,
                choices=(
                    ("equity", _("equity")),
                    ("profit", _("profit")),
                    ("turnover", _("turnover")),
                    ("agency-score", _("an agency's score")),
                ),
            ),
            Field("number", _("Number"), "number", needed=True, hint=_("A whole number, of whole units.")),
            Field("currency", _("Currency"), "currency"),
            Field("as_of", _("As of"), "date"),
            Field("source", _("Source")),
        ),
    ),
    Deed(
        "order",
        Verb.ORDER,
        _("Tell of an order"),
        _("The order counts until it is invoiced or cancelled."),
        "letter",
        tell_order,
        (Field("number", _("Number"), needed=True), shape.AMOUNT, shape.CURRENCY),
    ),
)
