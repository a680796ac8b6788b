"""Dice for whole columns: the same throw for the same seed, name and row, on every machine and version of Polars.

Throws are made of the row's number by splitmix64, in unsigned arithmetic that wraps around. This module does not know
what is thrown for.
"""

from dataclasses import dataclass
from typing import Any
from zlib import crc32

import polars as pl

_STEP = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
PERMILLE = 1000


@dataclass(frozen=True, slots=True)
class Dice:
    """Throws for each row of whatever frame they are used in; each name has dice of its own."""

    seed: int

    def throw(self, name: str, sides: int) -> pl.Expr:
        """Throw a number from 0 to below the number of sides."""
        start = (self.seed * 2**32 + crc32(name.encode())) * _SECOND % 2**64
        row = pl.int_range(1, pl.len() + 1, dtype=pl.UInt64)
        return (_mixed(row * _word(_STEP) + _word(start)) % sides).cast(pl.Int64)

    def chance(self, name: str, permille: int) -> pl.Expr:
        """Throw true in so many of a thousand rows."""
        return self.throw(name, PERMILLE) < permille

    def among(self, name: str, shares: dict[Any, int]) -> pl.Expr:
        """Throw one of the values; its share of a thousand rows stands beside each, and the last one takes the rest."""
        thrown, up_to = self.throw(name, PERMILLE), 0
        chosen: Any = pl
        *values, rest = shares
        for value in values:
            up_to += shares[value]
            chosen = chosen.when(thrown < up_to).then(pl.lit(value))
        found: pl.Expr = chosen.otherwise(pl.lit(rest)) if values else pl.lit(rest)
        return found

    def between(self, name: str, first: int, last: int) -> pl.Expr:
        """Throw a number from the first to the last."""
        return self.throw(name, last - first + 1) + first


def _word(number: int) -> pl.Expr:
    return pl.lit(number, dtype=pl.UInt64)


def _mixed(word: pl.Expr) -> pl.Expr:
    word = (word ^ (word // 2**30)) * _word(_FIRST)
    word = (word ^ (word // 2**27)) * _word(_SECOND)
    return word ^ (word // 2**31)
