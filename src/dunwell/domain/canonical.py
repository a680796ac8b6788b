"""One way to write facts down, so that the same facts always give the same bytes and the same hash.

Canonical JSON here: keys sorted, no blanks, letters as they are (UTF-8), whole numbers alone. Floats are refused,
because two programs write them differently. This module does not know what the facts are about.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> str:
    """Write a value as canonical JSON.

    Taken are None, bool, int, str, Decimal (as text), date, aware datetime (UTC, microseconds), bytes (hex), enums by
    their value, lists, tuples, and mappings with text keys. Raises TypeError for all else, floats among it, and
    ValueError for a moment without a zone or text that has no UTF-8 form.
    """
    text = _ENCODER.encode(_plain(value))
    text.encode()
    return text


def canonical_text(value: str | int | None) -> str:
    """Write a single text, whole number or nothing as JSON, for those who put a document together by hand."""
    return _ENCODER.encode(value)


def canonical_moment(at: datetime) -> str:
    """Write a moment in UTC with six digits of a second: `2026-01-31T08:00:00.000000Z`.

    Raises ValueError when the moment has no zone.
    """
    if at.utcoffset() is None:
        raise ValueError("a moment without a zone cannot be put on record")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, Mapping):
        return {_name(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return _written(value)


def _written(value: object) -> str:
    """Give the text of a value that JSON has no form for."""
    if isinstance(value, datetime):
        return canonical_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, (bytes, memoryview)):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _name(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError("names of facts are text")
    return key
