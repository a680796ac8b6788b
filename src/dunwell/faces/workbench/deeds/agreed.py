"""What can be done for a customer from its page: each deed is a use case, its verb, and the fields that it asks for.

A deed is a line here, and its form, its rule of access and its key follow. Knows no template.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dunwell.domain.roles import Verb
from dunwell.faces.workbench.fields import Field
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.complete_task import complete_task
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.log_call_outcome import log_call_outcome
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.place_hold import place_hold
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.recall import recall
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.release_hold import release_hold
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.resume_customer import resume_customer
from dunwell.usecases.waive_fee import waive_fee
from dunwell.usecases.work import Answer
from dunwell.usecases.write_off import write_off


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do: where it stands in an address, the verb whose roles may, its words, its fields, what does it.

    `whose`: the argument that takes the customer's number; empty where the use case finds the customer by the item.
    `key`: what opens it on the keyboard. `hard`: it is not undone by a click, and says so.
    """

    name: str
    verb: Verb
    title: Any
    done: Any
    sign: str
    call: Callable[..., Answer]
    fields: tuple[Field, ...] = ()
    about: Any = ""
    whose: str = "customer"
    key: str = ""
    hard: bool = False


_AMOUNT = Field("amount_minor", _("Amount"), "amount", needed=True)
_SOME = Field("amount_minor", _("Amount"), "amount", hint=_("Left empty: all of it."))
_CURRENCY = Field("currency", _("Currency"), "currency", needed=True)
_ITEM = Field("item", _("Invoice"), "item", needed=True)
_WHY = Field("reason", _("Why"), "text")

DEEDS: tuple[Deed, ...] = (
    Deed(
        "promise",
        Verb.PROMISE,
        _("Record a promise"),
        _("The promise is on record. Nobody chases what it covers until its day has passed."),
        "handshake",
        record_promise,
        (
            _AMOUNT,
            _CURRENCY,
            Field("on", _("Paid by"), "date", needed=True),
            Field(
                "method",
                _("How"),
                "choice",
                choices=(("", "–"), ("transfer", _("Transfer")), ("cheque", _("Cheque")), ("card", _("Card"))),
            ),
            Field("cheque", _("Cheque or transfer number"), hint=_("Ask for it: who knows it has written it.")),
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
        (_ITEM, _SOME, _CURRENCY, Field("reason", _("What is wrong, in the customer's words"), "long")),
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
            _ITEM,
            Field(
                "verdict",
                _("Verdict"),
                "choice",
                needed=True,
                choices=(("upheld", _("The customer is right: a credit note follows")), ("rejected", _("It is owed"))),
            ),
            _WHY,
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
            Field("items", _("Invoices"), "items", needed=True),
            Field("count", _("Number of instalments"), "number", needed=True, start="3"),
            Field("amount_minor", _("Each instalment"), "amount", needed=True),
            _CURRENCY,
            Field("every", _("Every"), "choice", needed=True, choices=(("monthly", _("month")), ("weekly", _("week")))),
            Field("first_on", _("First on"), "date", needed=True),
        ),
        key="l",
    ),
    Deed(
        "payment",
        Verb.PAYMENT,
        _("Post a payment"),
        _("The payment is posted."),
        "coins",
        post_payment,
        (
            _AMOUNT,
            _CURRENCY,
            Field("entry_date", _("Value date"), "date", hint=_("Left empty: today.")),
            Field("reference", _("What the payer wrote")),
        ),
        about=_("It finds its invoices by what the payer wrote, else by its amount, else it settles the oldest."),
        key="m",
    ),
    Deed(
        "pause",
        Verb.PAUSE,
        _("Pause the chasing"),
        _("Nothing is sent to this customer until the day has passed."),
        "pause",
        pause_customer,
        (Field("until", _("Until, that day included"), "date", needed=True), _WHY),
        key="u",
    ),
    Deed("resume", Verb.RESUME, _("Resume"), _("The chasing goes on."), "next", resume_customer),
    Deed(
        "extend",
        Verb.EXTEND,
        _("Give more time"),
        _("The due date is moved."),
        "clock",
        extend_item,
        (_ITEM, Field("to", _("New due date"), "date", needed=True), _WHY),
        whose="",
        key="t",
    ),
    Deed("hold", Verb.HOLD, _("Place a hold"), _("The account is on hold."), "lock", place_hold, (_WHY,)),
    Deed(
        "release",
        Verb.RELEASE,
        _("Release the hold"),
        _("The hold is released."),
        "lock",
        release_hold,
        (
            _WHY,
            Field("method", _("Payment to come by")),
            Field("number", _("Its number")),
            Field("amount_minor", _("Its amount"), "amount"),
            Field("currency", _("Currency"), "currency"),
            Field("payment_on", _("Its date"), "date"),
        ),
        about=_("Who may not release it alone asks for it here, and somebody else says yes."),
    ),
    Deed(
        "waive",
        Verb.WAIVE,
        _("Waive a charge"),
        _("The charge is waived."),
        "check",
        waive_fee,
        (_AMOUNT, _CURRENCY, _WHY),
    ),
    Deed(
        "reply",
        Verb.REPLY,
        _("Note a reply"),
        _("The reply is noted. Nothing is sent before somebody has read it."),
        "mail",
        record_reply,
        (Field("text", _("What the customer said"), "long", needed=True),),
        key="r",
    ),
    Deed(
        "write-off",
        Verb.WRITE_OFF,
        _("Write off"),
        _("The write-off is asked for or done."),
        "close",
        write_off,
        (_ITEM, _WHY),
        whose="",
        hard=True,
    ),
    Deed(
        "hand-over",
        Verb.HAND_OVER,
        _("Hand over"),
        _("The hand-over is asked for or done."),
        "briefcase",
        hand_over,
        (Field("to", _("To"), "choice", needed=True, choices=(("agency", _("Agency")), ("counsel", _("Counsel")))),),
        about=_("Nothing of ours is sent to the customer from then on, until it is recalled."),
        hard=True,
    ),
    Deed("recall", Verb.RECALL, _("Recall"), _("The matter is ours again."), "back", recall),
    Deed(
        "task-done",
        Verb.DONE,
        _("Task done"),
        _("The task is done."),
        "check",
        complete_task,
        (Field("task", _("Task"), "task", needed=True), Field("outcome", _("What came of it"), "long")),
        whose="",
    ),
    Deed(
        "call-done",
        Verb.DONE,
        _("After the call"),
        _("The call is on record."),
        "phone",
        log_call_outcome,
        (Field("call", _("Call"), "call", needed=True), Field("outcome", _("What was said"), "long", needed=True)),
        whose="",
        key="c",
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}
