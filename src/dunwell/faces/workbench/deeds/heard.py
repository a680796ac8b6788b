"""Deeds about what customers say, and how they are reached: replies, calls, visits, addresses, accepted terms."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dunwell.domain.roles import Verb
from dunwell.faces.workbench.deeds import shape
from dunwell.faces.workbench.deeds.shape import Deed
from dunwell.faces.workbench.fields import Field
from dunwell.usecases.accept_terms import accept_terms
from dunwell.usecases.change_address import change_address
from dunwell.usecases.complete_task import complete_task
from dunwell.usecases.log_call_outcome import log_call_outcome
from dunwell.usecases.read_reply import read_reply
from dunwell.usecases.record_bounce import record_bounce
from dunwell.usecases.record_heard import record_heard
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.work import Answer, Caller

_CHANNELS: tuple[tuple[str, Any], ...] = (("email", _("mail")), ("letter", _("letter")), ("sms", _("telephone")))
ASKS: tuple[tuple[str, Any], ...] = (("", _("nothing else")), ("plan", _("to pay in parts: a plan is proposed")))
RESULTS: tuple[tuple[str, Any], ...] = (
    ("reached", _("reached")),
    ("promise", _("promises to pay")),
    ("dispute", _("contests an invoice")),
    ("not-reached", _("not reached: again tomorrow")),
    ("callback", _("call back later")),
    ("refused", _("refuses to pay")),
    ("wrong-number", _("wrong number")),
)
"""What can come of a call, in the order of the keys 1 to 7."""


def _read(caller: Caller, *, customer: str, asks: str = "", **wish: Any) -> Answer:
    """Note that replies are read; what a plan is wished to be is heard only where one is asked for."""
    return read_reply(caller, customer=customer, asks=asks, **(wish if asks else {}))


DEEDS: tuple[Deed, ...] = (
    Deed(
        "call-done",
        Verb.DONE,
        _("After the call"),
        _("The call is on record."),
        "phone",
        log_call_outcome,
        (
            Field("call", _("Call"), "call", needed=True),
            Field("result", _("What came of it"), "choice", needed=True, choices=RESULTS),
            Field("amount_minor", _("Amount"), "amount", when="result=promise dispute"),
            Field("currency", _("Currency"), "currency", when="result=promise dispute"),
            Field("on", _("Paid by"), "date", when="result=promise"),
            Field("item", _("Invoice"), "item", when="result=dispute"),
            Field("callback_at", _("Call back at"), "moment", when="result=callback"),
            Field("spoke_with", _("Spoke with")),
            Field("outcome", _("What was said"), "long"),
        ),
        whose="",
        key="c",
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
        "read",
        Verb.READ,
        _("The reply is read"),
        _("Messages may go out again."),
        "check",
        _read,
        (
            Field("asks", _("What it asks for"), "choice", choices=ASKS),
            Field("every", _("Every"), "choice", choices=shape.RHYTHMS, when="asks=plan"),
            Field(
                "first_on", _("First on"), "date", hint=_("Left empty: a month or a week from now."), when="asks=plan"
            ),
            Field("wish_minor", _("Each instalment"), "amount", hint=_("Left empty: by the rule."), when="asks=plan"),
            Field("currency", _("Currency"), "currency", when="asks=plan"),
        ),
        about=_("A plan is proposed for all that is past due, and the customer is told of it."),
    ),
    Deed(
        "heard",
        Verb.HEARD,
        _("Note what was heard"),
        _("It is kept, for the next call."),
        "phone",
        record_heard,
        (
            Field("text", _("What was said"), "long", needed=True),
            Field(
                "heard_in",
                _("Where"),
                "choice",
                needed=True,
                choices=(
                    ("note", _("elsewhere")),
                    ("call", _("in a call")),
                    ("check-in", _("at a check-in")),
                    ("visit", _("on a visit")),
                ),
            ),
            Field("trouble", _("It speaks of difficulties: the credit limit is looked at"), "yes"),
        ),
        key="h",
    ),
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
        "address",
        Verb.CUSTOMER,
        _("Another address"),
        _("Messages go there from now on."),
        "mail",
        change_address,
        (
            Field("channel", _("Way"), "choice", needed=True, choices=_CHANNELS),
            Field("text", _("Address or number"), "long", needed=True),
            Field("role", _("Of the person in the role"), "contact-role"),
        ),
    ),
    Deed(
        "bounced",
        Verb.BOUNCE,
        _("An address does not work"),
        _("Nothing goes there any more; somebody is asked to mend it."),
        "warning",
        record_bounce,
        (Field("channel", _("Way"), "choice", needed=True, choices=_CHANNELS),),
    ),
    Deed(
        "terms",
        Verb.ACCEPT,
        _("The terms are accepted"),
        _("The acceptance is on record. Keep the proof with “Keep a file”."),
        "check",
        accept_terms,
        (
            Field("policy", _("Policy"), "policy", needed=True),
            Field("how", _("How"), "choice", choices=shape.WAYS),
            shape.BY,
        ),
    ),
)
