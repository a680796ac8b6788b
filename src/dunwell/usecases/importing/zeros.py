"""Numbers that lost their leading zeros, as spreadsheets do to them: told, never taken for the same."""

from collections.abc import Iterable
from typing import Any


def without_zeros(rows: Any, name: str, wanted: Iterable[str]) -> dict[str, str]:
    """Find what is on record under the same number but for leading zeros: by wanted number, that on record.

    `rows` are the company's rows of a table, `name` the column. Two statements, however many are wanted.
    """
    missing = {key for key in wanted if key.lstrip("0")}
    if not missing:
        return {}
    padded = rows.filter(**{f"{name}__startswith": "0"}).values_list(name, flat=True)
    bare = {key.lstrip("0") for key in missing if key.startswith("0")}
    plain = rows.filter(**{f"{name}__in": bare}).values_list(name, flat=True) if bare else ()
    known = {key.lstrip("0"): key for key in (*padded, *plain)}
    return {key: known[key.lstrip("0")] for key in missing if known.get(key.lstrip("0"), key) != key}
