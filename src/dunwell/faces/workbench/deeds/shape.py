"""What a deed is: something to do for a customer, its verb, its words, the fields that it asks for. Knows no deed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dunwell.domain.roles import Verb
from dunwell.faces.workbench.fields import Field
from dunwell.usecases.work import Answer


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


AMOUNT = Field("amount_minor", _("Amount"), "amount", needed=True)
SOME = Field("amount_minor", _("Amount"), "amount", hint=_("Left empty: all of it."))
CURRENCY = Field("currency", _("Currency"), "currency", needed=True)
ITEM = Field("item", _("Invoice"), "item", needed=True)
ITEMS = Field("items", _("Invoices"), "items", needed=True)
WHY = Field("reason", _("Why"), "text")
BY = Field("by", _("Who said so there"))
VALUE_DATE = Field("entry_date", _("Value date"), "date", hint=_("Left empty: today."))
REFERENCE = Field("reference", _("What the payer wrote"))
RHYTHMS: tuple[tuple[str, Any], ...] = (("monthly", _("month")), ("weekly", _("week")))
EVERY = Field("every", _("Every"), "choice", needed=True, choices=RHYTHMS)
FIRST_ON = Field("first_on", _("First on"), "date", needed=True)
DISPUTE_CODES: tuple[tuple[str, Any], ...] = (
    ("other", _("something else")),
    ("price", _("the price")),
    ("quantity", _("the quantity")),
    ("quality", _("the quality")),
    ("delivery", _("the delivery")),
    ("not-ordered", _("not ordered")),
    ("paid", _("paid already")),
    ("terms", _("the terms")),
)
WAYS: tuple[tuple[str, Any], ...] = (
    ("", "–"),
    ("signed", _("signed")),
    ("mail", _("by mail")),
    ("call", _("in a call")),
    ("order", _("with an order")),
    ("portal", _("in a portal")),
)
