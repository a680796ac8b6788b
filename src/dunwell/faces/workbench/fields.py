"""Fields of a form, from what was typed to plain values. Knows no use case.

What cannot be read is said at its field; what was typed stays there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from dunwell.domain.errors import UserError
from dunwell.domain.money import parse_amount

Values = dict[str, Any]
LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬", "01234567890123456789.,")
"""Persian and Arabic digits and marks, as a person types them, to those that are computed with."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name among the use case's arguments, its label, and what kind of value it takes.

    kind: text, long, date, amount (its currency stands in another field), currency, item, items, entry, choice,
    number, yes, address or file. several: the choices, by value; `more` says which choices, once the customer is known.
    """

    name: str
    label: Any
    kind: str = "text"
    needed: bool = False
    hint: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    start: str = ""


@dataclass(slots=True)
class Shown:
    """A field as a page shows it: with what was typed, and what is wrong with it."""

    field: Field
    value: Any = ""
    fault: str = ""
    way_out: str = ""
    choices: Iterable[tuple[str, Any]] = ()


class UnreadableError(Exception):
    """Some fields cannot be read: by name, what is wrong and how to go on."""

    def __init__(self, faults: dict[str, tuple[str, str]]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def read(fields: Iterable[Field], typed: QueryDict) -> Values:
    """Read what was typed into plain values; what was left empty is left out. Raises UnreadableError."""
    values: Values = {}
    faults: dict[str, tuple[str, str]] = {}
    for field in fields:
        text = typed.get(field.name, "").translate(LATIN).strip() if field.kind != "items" else ""
        raw: Any = typed.getlist(field.name) if field.kind == "items" else text
        if not raw:
            if field.needed:
                faults[field.name] = (_("This is needed."), "")
            continue
        try:
            values[field.name] = READERS.get(field.kind, _as_it_is)(raw, typed)
        except UserError as fault:
            faults[field.name] = (fault.message, fault.way_out)
        except ValueError:
            faults[field.name] = (_("This cannot be read."), str(field.hint))
    if faults:
        raise UnreadableError(faults)
    return values


def shown(
    fields: Iterable[Field], typed: Mapping[str, Any] | None, faults: Mapping[str, tuple[str, str]]
) -> list[Shown]:
    """Lay fields out as they were typed, each with its fault."""
    return [
        Shown(field, (typed or {}).get(field.name, field.start), *faults.get(field.name, ("", "")), field.choices)
        for field in fields
    ]


def _as_it_is(text: Any, typed: QueryDict) -> Any:
    return text


def _amount(text: str, typed: QueryDict) -> int:
    """Read an amount in the currency chosen beside it, with a point or a comma before its last digits."""
    currency = typed.get("currency", "")
    if not currency:
        raise UserError("currency_missing", _("Choose the currency first."), "")
    return parse_amount(with_point(text), currency)


def with_point(text: str) -> str:
    """Turn a decimal comma into a point: one comma with one or two digits behind it is no thousands mark."""
    bare = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    whole, comma, rest = bare.rpartition(",")
    if comma and len(rest) != 3 and "." not in rest:
        return f"{whole.replace('.', '').replace(',', '')}.{rest}"
    return bare


READERS: dict[str, Callable[[Any, QueryDict], Any]] = {
    "date": lambda text, typed: date.fromisoformat(text),
    "amount": _amount,
    "number": lambda text, typed: int(text),
    "entry": lambda text, typed: int(text),
    "yes": lambda text, typed: True,
}
