"""Values as cells. Names and texts come from customers: one that begins like a formula must not become one.

OWASP, "CSV Injection": what begins with = + - @, a tab or a carriage return gets an apostrophe before it. Amounts are
no texts, and stay numbers.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dunwell.domain.money import digits
from dunwell.domain.sheets import Column

LONGEST = 32_000
"""Characters of a cell; Excel takes 32,767."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold


def text(value: Any) -> str:
    """Write a value as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    told = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    told = _CONTROL.sub("", told)[:LONGEST]
    return f"'{told}" if told.startswith(_FORMULA) else told


def amount(row: Mapping[str, Any], column: Column) -> Decimal | None:
    """Give an amount as an exact decimal with the digits of its currency; nothing where there is none."""
    minor = row.get(column.name)
    return None if minor is None else Decimal(minor).scaleb(-digits(row["currency"]))
