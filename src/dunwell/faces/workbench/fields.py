"""Fields of a form, from what was typed to plain values. Knows no use case.

What cannot be read is said at its field; what was typed stays there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.money import parse_amount

Values = dict[str, Any]
LARGEST = 10 * 1024 * 1024
ENDINGS = (".pdf", ".png", ".jpg", ".jpeg", ".webp", ".txt", ".eml", ".csv", ".xlsx", ".docx", ".xml")
LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬", "01234567890123456789.,")
"""Persian and Arabic digits and marks, as a person types them, to those that are computed with."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name among the use case's arguments, its label, and what kind of value it takes.

    kind: text, long, date, amount (its currency stands in another field), currency, item, items, entry, choice,
    number, yes, moment, secret, picture or file; or a kind whose choices are known once the customer is. when: only
    where another field has one of some values, such as `result=promise dispute`; the page hides it elsewhere.
    """

    name: str
    label: Any
    kind: str = "text"
    needed: bool = False
    hint: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    start: str = ""
    when: str = ""


@dataclass(slots=True)
class Shown:
    """A field as a page shows it: with what was typed, and what is wrong with it."""

    field: Field
    value: Any = ""
    fault: str = ""
    way_out: str = ""
    choices: Iterable[tuple[str, Any]] = ()
    chosen: bool = False  # out of what the books have


class UnreadableError(Exception):
    """Some fields cannot be read: by name, what is wrong and how to go on."""

    def __init__(self, faults: dict[str, tuple[str, str]]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def read(
    fields: Iterable[Field],
    typed: QueryDict,
    files: MultiValueDict[str, UploadedFile] | None = None,
    *,
    zone: str = "UTC",
) -> Values:
    """Read what was typed into plain values; what was left empty is left out. Raises UnreadableError.

    A moment is meant in the time zone.
    """
    values: Values = {}
    faults: dict[str, tuple[str, str]] = {}
    for field in fields:
        raw = _raw(field, typed, files)
        if not raw:
            if field.needed:
                faults[field.name] = (_("This is needed."), "")
            continue
        try:
            values[field.name] = READERS.get(field.kind, _as_it_is)(raw, typed)
            if field.kind == "moment":
                values[field.name] = values[field.name].replace(tzinfo=ZoneInfo(zone))
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


def _raw(field: Field, typed: QueryDict, files: MultiValueDict[str, UploadedFile] | None) -> Any:
    """Give what was typed or chosen; digits are computed with in one form, and words stay as they were written."""
    match field.kind:
        case "items":
            return typed.getlist(field.name)
        case "file" | "picture":
            return files.get(field.name) if files else None
        case "text" | "long" | "secret":
            return typed.get(field.name, "").strip()
    return typed.get(field.name, "").translate(LATIN).strip()


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


def _file(given: UploadedFile, typed: QueryDict) -> tuple[str, bytes]:
    """Give the name and the bytes of a file that was chosen. Raises UserError for what is too large or no evidence."""
    name = wiring.safe_name(Path(str(given.name)).name)
    if (given.size or 0) > LARGEST:
        raise UserError("too_long", _("The file is larger than 10 MB."), _("Choose a smaller one."))
    if not name.lower().endswith(ENDINGS):
        raise UserError(
            "unknown_kind", _("Files of this kind are not kept."), _("PDF, a picture, a mail or text; up to 10 MB.")
        )
    return name, given.read()


def _picture(given: UploadedFile, typed: QueryDict) -> tuple[str, bytes]:
    """Give the name and the bytes of a picture; whether it is one is seen where it is kept."""
    return _file(given, typed) if (given.size or 0) > LARGEST else (str(given.name), given.read())


READERS: dict[str, Callable[[Any, QueryDict], Any]] = {
    "date": lambda text, typed: date.fromisoformat(text),
    "amount": _amount,
    "number": lambda text, typed: int(text),
    "entry": lambda text, typed: int(text),
    "yes": lambda text, typed: True,
    "moment": lambda text, typed: datetime.fromisoformat(text).replace(tzinfo=None),
    "file": _file,
    "picture": _picture,
}
