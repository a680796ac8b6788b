"""What rows are to each other: the same row twice, one number for two items, one customer under several keys.

Nothing is merged: of rows that are alike one is taken, of rows that contradict each other none.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from dunwell.adapters.files.faults import Fault, fault
from dunwell.ports import ItemRow

NAMES_SHOWN = 4


class Finding(NamedTuple):
    """A fault with the position of the row that shows it, the field, and how many rows share it."""

    at: int
    field: str
    fault: Fault
    shared_by: int = 1


def repeated(rows: Sequence[ItemRow]) -> tuple[list[Finding], list[Finding]]:
    """Find rows that say again what an earlier row said, and rows whose number stands for different things.

    A number belongs to its kind: invoice 100 and credit note 100 are two items. Returns (repeats, conflicts).
    """
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        places[row.kind, row.number].append(at)
    repeats, conflicts = [], []
    for ats in places.values():
        if len(ats) == 1:
            continue
        if len({rows[at].digest for at in ats}) == 1:
            repeats += [Finding(at, "number", fault("row_repeated", first=rows[ats[0]].line)) for at in ats[1:]]
        else:
            lines = ", ".join(str(rows[at].line) for at in ats[:8]) + (", …" if len(ats) > 8 else "")
            conflicts += [Finding(at, "number", fault("number_conflict", lines=lines)) for at in ats]
    return repeats, conflicts


def share_customers() -> pl.Expr:
    """Mark the rows of which `doubtful_customers` has something to say: names or zeros differ, and all beside them."""
    names = pl.col("customer_name").n_unique().over("customer_ref")
    keys = pl.col("customer_ref").n_unique().over(pl.col("customer_ref").str.strip_chars_start("0"))
    return (names > 1) | (keys > 1)


def doubtful_customers(rows: Sequence[ItemRow]) -> Iterator[Finding]:
    """Find customers with several names, and customer numbers that differ only by leading zeros."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        by_key[row.customer_ref].append(at)
    for ats in by_key.values():
        names = {" ".join(rows[at].customer_name.split()).casefold(): rows[at].customer_name for at in reversed(ats)}
        names.pop("", None)
        if len(names) > 1:
            yield Finding(
                ats[0], "customer_name", fault("customer_names_differ", names=_shown(list(names.values()))), len(ats)
            )
    alike: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        alike[key.lstrip("0")].append(key)
    for keys in alike.values():
        if len(keys) > 1:
            count = sum(len(by_key[key]) for key in keys)
            yield Finding(
                by_key[keys[0]][0], "customer_ref", fault("leading_zeros_differ", numbers=_shown(keys)), count
            )


def _shown(texts: list[str]) -> str:
    more = f" and {len(texts) - NAMES_SHOWN} more" if len(texts) > NAMES_SHOWN else ""
    return ", ".join(sorted(texts)[:NAMES_SHOWN]) + more
