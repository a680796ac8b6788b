"""Fields of a step that few steps have: for whom, with what, by which other way, what it tells. Knows no page.

What is typed is read back as the file has it; what was not touched stays as it was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dunwell.faces.workbench.fields import LATIN

KINDS = (("business", _("business")), ("consumer", _("consumer")), ("public", _("public body")))
ATTACHED = (("invoices", _("copies of the invoices")), ("statement", _("a statement of the account")))
WAYS = (("", "–"), ("email", _("mail")), ("letter", _("letter")), ("sms", _("text message")))
MORE: tuple[tuple[str, Any, str, Any], ...] = (
    ("kinds", _("Only for"), "several", KINDS),
    ("attach", _("With it goes"), "several", ATTACHED),
    ("fallback", _("Else by"), "choice", WAYS),
    ("deadline_days", _("Days that it gives to act"), "number", ()),
    ("to_role", _("Whose work it is"), "text", ()),
    ("event", _("Event told to other systems"), "text", ()),
    ("required_by_law", _("The law asks for it: it passes the limit of contacts"), "yes", ()),
    ("passes_limit", _("It passes the limit of contacts"), "yes", ()),
)
FRIENDLY = ("kinds", "attach")
"""Of these a step before the due date has some."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the form: its place in the file is its name."""

    name: str
    label: Any
    kind: str
    value: Any = ""
    fault: str = ""
    choices: tuple[tuple[str, Any], ...] = ()

    @property
    def told(self) -> list[Any]:
        """Say what stands in it; nothing where that goes without saying."""
        if self.kind == "yes":
            return [self.label] if self.value else []
        names = dict(self.choices)
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [names.get(each, each) for each in chosen if each]


def more_of(step: Mapping[str, Any], place: str, faults: Mapping[str, str], *, friendly: bool) -> Iterator[Cell]:
    """Lay out what few steps have, each with its fault."""
    for name, label, kind, choices in MORE:
        if friendly and name not in FRIENDLY:
            continue
        held = step.get(name)
        value: Any = said(held)
        if kind == "several":
            value = [str(each) for each in held] if isinstance(held, list) else []
        elif kind == "yes":
            value = held is True
        yield Cell(f"{place}.{name}", label, kind, value, fault_of(faults, place, name), choices)


def read_cell(cell: Cell, typed: QueryDict) -> Any:
    """Read a field as the file has it; none where nothing is to stand there. What was chosen keeps its order."""
    match cell.kind:
        case "several":
            chosen = typed.getlist(cell.name)
            return [*(each for each in cell.value if each in chosen), *_new(cell, chosen)] or None
        case "yes":
            return True if cell.name in typed else None
        case "number":
            return typed.get(cell.name, "").translate(LATIN).strip()
    return typed.get(cell.name, "").strip()


def _new(cell: Cell, chosen: list[str]) -> list[str]:
    return [name for name, _label in cell.choices if name in chosen and name not in cell.value]


def said(value: Any) -> str:
    """Write a value as the form shows it."""
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return "" if value is None or value is False else str(value)


def fault_of(faults: Mapping[str, str], place: str, name: str) -> str:
    """Give the fault of a field; of a list, that of any of its entries."""
    at = f"{place}.{name}"
    return next((told for where, told in faults.items() if where == at or where.startswith(f"{at}[")), "")
