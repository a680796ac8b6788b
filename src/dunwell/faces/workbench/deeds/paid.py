"""Deeds about money and what is owed: paid, sent back, under way, charged, credited, written off."""

from django.utils.translation import gettext_lazy as _

from dunwell.domain.roles import Verb
from dunwell.faces.workbench.deeds import shape
from dunwell.faces.workbench.deeds.shape import Deed
from dunwell.faces.workbench.fields import Field
from dunwell.usecases.announce_payment import announce_payment
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.fail_payment import fail_payment
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.recover import recover
from dunwell.usecases.refund import refund
from dunwell.usecases.undo_write_off import undo_write_off
from dunwell.usecases.waive_fee import waive_fee
from dunwell.usecases.write_off import write_off

_MONEY = (shape.AMOUNT, shape.CURRENCY, shape.VALUE_DATE, shape.REFERENCE)

DEEDS: tuple[Deed, ...] = (
    Deed(
        "payment",
        Verb.PAYMENT,
        _("Post a payment"),
        _("The payment is posted."),
        "coins",
        post_payment,
        _MONEY,
        about=_("It finds its invoices by what the payer wrote, else by its amount, else it settles the oldest."),
        key="m",
    ),
    Deed(
        "under-way",
        Verb.UNDER_WAY,
        _("Money is under way"),
        _("It is noted. That part is not chased meanwhile."),
        "clock",
        announce_payment,
        (shape.ITEM, shape.AMOUNT, shape.CURRENCY),
    ),
    Deed(
        "payment-failed",
        Verb.UNDER_WAY,
        _("It did not arrive"),
        _("It is noted. What it was for is chased again."),
        "warning",
        fail_payment,
        (Field("item", _("Invoice"), "announced", needed=True),),
        whose="",
    ),
    Deed(
        "credit-note",
        Verb.CREDIT,
        _("Enter a credit note"),
        _("The credit note is entered."),
        "letter",
        post_credit,
        (
            Field("number", _("Number"), needed=True),
            shape.AMOUNT,
            shape.CURRENCY,
            Field("item", _("Invoice"), "item", hint=_("Left empty: it waits to be allocated.")),
            shape.WHY,
        ),
    ),
    Deed(
        "refund",
        Verb.REFUND,
        _("Money sent back"),
        _("The refund is posted."),
        "back",
        refund,
        _MONEY,
        about=_("Taken is what has no invoice yet, the oldest first."),
        hard=True,
    ),
    Deed(
        "chargeback",
        Verb.CHARGEBACK,
        _("The bank took a payment back"),
        _("It is posted. What the payment settled is open again."),
        "warning",
        chargeback,
        (shape.AMOUNT, shape.CURRENCY, Field("reference", _("What the payer wrote"), needed=True), shape.VALUE_DATE),
        hard=True,
    ),
    Deed(
        "recover",
        Verb.RECOVER,
        _("Money recovered"),
        _("The recovery is posted."),
        "coins",
        recover,
        _MONEY,
        about=_("For what was handed over or written off: brought in by an agency, a court or the customer."),
    ),
    Deed(
        "waive",
        Verb.WAIVE,
        _("Waive a charge"),
        _("The charge is waived."),
        "check",
        waive_fee,
        (shape.AMOUNT, shape.CURRENCY, shape.WHY),
    ),
    Deed(
        "write-off",
        Verb.WRITE_OFF,
        _("Write off"),
        _("The write-off is asked for or done."),
        "close",
        write_off,
        (shape.ITEM, shape.WHY),
        whose="",
        hard=True,
    ),
    Deed(
        "open-again",
        Verb.WRITE_OFF,
        _("Take a write-off back"),
        _("The invoice is open again."),
        "back",
        undo_write_off,
        (Field("item", _("Invoice"), "written-off", needed=True),),
        whose="",
    ),
)
