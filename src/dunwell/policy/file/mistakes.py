"""What is wrong with the fields of a policy file, in the words of somebody who writes one.

Turns what pydantic finds into problems with a sentence and a way out. Does not know lines or files.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dunwell.policy.file.model import Policy
from dunwell.policy.file.positions import Loc
from dunwell.policy.file.rules import Problem, choose

_SAID = {
    "missing": ("this field is missing", "Add it."),
    "int_type": ("this is not a whole number", "Write a number such as 7, without quotes."),
    "bool_type": ("this is neither true nor false", "Write true or false, without quotes."),
    "string_type": ("this is not text", "Write a word or a sentence, in quotes if need be."),
    "decimal_type": ("this is not a number", "Write a number such as 2 or 1.50."),
    "decimal_parsing": ("this is not a number", "Write a number such as 2 or 1.50."),
    "tuple_type": ("this is not a list", "Write a list, such as [a, b], or lines that begin with a dash."),
    "dict_type": ("this is not a set of fields", "Write fields below it, each as `name: value`, or {} for none."),
    "model_type": ("this is not a set of fields", "Write fields below it, each as `name: value`."),
    "too_short": ("the list is empty", "Give at least one."),
    "string_too_short": ("the text is empty", "Write something, or leave the field out."),
}
_DAYS = ("this is neither a number nor a list of numbers", "Write for example `days: 15` or `days: [22, 29]`.")
_PATTERNS = {
    r"^[a-z][a-z0-9]*([._-][a-z0-9]+)*$": "Write it in small letters, digits and hyphens, such as late-notice.",
    r"^[A-Z]{3}$": "Write the three capital letters of a currency, such as EUR.",
    r"^([01]?\d|2[0-3])-([01]?\d|2[0-4])$": "Write the first and the last hour, such as 8-18.",
}


def mistakes_in(invalid: ValidationError) -> list[Problem]:
    """List the problems that pydantic found; what follows only from another problem is left out."""
    found = invalid.errors(include_url=False)
    places = [details["loc"] for details in found]
    return [_problem(details) for details in found if not _follows(details, places)]


def _follows(details: ErrorDetails, places: list[Loc]) -> bool:
    """Tell whether a list seems too short only because its entries could not be read."""
    loc = details["loc"]
    return details["type"] == "too_short" and any(place[: len(loc)] == loc != place for place in places)


def _problem(details: ErrorDetails) -> Problem:
    loc: Loc = tuple(part for part in details["loc"] if part != "[key]")
    value = None if details["type"] == "missing" else details["input"]
    return Problem(loc, value, *_said(details, loc, value))


def _said(details: ErrorDetails, loc: Loc, value: object) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return f"there is no field {loc[-1]} here", choose(str(loc[-1]), _fields_at(loc))
    if kind == "literal_error":
        words = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return f"{value!r} does not fit here", choose(str(value), words)
    if kind == "string_pattern_mismatch":
        return f"{value!r} is not written as it must be", _PATTERNS[str(context["pattern"])]
    if kind == "greater_than_equal":
        return f"{value} is below {context['ge']}", f"Write {context['ge']} or more."
    if kind == "less_than_equal":
        return f"{value} is above {context['le']}", f"Write {context['le']} or less."
    if kind == "tuple_type" and loc[-1] == "days":
        return _DAYS
    return _SAID.get(kind) or (details["msg"].removeprefix("Value error, "), "Correct the value.")


def _fields_at(loc: Loc) -> list[str]:
    """List the fields that may stand where an unknown one was found."""
    model: type[BaseModel] = Policy
    for part in loc[:-1]:
        if isinstance(part, str):
            model = next(_models_in(model.model_fields[part].annotation), model)
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)
