"""A stretch of a long list, begun behind or before a place: the thousandth page costs as much as the first.

A place is the sort key of a row, written so that it can stand in an address; it holds when the row itself has moved or
is gone. Two statements: the keys, out of an index, then the rows that are shown. Knows no list.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, F, Value, When

from dunwell.data.models.base import Dated

LONGEST = 700  # characters of a place: a name of 300 and what stands around it
BACK = "<"  # before a place up to which is read, not from which on


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of a list, and the places from which the stretches before and behind it are read; none at an end."""

    rows: list[Any]
    earlier: str | None = None
    later: str | None = None


def stretch(rows: Any, order: tuple[str, ...], place: str = "", *, limit: int = 50) -> Stretch:
    """Give the rows from a place on, or up to it; from the beginning where it is no place of this order.

    order: columns, the last of them the id; `-` before one that falls, `?` behind a date that may be empty and then
    comes last.
    """
    keys = [_Key(rows.model, name) for name in order]
    at = _read(keys, place.removeprefix(BACK))
    back = at is not None and place.startswith(BACK)
    found = _keys(rows, keys, at, back=back, limit=limit + 1)
    more, found = len(found) > limit, found[:limit]
    if back:
        found.reverse()
    if not found:
        return Stretch([])
    shown = rows.order_by().in_bulk([each[-1] for each in found])
    earlier, later = (more, True) if back else (at is not None, more)
    return Stretch(
        [shown[each[-1]] for each in found if each[-1] in shown],
        BACK + _written(found[0]) if earlier else None,
        _written(found[-1]) if later else None,
    )


def place_behind(rows: Any, order: tuple[str, ...], number: int) -> str:
    """Give the place behind so many rows, as a page's link to the next one holds it; nothing where there are fewer."""
    keys = [_Key(rows.model, name) for name in order]
    ordered = rows.select_related(None).order_by(*(each.sorting(back=False) for each in keys))
    found = ordered.values_list(*(each.value for each in keys))[number - 1 : number]
    return next((_written(key) for key in found), "")


def beside(rows: Any, order: tuple[str, ...], place: tuple[Any, ...], *, back: bool) -> Any:
    """Narrow rows to those behind a place, or before it, and put the nearest first."""
    keys = [_Key(rows.model, name) for name in order]
    return _beyond(rows, keys, place, back=back).order_by(*(each.sorting(back=back) for each in keys))


class _Key:
    """One column of a sort key: how it is compared, sorted and read."""

    def __init__(self, model: Any, written: str) -> None:
        self.falls = written.startswith("-")
        self.undated = written.endswith("?")
        self.name = written.strip("-?")
        self.field = model._meta.get_field(self.name)

    @property
    def value(self) -> Any:
        return Dated(F(self.name)) if self.undated else F(self.name)

    def sorting(self, *, back: bool) -> Any:
        return self.value.desc() if self.falls != back else self.value.asc()

    def further(self, *, back: bool) -> str:
        """Name the comparison by which rows lie behind a value, or before it."""
        return "lt" if self.falls != back else "gt"

    def read(self, told: Any) -> Any:
        """Make a value of what stood in an address. Raises ValidationError for what is none."""
        if not _is_plain(told):
            raise ValidationError("a place has a value in each column")
        return self.field.to_python(told)


def _keys(rows: Any, keys: list[_Key], place: tuple[Any, ...] | None, *, back: bool, limit: int) -> list[Any]:
    found = rows if place is None else _beyond(rows, keys, place, back=back)
    found = found.select_related(None).order_by(*(each.sorting(back=back) for each in keys))
    return list(found.values_list(*(each.value for each in keys))[:limit])


def _beyond(rows: Any, keys: list[_Key], place: tuple[Any, ...], *, back: bool) -> Any:
    """Narrow to what lies beyond a place: by its first column out of the index, by the others row by row.

    One CASE, since of several conditions joined by OR the embedded database would look up each, and sort them all.
    """
    ways: list[When] = []
    values = {f"key_{number}": each.value for number, each in enumerate(keys)}
    for number, (key, value) in enumerate(zip(keys, place, strict=True)):
        ways.append(When(**{f"key_{number}__{key.further(back=back)}": value}, then=Value(1)))
        if number < len(keys) - 1:
            nearer = "gt" if key.further(back=back) == "lt" else "lt"
            ways.append(When(**{f"key_{number}__{nearer}": value}, then=Value(0)))
    first = {f"key_0__{keys[0].further(back=back)}e": place[0]}
    return rows.alias(**values).alias(beyond=Case(*ways, default=Value(0))).filter(**first, beyond=1)


def _is_plain(told: Any) -> bool:
    """Tell whether a database can compare with a value: a number of its size, or a text that it can hold."""
    if isinstance(told, int) and not isinstance(told, bool):
        return abs(told) < 2**63
    return isinstance(told, str) and not any(mark == "\0" or "\ud800" <= mark <= "\udfff" for mark in told)


def _written(key: tuple[Any, ...]) -> str:
    return json.dumps([each if isinstance(each, int) else str(each) for each in key], ensure_ascii=False)


def _read(keys: list[_Key], text: str) -> tuple[Any, ...] | None:
    """Read a place of this order; none where it is of another, or of none."""
    try:
        told = json.loads(text[:LONGEST]) if text else None
        if not isinstance(told, list) or len(told) != len(keys):
            return None
        return tuple(key.read(each) for key, each in zip(keys, told, strict=True))
    except (ValueError, TypeError, ValidationError, RecursionError):
        return None
