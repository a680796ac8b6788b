"""Deeds about what customers say they will do, and what they contest: promises, plans, disputes, files about them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dunwell.domain.roles import Verb
from dunwell.faces.workbench.deeds import shape
from dunwell.faces.workbench.deeds.shape import Deed
from dunwell.faces.workbench.fields import Field
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.answer_plan import accept_plan, decline_plan
from dunwell.usecases.bounce_cheque import bounce_cheque
from dunwell.usecases.enclose import enclose
from dunwell.usecases.propose_plan import propose_plan
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.withdraw_promise import withdraw_promise
from dunwell.usecases.work import Answer, Caller

METHODS: tuple[tuple[str, Any], ...] = (
    ("", "–"),
    ("transfer", _("Transfer")),
    ("cheque", _("Cheque")),
    ("card", _("Card")),
    ("cash", _("Cash")),
    ("debit", _("Direct debit")),
)


def _enclose(caller: Caller, *, customer: str, to: str, file: tuple[str, bytes], item: str = "") -> Answer:
    name, content = file
    return enclose(caller, customer=customer, name=name, content=content, to=to, item=item)


def _withdraw(caller: Caller, *, customer: str, commitment: str) -> Answer:
    return withdraw_promise(caller, customer=customer, commitment=int(commitment))


def _propose(caller: Caller, *, currency: str = "", wish_minor: int | None = None, **asked: Any) -> Answer:
    """Propose a plan; the currency is that of the wish, and without one that of the invoices."""
    wish: dict[str, Any] = {} if wish_minor is None else {"wish_minor": wish_minor, "currency": currency}
    return propose_plan(caller, **asked, **wish)


DEEDS: tuple[Deed, ...] = (
    Deed(
        "promise",
        Verb.PROMISE,
        _("Record a promise"),
        _("The promise is on record. Nobody chases what it covers until its day has passed."),
        "handshake",
        record_promise,
        (
            shape.AMOUNT,
            shape.CURRENCY,
            Field("on", _("Paid by"), "date", needed=True),
            Field("method", _("How"), "choice", choices=METHODS),
            Field("number", _("Cheque or transfer number"), hint=_("Ask for it: who knows it has written it.")),
            Field("in_hand", _("We hold the cheque, and bank it on that day"), "yes"),
            Field("said_by", _("Who said so there")),
        ),
        about=_("It covers the oldest invoices first, up to its amount."),
        key="p",
    ),
    Deed(
        "dispute",
        Verb.DISPUTE,
        _("Record a dispute"),
        _("The dispute is on record. The rest is chased on."),
        "scales",
        raise_dispute,
        (
            shape.ITEM,
            shape.SOME,
            shape.CURRENCY,
            Field("code", _("What it is about"), "choice", needed=True, choices=shape.DISPUTE_CODES),
            Field("reason", _("What is wrong, in the customer's words"), "long"),
            Field("owner", _("Who sees to it"), hint=_("Left empty: whoever is in charge of collections.")),
        ),
        whose="",
        key="d",
    ),
    Deed(
        "resolve",
        Verb.RESOLVE,
        _("Decide a dispute"),
        _("The dispute is decided."),
        "scales",
        resolve_dispute,
        (
            Field("item", _("Invoice"), "disputed", needed=True),
            Field(
                "verdict",
                _("Verdict"),
                "choice",
                needed=True,
                choices=(("upheld", _("The customer is right: a credit note follows")), ("rejected", _("It is owed"))),
            ),
            Field("amount_minor", _("Right for so much"), "amount", hint=_("Left empty: all of it.")),
            shape.CURRENCY,
            shape.WHY,
        ),
        whose="",
    ),
    Deed(
        "plan",
        Verb.PLAN,
        _("Agree on a plan"),
        _("The plan is agreed. Each instalment is watched."),
        "calendar",
        agree_plan,
        (
            shape.ITEMS,
            Field("count", _("Number of instalments"), "number", needed=True, start="3"),
            Field("amount_minor", _("Each instalment"), "amount", needed=True),
            shape.CURRENCY,
            shape.EVERY,
            shape.FIRST_ON,
        ),
        key="l",
    ),
    Deed(
        "propose",
        Verb.PROPOSE,
        _("Propose a plan by the rule"),
        _("The plan is proposed. It binds nobody until the customer accepts."),
        "calendar",
        _propose,
        (
            shape.ITEMS,
            shape.EVERY,
            shape.FIRST_ON,
            Field(
                "asked_by",
                _("Asked for by"),
                "choice",
                choices=(("staff", _("us")), ("customer", _("the customer"))),
            ),
            Field("wish_minor", _("The customer wishes for"), "amount", when="asked_by=customer"),
            Field("currency", _("Currency"), "currency", when="asked_by=customer"),
        ),
        about=_(
            "The policy's rule makes the instalments, from what was paid on average. The customer is told of them."
        ),
    ),
    Deed(
        "accept-plan",
        Verb.ACCEPT_PLAN,
        _("The proposed plan is accepted"),
        _("The plan is agreed. Each instalment is watched."),
        "check",
        accept_plan,
        (Field("how", _("How"), "choice", choices=shape.WAYS), shape.BY),
    ),
    Deed(
        "decline-plan",
        Verb.DECLINE_PLAN,
        _("The proposed plan is declined"),
        _("It is on record. Nothing else has changed."),
        "close",
        decline_plan,
        (shape.WHY,),
    ),
    Deed(
        "withdraw",
        Verb.WITHDRAW,
        _("Withdraw a promise or a plan"),
        _("It is withdrawn. What it covered is chased again."),
        "back",
        _withdraw,
        (Field("commitment", _("Promise or plan"), "commitment", needed=True),),
    ),
    Deed(
        "cheque-bounced",
        Verb.CHEQUE_BOUNCED,
        _("A cheque was not honoured"),
        _("The promise is broken, and what was booked under the cheque is open again."),
        "warning",
        bounce_cheque,
        (Field("number", _("Cheque"), "cheque", needed=True),),
        hard=True,
    ),
    Deed(
        "enclose",
        Verb.ENCLOSE,
        _("Keep a file"),
        _("The file is kept."),
        "inbox",
        _enclose,
        (
            Field("file", _("File"), "file", needed=True, hint=_("PDF, a picture, a mail or text; up to 10 MB.")),
            Field(
                "to",
                _("It belongs to"),
                "choice",
                needed=True,
                choices=(
                    ("dispute", _("a dispute")),
                    ("acceptance", _("accepted terms")),
                    ("offer", _("a proposed plan")),
                ),
            ),
            Field("item", _("Invoice in dispute"), "disputed"),
        ),
    ),
)
