"""Amounts written plainly, such as 1234 and 1234.50, read by the column; they can be read one way alone.

All others are left to `amounts`, which reads them one by one: the two agree wherever this one gives an answer.
"""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from dunwell.adapters.files.amounts import MAX_MINOR
from dunwell.domain.money import CURRENCIES, digits

_PLAIN = r"^[0-9]{1,12}(\.[0-9]{1,2})?$"
DECIMALS = 2


class PlainAmounts(NamedTuple):
    """Minor units by row, None where an amount is not plain; and how many of the plain ones prove a decimal point."""

    minor: list[int | None]
    points: int


def plain_amounts(texts: Sequence[str], currencies: Sequence[object]) -> PlainAmounts:
    """Read the plain amounts of a column, each in the minor units of its row's currency."""
    column = pl.col("text")
    known = {code for code in currencies if isinstance(code, str)} & CURRENCIES.keys()
    places = {code: digits(code) for code in known}
    codes = pl.Series("code", [code if isinstance(code, str) else None for code in currencies], pl.String)
    frame = pl.DataFrame({"text": pl.Series(list(texts), dtype=pl.String), "code": codes}).with_columns(
        places=pl.col("code").replace_strict(places, default=None, return_dtype=pl.Int64),
        whole=column.str.extract(r"^([0-9]+)").cast(pl.Int64, strict=False),
        part=column.str.extract(r"\.([0-9]+)$").fill_null("").str.pad_end(DECIMALS, "0").cast(pl.Int64, strict=False),
    )
    plain = column.str.contains(_PLAIN) & pl.col("places").is_not_null()
    scale = pl.lit(10, pl.Int64).pow(pl.col("places"))
    minor = pl.col("whole") * scale + pl.col("part") * scale // 10**DECIMALS
    fits = ((pl.col("part") == 0) | (pl.col("places") >= DECIMALS)) & (minor < MAX_MINOR)
    read = frame.select(
        minor=pl.when(plain & fits).then(minor), points=(plain & fits & column.str.contains(".", literal=True)).sum()
    )
    return PlainAmounts(read["minor"].to_list(), int(read["points"][0] or 0) if read.height else 0)
