"""The digest of a bulk write: the same rows give the same digest, in whatever order rows and columns come.

Canonical CSV: columns by name, rows sorted by all columns, text quoted and numbers not, so that an empty text is not
nothing. Knows no table.
"""

from hashlib import sha256

import polars as pl

_SLICE = 65_536
_TEXT = (pl.Categorical, pl.Enum)


def digest_rows(frame: pl.DataFrame, *, in_order: bool = False) -> bytes:
    """Digest the rows of a frame (SHA-256), vectorised.

    `in_order`: the rows stand in an order of their own already, always the same, and are digested in it. Integers of
    any width give the same digest. Raises TypeError for floats and nested columns: the first are written differently
    by different programs, the second have no order.
    """
    for name, dtype in frame.schema.items():
        if dtype.is_float() or dtype.is_nested() or dtype == pl.Object:
            raise TypeError(f"column {name}: {dtype} has no canonical form")
    plain = frame.select(sorted(frame.columns)).with_columns(_as_text(frame.schema))
    digest = sha256(",".join(plain.columns).encode())
    ordered = plain if in_order else plain.sort(plain.columns, nulls_last=False)
    for part in ordered.iter_slices(_SLICE):
        digest.update(part.write_csv(include_header=False, quote_style="non_numeric", datetime_format=_MOMENT).encode())
    return digest.digest()


_MOMENT = "%Y-%m-%dT%H:%M:%S%.6f"


def _as_text(schema: pl.Schema) -> list[pl.Expr]:
    """Cast what compares by a code of its own to its words, and bytes to hex."""
    words = [pl.col(name).cast(pl.String) for name, dtype in schema.items() if isinstance(dtype, _TEXT)]
    return words + [pl.col(name).bin.encode("hex") for name, dtype in schema.items() if dtype == pl.Binary]
