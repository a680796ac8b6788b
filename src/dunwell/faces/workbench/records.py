"""What the books keep for themselves, said on a page: facts of the journal, numbers behind a day, labels of choices.

A fact nobody has given a name is shown by its own; one that says nothing to a person is left out. Knows no page.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dunwell.domain.money import parse_amount
from dunwell.faces.workbench import words
from dunwell.faces.workbench.deeds import DEEDS
from dunwell.faces.workbench.deeds.agreed import METHODS
from dunwell.faces.workbench.deeds.shape import DISPUTE_CODES
from dunwell.faces.workbench.tags import count, money, own_day, sums

register = template.Library()

VERBS: dict[str, Any] = {
    **{str(deed.verb): deed.title for deed in reversed(DEEDS)},
    "customer": _("Customer"),
    "invoice": _("invoice"),
    "credit": _("credit note"),
    "import": _("Bring in a file"),
    "payment": _("payment"),
    "allocate": _("Allocate money"),
    "case-file": _("Make a case file"),
    "review": _("Reviews"),
    "dispatch": _("Messages"),
    "channel": _("How mails go out"),
    "hook": _("Tell another system"),
    "letterhead": _("Letterhead"),
    "template": _("Texts"),
    "person": _("People"),
    "sent": _("It went out"),
    "done": _("done"),
    "policy": _("Policy"),
    "approve": _("Approve"),
    "reject": _("Reject"),
    "run": _("Decide the day"),
    "erase": _("Erase a person"),
    "archive": _("Archive"),
    "schedule": _("What is done by the clock"),
    "company": _("Company"),
    "release-hold": _("Release the hold"),
    "look": _("Show"),
}
NAMES: dict[str, Any] = {
    "amount": _("Amount"),
    "amounts": _("Amount"),
    "limit": _("Credit limit"),
    "after": _("after"),
    "before": _("before"),
    "on": _("On"),
    "received on": _("On"),
    "as of": _("Day"),
    "day": _("Day"),
    "until": _("until"),
    "due date": _("Due"),
    "item date": _("Invoice date"),
    "item": _("Invoice"),
    "number": _("Number"),
    "ref": _("Number"),
    "kind": _("Kind"),
    "country": _("Country"),
    "reason": _("Why"),
    "code": _("What it is about"),
    "what": _("What"),
    "state": _("State"),
    "stage": _("Stage"),
    "policy": _("Policy"),
    "channel": _("Way"),
    "method": _("How"),
    "template": _("Text"),
    "name": _("Name"),
    "to": _("To"),
    "by": _("By"),
    "roles": _("Roles"),
    "language": _("Language"),
    "email": _("Mail address"),
    "messages": _("Messages"),
    "asked": _("Asks for"),
    "heard in": _("How"),
    "days past due": _("Days late"),
    "anchor": _("Oldest invoice"),
    "anchor due": _("Due"),
    "stage since": _("At this stage since"),
    "hold": _("account on hold"),
    "past due": _("Past due"),
    "chaseable": _("May be asked for"),
    "unallocated": _("Money without an invoice"),
    "credit": _("Own money set against it"),
    "why next step": _("Next step"),
    "why next on": _("Next step on"),
    "why step": _("Step"),
    "why until": _("Until"),
    "why last on": _("Last contact"),
    "why min gap days": _("Days between two messages by one way"),
    "why max contacts": _("Contacts at most"),
    "why contacts": _("Contacts so far"),
    "why window days": _("within so many days"),
    "why newest cash on": _("Newest cash in the books"),
    "why replied on": _("Replied on"),
}
LEFT_OUT = {
    "instalments",
    "items",
    "currency",
    "covers",
    "allocations",
    "sha256",
    "digest",
    "basis",
    "allow stale",
    "approved",
    "evidence",
}
_TO = {**words.ROLES, "agency": _("Agency")}
_CODES: dict[str, dict[str, Any]] = {
    "kind": {**words.DEBTORS, **words.KINDS},
    "to": _TO,
    "method": dict(METHODS),
    "code": dict(DISPUTE_CODES),
    "heard in": words.KINDS,
    "stage": words.STAGES,
    "state": words.STATES,
    "what": VERBS,
    "template": words.TEMPLATES,
    "step": words.TEMPLATES,
    "why step": words.TEMPLATES,
    "why next step": words.TEMPLATES,
    "channel": words.KINDS,
}
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_SUM = re.compile(r"(?<![\w.,])(-?\d[\d,]*(?:\.\d+)?) ([A-Z]{3})\b")
_CODE = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")


@register.filter
def verb(code: str) -> str:
    """Name what was done, or asked for."""
    return str(VERBS.get(code) or str(code).replace("-", " "))


@register.filter
def about(text: str) -> str:
    """Say what a task is about: a known code in words, anything else as it was written."""
    return str(words.KINDS.get(text, text or ""))


@register.filter
def method(code: str) -> str:
    """Say by what is paid."""
    return str(dict(METHODS).get(code, code or ""))


@register.filter
def whom(code: str) -> str:
    """Say to whom a matter was handed over."""
    return str(_TO.get(code, code or ""))


@register.filter
def spoken(text: str) -> str:
    """Write the days, amounts and codes of a line as the reader's language does."""
    told = _DAY.sub(lambda found: own_day(date.fromisoformat(found[0])), str(text))
    told = _SUM.sub(lambda found: money(parse_amount(found[1].replace(",", ""), found[2]), found[2]), told)
    return _CODE.sub(lambda found: _worded(found[0]), told)


@register.filter
def facts_line(facts: Mapping[str, Any]) -> str:
    """Write facts of the journal in one line, each with its name."""
    return " · ".join(f"{name}: {value}" for name, value in _told(facts))


def numbers_told(numbers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give the numbers behind a day, each with its name."""
    return list(_told(numbers))


def speaks_english() -> bool:
    """Tell whether the reader reads English."""
    return (get_language() or "en").startswith("en")


def _worded(code: str) -> str:
    known = words.TEMPLATES.get(code) or words.STAGES.get(code) or VERBS.get(code)
    return str(known or code)


def _told(facts: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in facts.items():
        name = f"{before} {key.removesuffix('_minor').replace('_', ' ')}".strip()
        nested = isinstance(value, Mapping) and not _is_sums(value)
        if nested:
            yield from _told(value, name)
        elif value not in (None, "", False, [], {}) and name not in LEFT_OUT and not key.endswith("_id"):
            currency = facts.get("currency")
            text = money(value, currency) if key.endswith("_minor") and currency else _value(name, value)
            waits = name == "asked" and value is True
            yield str(_("waits for approval") if waits else NAMES.get(name, name)), text


def _is_sums(value: Mapping[str, Any]) -> bool:
    return all(len(code) == 3 and code.isupper() for code in value)


def _value(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return sums(value)
    if isinstance(value, list | tuple):
        return ", ".join(_value(name, each) for each in value)
    if value is True:
        return str(_("yes"))
    if isinstance(value, int):
        return count(value)
    if name == "country":
        return words.country(str(value))
    known = _CODES.get(name, {}).get(str(value))
    return str(known) if known else _DAY.sub(lambda found: own_day(date.fromisoformat(found[0])), str(value))
